import { accessSync, constants, existsSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { dirname, join } from "node:path";
import { systemCode } from "../../../disk";
import { message, plain } from "../../../messages";
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
    const left = notes.map(({ name, market, time, stack, id }) => {
      const values = { market: plain(market), name: plain(name) };
      const facts = { stack: stack === null ? undefined : plain(stack), began: plain(time), id: id === undefined ? undefined : plain(id) };
      return warning(topic, message("SMS5205", { what: "noted", values, facts, do: ["look"] }));
    });
    return [usable(folder), ...left];
  } catch (error) {
    return [problemOf(topic, error)];
  }
}

/** It is made when it is needed, so the nearest folder that exists must take it. */
function usable(folder: string): Finding {
  const existing = nearestExisting(folder);
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
    return ok(topic, plain(`${folder} can be used`));
  } catch (error) {
    const facts = { folder: plain(existing), reason: plain(systemCode(error) ?? String(error)) };
    return problem(topic, message("SMS2022", { what: "unusable", why: "unusable", facts, do: ["writable", "elsewhere"] }));
  }
}

const nearestExisting = (path: string): string => (existsSync(path) ? path : nearestExisting(dirname(path)));
