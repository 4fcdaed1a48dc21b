import { realpathSync } from "node:fs";
import { replaceDurably } from "../../disk";

/** Gives a file of the user a new text. Mode and owner stay; of a link the file that it leads to is written. Throws what the disk says. */
export const rewriteFile = (path: string, text: string): void => replaceDurably(realpathSync(path), text);
