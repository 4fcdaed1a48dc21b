import { InvalidArgumentError, type Command as Parser } from "commander";
import type { Command, Context, Flag, FlagPlace, ListedCommand } from "./command";
import type { Configuration } from "./configuration/configuration";
import { block, visible } from "../messages";
import { findConfiguration, noConfiguration } from "./configuration/find-configuration";
import { flagName, flagsOf, negatedBy, variableOf } from "./flags";
import type { Shell } from "./shell";

type Environment = Shell["environment"];

/** What was given for one run, so far. */
interface Given {
  argument: unknown;
  readonly flags: Record<string, unknown>;
  readonly places: Record<string, FlagPlace>;
}

/**
 * Gathers what a command gets. Each flag is taken from the command line, else from the environment, else from the configuration file,
 * else its default stands.
 *
 * @param parser has read the command line
 * @throws CommanderError for a bad value in the environment, ForeseenError SMS5102 for a problem of the configuration file
 */
export async function contextOf(
  parser: Parser,
  command: Command,
  { shell, commands }: { shell: Shell; commands: readonly ListedCommand[] },
): Promise<Context> {
  const given: Given = { argument: parser.processedArgs[0], flags: {}, places: {} };
  for (const [key, flag] of Object.entries(flagsOf(command))) {
    const value = valueOnLine(parser, key);
    if (value !== undefined) {
      given.flags[key] = value;
      given.places[key] = { kind: "flag", flag: flagName(key) };
    } else takeVariable(parser, key, flag, { given, environment: shell.environment });
  }
  const configuration = await configurationFor(command, given, shell.folder);
  if (configuration.ignored !== undefined) shell.stderr.write(`warning: ${block(configuration.ignored)}\n`);
  if (configuration.file !== undefined) shell.stderr.write(`Settings from ${visible(configuration.file)}.\n`);
  if (configuration.file !== undefined) await takeFile(parser.name(), command, given, { configuration, shell });
  for (const [key, { default: usual }] of Object.entries(command.flags)) given.flags[key] ??= usual;
  return { ...given, configuration, shell: { ...shell, isQuiet: given.flags["quiet"] === true }, commands };
}

/** The value that the command line gives to a flag: true for `--no-stack`, which commander keeps as `false` of `--stack`. */
function valueOnLine(parser: Parser, key: string): unknown {
  const negated = negatedBy(key);
  const name = negated ?? key;
  if (parser.getOptionValueSource(name) !== "cli") return undefined;
  const value: unknown = parser.getOptionValue(name);
  if (negated !== undefined) return value === false ? true : undefined;
  return value === false ? undefined : value;
}

function configurationFor(
  { isConfigurable }: Command,
  { flags: { config } }: Given,
  folder: string,
): Configuration | Promise<Configuration> {
  return isConfigurable ? findConfiguration(typeof config === "string" ? config : undefined, folder) : noConfiguration(folder);
}

function takeVariable(parser: Parser, key: string, flag: Flag, { given, environment }: { given: Given; environment: Environment }): void {
  const variable = variableOf(parser.name(), key, flag);
  const text = environment[variable];
  // Pipelines pass variables that are empty or false for "not set".
  if (text === undefined || text === "" || text === "false") return;
  given.places[key] = { kind: "environment", variable };
  try {
    given.flags[key] = flag.value === undefined || (flag.read?.(text, undefined) ?? text);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    parser.error(`error: environment variable ${variable} has an invalid value '${text}'. ${error.message}`);
  }
}

async function takeFile(
  name: string,
  command: Command,
  given: Given,
  { configuration, shell }: { configuration: Configuration; shell: Shell },
): Promise<void> {
  // Loaded only for those who have such a file.
  const { givenInFile } = await import("./configuration/given-in-file.js");
  const inFile = givenInFile(name, command, configuration, shell.folder);
  for (const [key, value] of Object.entries(inFile.flags)) {
    if (given.places[key] !== undefined) continue;
    given.flags[key] = value();
    given.places[key] = { kind: "file", file: configuration.file ?? "", path: `${name}.${key}` };
  }
  if (Array.isArray(given.argument) && given.argument.length === 0) given.argument = inFile.paths?.() ?? [];
}
