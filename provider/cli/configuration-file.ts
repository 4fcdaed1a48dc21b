import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseDocument } from "yaml";
import { validateCommand } from "../../schemas/generated/command-validator";
import { ForeseenError } from "../errors/foreseen-error";
import { pathText } from "../rules/problem";
import { problemsOf } from "../rules/problems-of";
import { quoted } from "../rules/wording";
import type { Shell } from "./shell";

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
/** Bytes; the file holds a few lines. */
const largest = 64 * 1024;

/**
 * Reads the configuration file: the one that is named, or msgsms.config.yaml in the current folder or the nearest above it.
 *
 * @throws ForeseenError SMS5102 when it cannot be read or breaks a rule
 */
export function readConfiguration(named: string | undefined, { folder }: Shell): Configuration {
  const path = named === undefined ? nearestAbove(folder) : resolve(folder, named);
  if (path === undefined) return configurationOf(undefined, folder, {});
  const name = named ?? path;
  const value = parsed(textOf(path, name), name);
  const problems = problemsOf(validateCommand, value);
  if (problems.length > 0) {
    const lines = problems.map(
      ({ path: place, message, nextStep }) => `${place.length === 0 ? "the document" : pathText(place)} ${message}; ${nextStep}`,
    );
    throw broken(name, `${lines.join(".\n")}.`);
  }
  return configurationOf(name, dirname(path), value as Record<string, Record<string, unknown>>);
}

function nearestAbove(folder: string): string | undefined {
  const path = join(folder, usualName);
  if (existsSync(path)) return path;
  const above = dirname(folder);
  return above === folder ? undefined : nearestAbove(above);
}

function textOf(path: string, name: string): string {
  try {
    const text = readFileSync(path, "utf8");
    if (text.length <= largest) return text;
  } catch (error) {
    throw broken(name, `it cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  }
  throw broken(name, `it is larger than ${largest} bytes.`);
}

function parsed(text: string, name: string): unknown {
  const document = parseDocument(text, { schema: "core", prettyErrors: true, logLevel: "silent" });
  const [error] = document.errors;
  if (error !== undefined) throw broken(name, `it is not YAML: ${error.message.split("\n")[0] ?? ""}`);
  return document.toJS({ maxAliasCount: 100 }) ?? {};
}

function configurationOf(file: string | undefined, folder: string, value: Record<string, Record<string, unknown>>): Configuration {
  const { account = {}, ...commands } = value;
  return {
    file,
    folder,
    account: {
      get: (key) => {
        const found = Object.hasOwn(account, key) ? account[key] : undefined;
        return found === undefined || typeof found === "string" ? found : JSON.stringify(found);
      },
    },
    flagsOf: (command) => (Object.hasOwn(commands, command) ? (commands[command] ?? {}) : {}),
  };
}

/** The refusal of a configuration file. */
export const broken = (name: string, why: string): ForeseenError =>
  new ForeseenError("SMS5102", `the configuration file ${quoted(name)} has a problem: ${why} docs/command.md shows what it can hold.`);
