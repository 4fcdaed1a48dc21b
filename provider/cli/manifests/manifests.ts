import { basename } from "node:path";
import { limits } from "../../../schemas/generated/settings";
import { asShown, counted, ForeseenError, message } from "../../messages";
import { findManifestFiles, readFromDisk, readManifestFiles, type ManifestFile, type ManifestsResult } from "../../manifest";
import type { Argument } from "../command";
import { inaccessible } from "../output/inaccessible";
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
  const input = files.some(({ path }) => path === "-") ? await standardInput(shell) : new Uint8Array();
  const progress = new Progress(shell);
  const read = readManifestFiles(
    files,
    (path) => (path === "-" ? input : readFromDisk(path)),
    (done) => progress.tell(`${done} of ${counted(files.length, "file")}`),
  );
  progress.end();
  if (read.files.length === 0) throw noManifest(read.skipped.length);
  const skipped = read.skipped.filter((name) => !isExpected(name));
  if (skipped.length > 0 && shell.isQuiet !== true) shell.stderr.write(`${skippedWords(skipped)}\n`);
  return read;
}

/** @throws ForeseenError SMS5104 when it cannot be read: a folder may stand in its place */
async function standardInput({ stdin }: Shell): Promise<Uint8Array> {
  try {
    return await stdin(limits.bytes);
  } catch (error) {
    throw inaccessible("read", "standard input", error);
  }
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

/** Files that stand beside manifests in every project, and that nobody takes for one: those of Pulumi, and our own. */
const isExpected = (name: string) => /^(?:Pulumi(?:\..+)?\.ya?ml|msgsms\.config\.yaml)$/.test(basename(name));

function skippedWords(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return `Skipped, not a manifest: ${shown}${names.length > 3 ? ` and ${names.length - 3} more` : ""}.`;
}
