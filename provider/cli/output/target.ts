import { resolve } from "node:path";
import { identityOf, whatIsAt } from "../../disk";
import { asShown, ForeseenError, message, plain, quoted } from "../../messages";
import { inaccessible } from "./inaccessible";

/**
 * What has the name of a file that is to be written must be a file, or a link that may be replaced. A pipe would be waited for, and a
 * device may be needed by others.
 *
 * @param file as messages name it
 * @throws ForeseenError SMS5108, or SMS5104 when the disk refuses to tell
 */
export function requireFile(path: string, file: string): void {
  const kind = asked(file, () => whatIsAt(path));
  if (kind === "file" || kind === "nothing" || kind === "loop") return;
  const values = { path: asShown(quoted(file)), kind: plain(kind) };
  throw new ForeseenError(message("SMS5108", { what: "write", values, do: ["output", "another"] }));
}

/** The file that a name means, however it is reached. @throws ForeseenError SMS5104 when the disk refuses to tell */
export const sameFile = (folder: string, file: string): string => asked(file, () => identityOf(resolve(folder, file)));

function asked<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw inaccessible("write", file, error);
  }
}
