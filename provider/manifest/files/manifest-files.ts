import { readdirSync, realpathSync, type Dirent } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { identityOf, isBelow, isTaken, systemCode, whatIsAt } from "../../disk";
import { asShown, ForeseenError, listed, message, plain, quoted } from "../../messages";
import { beforePattern, isPattern, matchesOf } from "./patterns";

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
 * Each file comes once, however it is reached, files of one folder in the order of their names.
 *
 * @param folders absolute paths that relative ones count from: the first one in which a path leads anywhere counts for it
 * @throws ForeseenError SMS5101 for a path that does not exist, a pattern without a match, and a folder without YAML; SMS5107 for a link
 * that leads back to itself or out of the folder that was given, SMS5108 for what is no file, SMS5104 for what the disk refuses
 */
export function findManifestFiles(paths: readonly string[], ...folders: [string, ...string[]]): ManifestFile[] {
  const found = new Map<string, ManifestFile>();
  for (const given of paths) {
    for (const file of filesOf(given, folders)) {
      const identity = onDisk(file.name, () => identityOf(file.path));
      if (!found.has(identity)) found.set(identity, file);
    }
  }
  return [...found.values()];
}

function filesOf(given: string, folders: [string, ...string[]]): ManifestFile[] {
  if (given === "") throw new ForeseenError(message("SMS5101", { what: "empty", do: ["path"] }));
  const tried: Absence[] = [];
  for (const folder of folders) {
    const files = filesFrom(folder, given);
    if (typeof files !== "string") return files;
    tried.push(files);
  }
  const facts = isAbsolute(given) ? {} : { "looked in": listed(folders.map(name)) };
  throw new ForeseenError(message("SMS5101", { what: tried[0] ?? "missing", values: { path: name(given) }, facts, do: ["path"] }));
}

type Absence = "missing" | "emptyFolder" | "noMatch";

function filesFrom(folder: string, given: string): ManifestFile[] | Absence {
  // No system has such a name, and Node takes it for a fault of the program.
  if (given.includes("\0")) return "missing";
  const path = resolve(folder, given);
  const kind = onDisk(given, () => whatIsAt(path));
  if (kind === "folder") return orAbsence(inFolder(given, { path, named: false }), "emptyFolder");
  if (kind === "file") return [{ name: given, path, named: true }];
  if (kind === "loop") throw looped(given);
  if (kind !== "nothing")
    throw new ForeseenError(message("SMS5108", { what: "read", values: { path: name(given), kind: plain(kind) }, do: ["input", "path"] }));
  if (isTaken(path)) throw new ForeseenError(message("SMS5107", { what: "dangling", values: { path: name(given) }, do: ["mend", "path"] }));
  return isPattern(given) ? orAbsence(matching(given, folder), "noMatch") : "missing";
}

/** A folder of which all files are meant: none of its links may lead out of it. */
interface Whole {
  /** Absolute. */
  path: string;
  /** Whether its files count as named by the user. */
  named: boolean;
}

function inFolder(given: string, whole: Whole, path = whole.path): ManifestFile[] {
  const entries = onDisk(given, () => readdirSync(path, { withFileTypes: true })).sort((left, right) => (left.name < right.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const below = given === "." ? entry.name : join(given, entry.name);
    if (isPassedOver(entry)) return [];
    if (entry.isDirectory()) return inFolder(below, whole, join(path, entry.name));
    return /\.ya?ml$/i.test(entry.name) ? inside(shown(below), join(path, entry.name), whole) : [];
  });
}

const isPassedOver = ({ name: entry }: Dirent) => entry.startsWith(".") || entry === "node_modules";

function matching(given: string, folder: string): ManifestFile[] {
  const matches = onDisk(given, () => matchesOf(given, folder));
  const whole = { path: resolve(folder, beforePattern(given)), named: true };
  return matches.flatMap((match) => inside(isAbsolute(given) ? match : shown(relative(folder, match)), resolve(match), whole));
}

/**
 * What was found in a folder, if it is a file. A pipe or a device would be waited for. A link to a file within the folder is read, and one
 * to a folder is not followed, because it may lead back. A link that leads nowhere is kept, so that somebody learns of it.
 */
function inside(file: string, path: string, whole: Whole): ManifestFile[] {
  const kind = onDisk(file, () => whatIsAt(path));
  if (kind === "loop") throw looped(file);
  if (kind === "nothing") return [{ name: file, path, named: whole.named }];
  if (kind === "folder") return [];
  requireInside(file, path, whole);
  return kind === "file" ? [{ name: file, path, named: whole.named }] : [];
}

/** Whoever may write into a folder could else have any file of the machine read. @throws ForeseenError SMS5107 */
function requireInside(file: string, path: string, whole: Whole): void {
  const [folder, target] = onDisk(file, () => [realpathSync.native(whole.path), realpathSync.native(path)]);
  if (isBelow(folder, target)) return;
  throw new ForeseenError(message("SMS5107", { what: "outside", values: { path: name(file) }, do: ["itself", "copy"] }));
}

const name = (path: string) => asShown(quoted(path));
const shown = (path: string) => path.split(sep).join("/");

const orAbsence = (files: ManifestFile[], absence: Absence) => (files.length === 0 ? absence : files);

const looped = (path: string) =>
  new ForeseenError(message("SMS5107", { what: "loop", values: { path: name(path) }, do: ["mend", "path"] }));

/** What the disk gives, or its refusal in words. @throws ForeseenError SMS5104 */
function onDisk<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    const values = { file: name(path), reason: plain(code) };
    throw new ForeseenError(message("SMS5104", { what: "read", values, do: ["check", "another"] }), { cause: error });
  }
}
