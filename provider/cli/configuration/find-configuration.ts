import { dirname, join, resolve } from "node:path";
import { isTaken, ownersOf } from "../../disk";
import { message, plain } from "../../messages";
import type { Configuration } from "./configuration";

const usualName = "msgsms.config.yaml";

/**
 * The configuration file that is named, or msgsms.config.yaml in the current folder or the nearest above it. One that was not named and
 * belongs to another user is ignored: everybody can put one into a folder above, such as /tmp. What reads it is loaded only when there is one.
 *
 * @param folder absolute path of the current folder
 * @throws ForeseenError SMS5102 when it cannot be read or breaks a rule
 */
export async function findConfiguration(named: string | undefined, folder: string): Promise<Configuration> {
  const path = named === undefined ? nearestAbove(folder) : resolve(folder, named);
  if (path === undefined) return noConfiguration(folder);
  if (named === undefined && isOfAnother(path))
    return { ...noConfiguration(folder), ignored: message("SMS5111", { facts: { file: plain(path) }, do: ["name", "own"] }) };
  const { readConfigurationFile } = await import("./configuration-file.js");
  return readConfigurationFile(path, named ?? path);
}

/** Also a link that another user has put there, whatever it leads to. */
function isOfAnother(path: string): boolean {
  // Windows has no such numbers.
  const us = process.getuid?.();
  if (us === undefined) return false;
  return ownersOf(path).some((owner) => owner !== us);
}

/** For a command that has no part in the file, and for users who have no file. */
export const noConfiguration = (folder: string): Configuration => ({
  file: undefined,
  folder,
  account: { get: () => undefined },
  flagsOf: () => ({}),
});

function nearestAbove(folder: string): string | undefined {
  const path = join(folder, usualName);
  // A link that leads nowhere counts: somebody meant it to be one.
  if (isTaken(path)) return path;
  const above = dirname(folder);
  return above === folder ? undefined : nearestAbove(above);
}
