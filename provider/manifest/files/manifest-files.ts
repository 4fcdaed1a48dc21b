import { readdirSync, statSync, type Dirent } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { asShown, ForeseenError, message, quoted } from "../../messages";

/** A file that may hold a manifest. */
export interface ManifestFile {
  /** As messages name it: as given, or relative to the current folder. */
  name: string;
  /** Where it is. */
  path: string;
  /** Whether the user named it. One found in a folder may be of another program, and is then skipped. */
  named: boolean;
}

/**
 * Finds the files that paths mean: a file stands for itself, a folder for all `.yaml` and `.yml` files below it, and a pattern
 * (`sms/*.yaml`, `**\/sms-*.yaml`) for what it matches. Folders that begin with a dot and `node_modules` are skipped.
 * Each file comes once, files of one folder in the order of their names.
 *
 * @param folder absolute path that relative ones count from
 * @throws ForeseenError SMS5101 for a path that does not exist, a pattern without a match, and a folder without YAML
 */
export function findManifestFiles(paths: readonly string[], folder: string): ManifestFile[] {
  const found = new Map<string, ManifestFile>();
  for (const given of paths) {
    for (const file of filesOf(given, folder)) if (!found.has(file.path)) found.set(file.path, file);
  }
  return [...found.values()];
}

// Patterns are rare, and the package takes time to load.
const tinyglobby = () => createRequire(__filename)("tinyglobby") as typeof import("tinyglobby");

const pattern = /[*?{}[\]!]/;

function filesOf(given: string, folder: string): ManifestFile[] {
  if (given === "") throw new ForeseenError(message("SMS5101", { what: "empty", do: ["path"] }));
  const path = resolve(folder, given);
  const kind = kindOf(path);
  if (kind === "folder") return required(inFolder(path, given), "emptyFolder", given);
  if (kind === "file") return [{ name: given, path, named: true }];
  if (!pattern.test(given)) throw notFound("missing", given);
  const matches = tinyglobby().globSync([given], { cwd: folder, absolute: true, ignore: ["**/node_modules/**"], expandDirectories: false });
  const files = matches
    .sort()
    .map((match) => ({ name: isAbsolute(given) ? match : shownPath(match, folder), path: resolve(match), named: true }));
  return required(files, "noMatch", given);
}

function kindOf(path: string): "file" | "folder" | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  // A pipe or a device is read like a file.
  return found.isDirectory() ? "folder" : "file";
}

function inFolder(path: string, given: string): ManifestFile[] {
  const entries = readdirSync(path, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const name = given === "." ? entry.name : join(given, entry.name);
    const below = join(path, entry.name);
    if (isPassedOver(entry)) return [];
    if (entry.isDirectory()) return inFolder(below, name);
    return /\.ya?ml$/i.test(entry.name) && isReadable(entry, below) ? [{ name: shown(name), path: below, named: false }] : [];
  });
}

const isPassedOver = ({ name }: Dirent) => name.startsWith(".") || name === "node_modules";

/** A pipe or a device would be waited for. A link to a file is read; one to a folder is not followed, because it may lead back. */
const isReadable = (entry: Dirent, path: string) =>
  entry.isFile() || (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true);

const shown = (path: string) => path.split(sep).join("/");
const shownPath = (path: string, folder: string) => shown(relative(folder, path));

function required(files: ManifestFile[], otherwise: Absence, given: string): ManifestFile[] {
  if (files.length === 0) throw notFound(otherwise, given);
  return files;
}

type Absence = "missing" | "emptyFolder" | "noMatch";

const notFound = (what: Absence, given: string) =>
  new ForeseenError(message("SMS5101", { what, values: { path: asShown(quoted(given)) }, do: ["path"] }));
