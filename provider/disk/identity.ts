import { lstatSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { systemCode } from "./failures";

/**
 * One text for a file however it is reached: through links to it or to a folder above it, or under another name of the same file (a hard
 * link). A file that does not exist has one as well. Throws what the disk says.
 */
export function identityOf(path: string): string {
  const stats = orNothing(() => statSync(path, { bigint: true }));
  return stats?.isFile() === true && stats.nlink > 1n ? `${stats.dev}:${stats.ino}` : realPathOf(path);
}

/** Where a path leads to, all links followed, also when its last parts do not exist yet. Throws what else the disk says. */
export function realPathOf(path: string): string {
  const real = orNothing(() => realpathSync.native(path));
  const above = dirname(path);
  return real ?? (above === path ? path : join(realPathOf(above), basename(path)));
}

/** Whether a path is below a folder. Both are real paths. */
export const isBelow = (folder: string, path: string): boolean => path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);

/** Who owns a name, and what it leads to. Throws what the disk says. */
export const ownersOf = (path: string): number[] => [lstatSync, statSync].flatMap((ask) => orNothing(() => ask(path).uid) ?? []);

const nothing = new Set(["ENOENT", "ENOTDIR", "ELOOP"]);

function orNothing<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (nothing.has(systemCode(error) ?? "")) return undefined;
    throw error;
  }
}
