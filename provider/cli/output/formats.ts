import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { replaceDurably } from "../../disk";
import { asShown, ForeseenError, message, quoted } from "../../messages";
import { reportFormats, type Findings, type ReportFormatName } from "../../reports";
import { oneOf } from "../choices";
import type { Flag } from "../command";
import { onOff } from "../flags";
import { usesColour } from "./colour";
import { inaccessible } from "./inaccessible";
import { ownVersion } from "../own-version";
import { pathInProject } from "./project-paths";
import { requireFile, sameFile } from "./target";
import type { Shell } from "../shell";

/** Where one report goes. */
export interface Destination<Name extends string> {
  format: Name;
  /** Standard output when absent. */
  file?: string;
}

/** The flag `--format name` or `--format name=file`, which can be given several times; its variable takes several with commas between. */
export const formatFlag = <Name extends string>(names: readonly Name[]): Flag<readonly Destination<Name>[]> => ({
  value: "<name[=file]>",
  description: "format of the report, and the file it goes to; repeatable",
  choices: names,
  read: (text, before = []) => [...before, ...text.split(",").map((part) => destination(part.trim(), names))],
});

/** The same as `--format json`, as people try it first. */
export const jsonFlag = onOff("the same as --format json");

/** Where the reports go that the flags ask for; `usual` without any. */
export function destinationsOf<Name extends string>(
  { format = [], json }: { format?: readonly Destination<Name | "json">[] | undefined; json?: true | undefined },
  usual: readonly Destination<Name | "json">[],
): readonly Destination<Name | "json">[] {
  const isAsked = json === true && !format.some((one) => one.format === "json" && one.file === undefined);
  const all = [...format, ...(isAsked ? [{ format: "json" as const }] : [])];
  return all.length === 0 ? usual : all;
}

function destination<Name extends string>(text: string, names: readonly Name[]): Destination<Name> {
  const [word = "", ...rest] = text.split("=");
  const format = oneOf(names, word);
  const file = rest.join("=");
  if (rest.length > 0 && file === "") throw new InvalidArgumentError(`Give a file after ${format}=.`);
  return { format, ...(file === "" ? {} : { file }) };
}

/** The names of all formats of reports. */
export const reportFormatNames = Object.keys(reportFormats) as ReportFormatName[];

/** Text, and on GitHub Actions annotations as well. */
export const usualFormats = ({ environment }: Shell): Destination<ReportFormatName>[] =>
  (environment["GITHUB_ACTIONS"] === "true" ? (["text", "github"] as const) : (["text"] as const)).map((format) => ({
    format,
  }));

/**
 * Writes findings in each format to its destination.
 *
 * @throws ForeseenError SMS5104 when a file cannot be written, SMS5105 when it would take the place of a manifest or of another report,
 * SMS5108 when something else than a file has its name
 */
export async function writeReports(
  findings: Findings,
  destinations: readonly Destination<ReportFormatName>[],
  shell: Shell,
): Promise<void> {
  requireOwnFiles(destinations, findings.files, shell);
  for (const { format, file } of destinations) {
    const write = await reportFormats[format]();
    const colour = file === undefined && usesColour(shell, shell.stdout);
    // Few formats name their producer, and reading the version costs as much as a small report.
    const style = {
      colour,
      pathInProject: pathInProject(shell),
      get version() {
        return ownVersion();
      },
    };
    writeTo(file, write(findings, style), shell);
  }
}

/**
 * Writes a text to the standard output, or to the file that the user named. A link of that name is replaced: what it leads to stays.
 *
 * @throws ForeseenError SMS5104 when the file cannot be written, SMS5108 when something else has its name
 */
export function writeTo(file: string | undefined, text: string, { folder, stdout, stderr, isQuiet }: Shell): void {
  if (file === undefined) {
    stdout.write(text);
    return;
  }
  const path = resolve(folder, file);
  requireFile(path, file);
  try {
    replaceDurably(path, text);
  } catch (error) {
    throw inaccessible("write", file, error);
  }
  if (isQuiet !== true) stderr.write(`Wrote ${file}.\n`);
}

/**
 * A report must not take the place of what it is about, nor of another report, by whatever name they are reached.
 *
 * @throws ForeseenError SMS5105
 */
function requireOwnFiles(destinations: readonly Destination<string>[], manifests: readonly string[], { folder }: Shell): void {
  const known = new Set<string>();
  const identities = new Set(manifests.map((name) => sameFile(folder, name)));
  for (const { file } of destinations) {
    if (file === undefined) continue;
    const own = sameFile(folder, file);
    const values = { file: asShown(quoted(file)) };
    if (identities.has(own)) throw new ForeseenError(message("SMS5105", { what: "manifest", why: "report", values, do: ["another"] }));
    if (known.has(own)) throw new ForeseenError(message("SMS5105", { what: "twice", why: "twice", values, do: ["another"] }));
    known.add(own);
  }
}
