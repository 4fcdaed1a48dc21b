import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { writeDurably } from "../../disk";

/** Gives a file of the user a new text. Mode and owner stay; of a link the file that it leads to is written. Throws what the disk says. */
export function rewriteFile(path: string, text: string): void {
  const file = realpathSync(path);
  // A new file could take the place of one that must not be written.
  accessSync(file, constants.W_OK);
  const { mode, uid, gid } = statSync(file);
  writeDurably(file, text, { mode, ...(process.getuid?.() === 0 ? { owner: { uid, gid } } : {}) });
}
