import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ForeseenError } from "../../messages";

/** What the configuration file of the command says: the last place where a setting is looked for. */
export interface Configuration {
  /** As messages name it; undefined when there is none. */
  file: string | undefined;
  /** Its folder, or the current one: relative paths of the file count from it. */
  folder: string;
  /** Settings of the account; profiles as JSON, as a stack's configuration has them. */
  account: { get: (key: string) => string | undefined };
  /** Flags of a command by their name in camel case, and `paths`. */
  flagsOf: (command: string) => Readonly<Record<string, unknown>>;
}

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
  if (path === undefined) return { file: undefined, folder, account: { get: () => undefined }, flagsOf: () => ({}) };
  const { readConfigurationFile } = await import("./configuration-file.js");
  return readConfigurationFile(path, named ?? path);
}

function nearestAbove(folder: string): string | undefined {
  const path = join(folder, usualName);
  if (existsSync(path)) return path;
  const above = dirname(folder);
  return above === folder ? undefined : nearestAbove(above);
}

/** The refusal of a configuration file. */
export const brokenConfiguration = (name: string, why: string): ForeseenError =>
  new ForeseenError(
    "SMS5102",
    `the configuration file ${JSON.stringify(name)} has a problem: ${why} docs/command.md shows what it can hold.`,
  );
