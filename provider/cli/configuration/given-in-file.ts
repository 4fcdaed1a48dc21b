import { isAbsolute, join, relative, resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { nearest } from "../../rules";
import type { Command, Flag } from "../command";
import { takesFile } from "../flags";
import { asShown, ForeseenError, listed, message, plain, quoted, type Message } from "../../messages";
import { requireBelow } from "./below-folder";
import type { Configuration, Place } from "./configuration";

/** What the configuration file has for a command. A value is read only when it is asked for: nobody needs one that something else overrides. */
interface GivenInFile {
  flags: Record<string, () => unknown>;
  paths?: () => readonly string[];
}

/**
 * The flags and paths that the configuration file has for a command. Asking for a value throws SMS5102 too, when its flag refuses it, and
 * SMS5109 when it would write elsewhere than below the file's folder: the file comes with a repository, and with each request to change it.
 *
 * @param folder the current one: paths of the file are made relative to it
 * @throws ForeseenError SMS5102 for a flag that the command does not have, SMS5109 for one that no file can give
 */
export function givenInFile(name: string, command: Command, configuration: Configuration, folder: string): GivenInFile {
  const { paths, ...values } = configuration.flagsOf(name);
  const moved = (path: string) => fromFolder(path, configuration.folder, folder);
  const file = plain(configuration.file ?? "");
  const flags = Object.entries(values).map(([key, value]) => {
    const flag = Object.hasOwn(command.flags, key) ? command.flags[key] : undefined;
    const place = { path: plain(`${name}.${key}`), file };
    if (flag === undefined) throw new ForeseenError(unknownFlag(key, Object.keys(command.flags), place));
    if (flag.isNeverInFile === true)
      throw new ForeseenError(message("SMS5109", { what: "flag", values: { path: place.path }, facts: { file }, do: ["flag"] }));
    return [
      key,
      () => {
        const read = valueOf(flag, withMovedFiles(flag, value, moved), place);
        for (const target of writtenFiles(flag, read)) requireBelow(configuration.folder, resolve(folder, target), place);
        return read;
      },
    ] as const;
  });
  if (paths === undefined) return { flags: Object.fromEntries(flags) };
  const path = plain(`${name}.paths`);
  if (command.argument === undefined) throw new ForeseenError(message("SMS5102", { what: "noPaths", values: { path }, facts: { file } }));
  const texts = () =>
    [paths].flat().map((one: unknown) => {
      if (typeof one !== "string") throw new ForeseenError(message("SMS5102", { what: "badPaths", values: { path }, facts: { file } }));
      return moved(one);
    });
  return { flags: Object.fromEntries(flags), paths: texts };
}

function unknownFlag(key: string, known: readonly string[], { path, file }: Place): Message {
  const meant = nearest(key, known);
  if (meant === undefined)
    return message("SMS5102", { what: "unknownFlag", values: { path }, facts: { file, flags: listed(known.map((one) => plain(one))) } });
  return message("SMS5102", { what: "unknownFlag", values: { path, nearest: plain(meant) }, facts: { file }, do: ["nearest"] });
}

/** Files that a value names count from the folder of the configuration file: `<file>`, `<folder>`, and what stands after `name=`. */
function withMovedFiles(flag: Flag, value: unknown, moved: (path: string) => string): unknown {
  const inPart = (part: string) => {
    const [name = "", ...file] = part.split("=");
    return file.length > 0 ? `${name}=${moved(file.join("="))}` : part;
  };
  const inText = (text: string) => {
    if (takesFile(flag)) return moved(text);
    return takesFormat(flag) ? text.split(",").map(inPart).join(",") : text;
  };
  if (Array.isArray(value)) return value.map((one: unknown) => (typeof one === "string" ? inText(one) : one));
  return typeof value === "string" ? inText(value) : value;
}

const takesFormat = ({ value = "" }: Flag) => value.includes("[=file]");

/** The files and folders that a value of a flag would have written. Asked of the value as it was read: a text could be read in two ways. */
function writtenFiles(flag: Flag, value: unknown): string[] {
  if (takesFile(flag)) return typeof value === "string" ? [value] : [];
  if (!takesFormat(flag) || !Array.isArray(value)) return [];
  return value.flatMap(({ file }: { file?: string }) => file ?? []);
}

/** The value as the flag itself reads it from a command line. */
function valueOf(flag: Flag, value: unknown, { path, file }: Place): unknown {
  if (flag.value === undefined) {
    if (typeof value === "boolean") return value ? true : undefined;
    const values = { path, value: asShown(quoted(String(value))) };
    throw new ForeseenError(message("SMS5102", { what: "badSwitch", values, facts: { file } }));
  }
  try {
    return [value].flat().reduce<unknown>((before, one) => flag.read?.(String(one), before) ?? String(one), undefined);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new ForeseenError(
      message("SMS5102", {
        what: "badValue",
        values: { path, value: asShown(quoted(String(value))), correction: plain(error.message) },
        facts: { file },
        do: ["correct"],
      }),
    );
  }
}

function fromFolder(path: string, from: string, to: string): string {
  if (path === "-" || isAbsolute(path) || from === to) return path;
  return relative(to, join(from, path)) || ".";
}
