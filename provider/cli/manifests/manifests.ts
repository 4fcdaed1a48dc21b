import { readFileSync } from "node:fs";
import { asShown, counted, ForeseenError, message } from "../../messages";
import { findManifestFiles, readManifestFiles, type ManifestFile, type ManifestsResult } from "../../manifest";
import type { Argument } from "../command";
import { Progress } from "../output/progress";
import type { Shell } from "../shell";

/** The manifests that a command is about. */
export const pathsArgument: Argument<readonly string[]> = {
  syntax: "[paths...]",
  description: "manifests, folders or patterns; - is standard input; default: the current folder",
};

/**
 * Reads the manifests that a user named.
 *
 * @param paths none means the current folder; `-` is the standard input
 * @throws ForeseenError SMS5101 for a path that does not exist, and when nothing of all that is a manifest
 */
export async function readNamedManifests(paths: readonly string[], shell: Shell): Promise<ManifestsResult> {
  const files = filesOf(paths.length === 0 ? ["."] : paths, shell.folder);
  const standardInput = files.some(({ path }) => path === "-") ? await shell.stdin() : new Uint8Array();
  const progress = new Progress(shell);
  const read = readManifestFiles(
    files,
    (path) => (path === "-" ? standardInput : readFileSync(path)),
    (done) => progress.tell(`${done} of ${counted(files.length, "file")}`),
  );
  progress.end();
  if (read.files.length === 0) throw noManifest(read.skipped.length);
  if (read.skipped.length > 0) shell.stderr.write(`${skippedWords(read.skipped)}\n`);
  return read;
}

/** That none of so many files is a manifest (SMS5101). */
export const noManifest = (files: number): ForeseenError =>
  new ForeseenError(
    message("SMS5101", { what: "noManifest", why: "kind", values: { files: asShown(counted(files, "file")) }, do: ["path", "begin"] }),
  );

function filesOf(paths: readonly string[], folder: string): ManifestFile[] {
  const onDisk = paths.filter((path) => path !== "-");
  const found = onDisk.length === 0 ? [] : findManifestFiles(onDisk, folder);
  return onDisk.length === paths.length ? found : [{ name: "stdin", path: "-", named: true }, ...found];
}

function skippedWords(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return `Skipped, not a manifest: ${shown}${names.length > 3 ? ` and ${names.length - 3} more` : ""}.`;
}
