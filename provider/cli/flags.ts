import { InvalidArgumentError } from "commander";
import type { Command, Flag, Flags } from "./command";

/** A flag that is on or off. */
export const onOff = (description: string): Flag<true> => ({ description });

/** For every command that talks. */
export const quietFlag: Flag<true> = { ...onOff("say nothing on standard error but what is wrong"), short: "q" };

/** A flag whose value is a text. */
export const textFlag = (value: string, description: string): Flag<string> => ({ value, description });

/** A flag whose value is a whole number from 0 to `maximum`. */
export const numberFlag = (value: string, description: string, maximum: number): Flag<number> => ({
  value,
  description,
  read: (text) => {
    if (/^\d{1,10}$/.test(text) && Number(text) <= maximum) return Number(text);
    throw new InvalidArgumentError(`Give a whole number from 0 to ${maximum}.`);
  },
});

const config: Flag<string> = {
  ...textFlag("<file>", "configuration file; default: the nearest msgsms.config.yaml, in this folder or above"),
  isShared: true,
};

/** The flags of a command, with the one that names the configuration file. */
export const flagsOf = ({ flags, isConfigurable }: Command): Flags => (isConfigurable ? { ...flags, config } : flags);

/** `maxWarnings` is `--max-warnings`. */
export const flagName = (key: string): string => `--${wordsOf(key).join("-")}`;

/** The flag that `noStack` turns off: commander keeps both under the name of the first. */
export const negatedBy = (key: string): string | undefined =>
  /^no[A-Z]/.test(key) ? key.charAt(2).toLowerCase() + key.slice(3) : undefined;

/** `maxWarnings` of `validate` is `MSGSMS_VALIDATE_MAX_WARNINGS`, and a shared flag leaves the command out. */
export const variableOf = (command: string, key: string, { isShared }: Flag): string =>
  ["msgsms", ...(isShared === true ? [] : [command]), ...wordsOf(key)].join("_").toUpperCase();

const wordsOf = (key: string) => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).split("-");

/** Whether a value names a file or a folder. */
export const takesFile = ({ value = "" }: Flag): boolean => /<(?:file|folder)>/.test(value);
