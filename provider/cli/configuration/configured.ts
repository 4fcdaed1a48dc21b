import { isAbsolute, join, relative } from "node:path";
import { InvalidArgumentError, type Command, type Option } from "commander";
import { brokenConfiguration, type Configuration } from "./configuration";

/**
 * Gives a command the flags and paths of the configuration file that neither the command line nor the environment gave.
 *
 * @param folder the current one: paths of the file are made relative to it
 * @throws ForeseenError SMS5102 for a flag that the command does not have, or a value that it refuses
 */
export async function applyConfiguration(command: Command, configuration: Configuration, folder: string): Promise<void> {
  const { paths, ...flags } = configuration.flagsOf(command.name());
  const refused = (why: string) => brokenConfiguration(configuration.file ?? "", `${command.name()}.${why}`);
  for (const [name, value] of Object.entries(flags)) {
    const option = command.options.find((known) => known.attributeName() === name && name !== "config");
    if (option === undefined) throw refused(await unknownFlag(name, command));
    if (isOpen(command, name))
      command.setOptionValueWithSource(name, parsedBy(option, inFolderOf(option, value, configuration.folder, folder), refused), "config");
  }
  if (paths === undefined) return;
  if (command.registeredArguments.length === 0) throw refused("paths: the command takes no paths.");
  const given: unknown = command.processedArgs[0];
  if (Array.isArray(given) && given.length > 0) return;
  command.processedArgs[0] = [paths].flat().map((path: unknown) => {
    if (typeof path !== "string") throw refused("paths must be a text or a list of texts.");
    return fromFolder(path, configuration.folder, folder);
  });
}

const isOpen = (command: Command, name: string) => [undefined, "default"].includes(command.getOptionValueSource(name));

async function unknownFlag(name: string, command: Command): Promise<string> {
  const { nearest } = await import("../../rules/index.js");
  const known = command.options.map((option) => option.attributeName()).filter((other) => other !== "config");
  const meant = nearest(name, known);
  return `${name} is not a flag of the command; ${meant === undefined ? `it has ${known.join(", ")}` : `did you mean ${meant}?`}`;
}

/** Files that a value names count from the folder of the configuration file: `<file>`, `<folder>`, and what stands after `name=`. */
function inFolderOf(option: Option, value: unknown, from: string, to: string): unknown {
  const moved = (text: string) => {
    if (/<(?:file|folder)>/.test(option.flags)) return fromFolder(text, from, to);
    const [name = "", ...file] = text.split("=");
    return file.length > 0 && option.flags.includes("[=file]") ? `${name}=${fromFolder(file.join("="), from, to)}` : text;
  };
  if (Array.isArray(value)) return value.map((one: unknown) => (typeof one === "string" ? moved(one) : one));
  return typeof value === "string" ? moved(value) : value;
}

/** The value as the flag itself reads it from a command line. */
function parsedBy(option: Option, value: unknown, refused: (why: string) => Error): unknown {
  const name = option.attributeName();
  if (option.isBoolean()) {
    if (typeof value === "boolean") return value ? true : undefined;
    throw refused(`${name} must be true or false, and is ${JSON.stringify(value)}.`);
  }
  if (option.parseArg === undefined) return String(value);
  try {
    return [value].flat().reduce<unknown>((before, text) => option.parseArg?.(String(text), before as never), undefined);
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw refused(`${name}: ${error.message}`);
    throw error;
  }
}

function fromFolder(path: string, from: string, to: string): string {
  if (path === "-" || isAbsolute(path) || from === to) return path;
  return relative(to, join(from, path)) || ".";
}
