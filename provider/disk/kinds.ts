import { lstatSync, statSync, type Stats } from "node:fs";
import { systemCode } from "./failures";

/** What can stand at a path. */
export type Kind = "file" | "folder" | "pipe" | "socket" | "device";

/** The kind of what a path leads to. */
export function kindOf(stats: Pick<Stats, "isFile" | "isDirectory" | "isFIFO" | "isSocket">): Kind {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "folder";
  if (stats.isFIFO()) return "pipe";
  return stats.isSocket() ? "socket" : "device";
}

/** What a path leads to, links followed: `nothing` when it or a part of it does not exist, `loop` for a link that leads back to itself. */
export function whatIsAt(path: string): Kind | "nothing" | "loop" {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? "nothing" : kindOf(stats);
  } catch (error) {
    if (systemCode(error) === "ELOOP") return "loop";
    throw error;
  }
}

/** Whether a name is taken, by whatever: a link that leads nowhere takes its name, too. */
export const isTaken = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
