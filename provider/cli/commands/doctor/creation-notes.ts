import { accessSync, constants, existsSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { dirname, join } from "node:path";
import { ForeseenError } from "../../../messages";
import { IntentFolder, stateFolder } from "../../../intents";
import type { Shell } from "../../shell";
import { ok, problem, problemOf, warning, type Finding } from "./finding";

const topic = "state folder";

/** The folder in which runs note what they set out to create, and what killed runs have left there. Writes nothing. */
export function creationNotes({ environment }: Shell): Finding[] {
  const home = environment["HOME"] ?? homedir();
  const folder = join(stateFolder(environment, home, process.platform), "intents");
  try {
    const notes = new IntentFolder(folder, { host: hostname(), pid: process.pid, run: "" }, () => false).left();
    const left = notes.map(({ name, market, time, stack, id }) =>
      warning(
        topic,
        `a run${stack === null ? "" : ` of ${stack}`} set out to create the ${market} application ${name} at ${time}${id === undefined ? "" : `, which has the id ${id}`}, and its end is not noted`,
        "if no run is under way, run pulumi up in that stack: it looks for the application first",
      ),
    );
    return [usable(folder), ...left];
  } catch (error) {
    if (!(error instanceof ForeseenError)) throw error;
    return [problemOf(topic, error)];
  }
}

/** It is made when it is needed, so the nearest folder that exists must take it. */
function usable(folder: string): Finding {
  const existing = nearestExisting(folder);
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
    return ok(topic, `${folder} can be used`);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    return problem(
      topic,
      `${existing} cannot be written (${reason})`,
      "make it writable, or set XDG_STATE_HOME; without it nothing is created",
    );
  }
}

const nearestExisting = (path: string): string => (existsSync(path) ? path : nearestExisting(dirname(path)));
