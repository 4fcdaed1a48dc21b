import { InvalidArgumentError, Option } from "commander";

/**
 * A flag of a command that is also an environment variable: `--max-warnings` of `validate` is MSGSMS_VALIDATE_MAX_WARNINGS.
 *
 * @param command name of the command, or undefined for a flag that several commands share
 */
export function flag(command: string | undefined, flags: string, description: string): Option {
  const option = new Option(flags, description);
  const words = ["msgsms", ...(command === undefined ? [] : [command]), ...option.name().split("-")];
  return option.env(words.join("_").toUpperCase());
}

/** Reads a whole number from 0 to `maximum`. */
export const wholeNumber = (maximum: number) => (text: string) => {
  if (/^\d{1,10}$/.test(text) && Number(text) <= maximum) return Number(text);
  throw new InvalidArgumentError(`Give a whole number from 0 to ${maximum}.`);
};
