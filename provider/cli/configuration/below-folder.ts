import { statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { ifThere, isBelow, realPathOf } from "../../disk";
import { asShown, ForeseenError, message, quoted } from "../../messages";
import { inaccessible } from "../output/inaccessible";
import type { Place } from "./configuration";

/**
 * What the configuration file has written must be below its folder, links followed, and nothing that something else runs or reads by
 * itself: not in a folder that begins with a dot (`.git/hooks`, `.github`), not in `node_modules`, and no program.
 *
 * @param target absolute path
 * @throws ForeseenError SMS5109, or SMS5104 when the disk refuses to tell
 */
export function requireBelow(folder: string, target: string, { path, file }: Place): void {
  const refused = why(folder, target);
  if (refused === undefined) return;
  const values = { path, target: asShown(quoted(relative(folder, target))) };
  throw new ForeseenError(message("SMS5109", { what: refused, values, facts: { file }, do: ["below", "flag"] }));
}

function why(folder: string, target: string): "outside" | "reserved" | "program" | undefined {
  try {
    const root = realPathOf(folder);
    // The name itself, and what a link of this name leads to.
    const places = [join(realPathOf(dirname(target)), basename(target)), realPathOf(target)];
    if (!places.every((place) => isBelow(root, place))) return "outside";
    if (places.some((place) => relative(root, place).split(sep).some(isReserved))) return "reserved";
    const stats = ifThere(() => statSync(target));
    return stats?.isFile() === true && (stats.mode & 0o111) !== 0 ? "program" : undefined;
  } catch (error) {
    throw inaccessible("write", target, error);
  }
}

/** Also on disks that take capitals for small letters. */
const isReserved = (step: string) => step.startsWith(".") || step.toLowerCase() === "node_modules";
