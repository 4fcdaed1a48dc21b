import { isAbsolute, join, relative } from "node:path";
import { InvalidArgumentError } from "commander";
import { nearest } from "../../rules";
import type { Command, Flag } from "../command";
import { takesFile } from "../flags";
import { brokenConfiguration, type Configuration } from "./configuration";

/** What the configuration file has for a command. A value is read only when it is asked for: nobody needs one that something else overrides. */
interface GivenInFile {
  flags: Record<string, () => unknown>;
  paths?: () => readonly string[];
}

/**
 * The flags and paths that the configuration file has for a command. Asking for a value throws SMS5102 too, when its flag refuses it.
 *
 * @param folder the current one: paths of the file are made relative to it
 * @throws ForeseenError SMS5102 for a flag that the command does not have
 */
export function givenInFile(name: string, command: Command, configuration: Configuration, folder: string): GivenInFile {
  const { paths, ...values } = configuration.flagsOf(name);
  const refused: Refusal = (why) => brokenConfiguration(configuration.file ?? "", `${name}.${why}`);
  const moved = (path: string) => fromFolder(path, configuration.folder, folder);
  const flags = Object.entries(values).map(([key, value]) => {
    const flag = Object.hasOwn(command.flags, key) ? command.flags[key] : undefined;
    if (flag === undefined) throw refused(unknownFlag(key, Object.keys(command.flags)));
    return [key, () => valueOf(key, flag, withMovedFiles(flag, value, moved), refused)] as const;
  });
  if (paths === undefined) return { flags: Object.fromEntries(flags) };
  if (command.argument === undefined) throw refused("paths: the command takes no paths.");
  const texts = () =>
    [paths].flat().map((path: unknown) => {
      if (typeof path !== "string") throw refused("paths must be a text or a list of texts.");
      return moved(path);
    });
  return { flags: Object.fromEntries(flags), paths: texts };
}

type Refusal = (why: string) => Error;

function unknownFlag(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  return `${key} is not a flag of the command; ${meant === undefined ? `it has ${known.join(", ")}` : `did you mean ${meant}?`}`;
}

/** Files that a value names count from the folder of the configuration file: `<file>`, `<folder>`, and what stands after `name=`. */
function withMovedFiles(flag: Flag, value: unknown, moved: (path: string) => string): unknown {
  const inText = (text: string) => {
    if (takesFile(flag)) return moved(text);
    const [name = "", ...file] = text.split("=");
    return file.length > 0 && flag.value?.includes("[=file]") === true ? `${name}=${moved(file.join("="))}` : text;
  };
  if (Array.isArray(value)) return value.map((one: unknown) => (typeof one === "string" ? inText(one) : one));
  return typeof value === "string" ? inText(value) : value;
}

/** The value as the flag itself reads it from a command line. */
function valueOf(key: string, flag: Flag, value: unknown, refused: Refusal): unknown {
  if (flag.value === undefined) {
    if (typeof value === "boolean") return value ? true : undefined;
    throw refused(`${key} must be true or false, and is ${JSON.stringify(value)}.`);
  }
  try {
    return [value].flat().reduce<unknown>((before, one) => flag.read?.(String(one), before) ?? String(one), undefined);
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw refused(`${key}: ${error.message}`);
    throw error;
  }
}

function fromFolder(path: string, from: string, to: string): string {
  if (path === "-" || isAbsolute(path) || from === to) return path;
  return relative(to, join(from, path)) || ".";
}
