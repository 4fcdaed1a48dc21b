import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Configuration } from "./configuration";

const usualName = "msgsms.config.yaml";

/**
 * The configuration file that is named, or msgsms.config.yaml in the current folder or the nearest above it. What reads it is loaded
 * only when there is one.
 *
 * @param folder absolute path of the current folder
 * @throws ForeseenError SMS5102 when it cannot be read or breaks a rule
 */
export async function findConfiguration(named: string | undefined, folder: string): Promise<Configuration> {
  const path = named === undefined ? nearestAbove(folder) : resolve(folder, named);
  if (path === undefined) return noConfiguration(folder);
  const { readConfigurationFile } = await import("./configuration-file.js");
  return readConfigurationFile(path, named ?? path);
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
  if (existsSync(path)) return path;
  const above = dirname(folder);
  return above === folder ? undefined : nearestAbove(above);
}
