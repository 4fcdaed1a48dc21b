import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { ifThere, systemCode } from "./failures";

/**
 * Makes a folder and those above it, for its owner only. One after another: Node's own recursive way tries for ever where a folder says
 * that a new one does not exist, as /proc does. Throws what the disk says.
 */
export function makeFolder(path: string): void {
  if (ifThere(() => statSync(path))?.isDirectory() === true) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process made it meanwhile.
    if (systemCode(error) !== "EEXIST" || !statSync(path).isDirectory()) throw error;
  }
}
