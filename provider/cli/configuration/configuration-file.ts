import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseDocument } from "yaml";
import { validateCommand } from "../../../schemas/generated/command-validator";
import { systemCode } from "../../disk";
import { asShown, counted, ForeseenError, message, plain, sentence } from "../../messages";
import { problemsOf } from "../../rules";
import type { Configuration } from "./configuration";

/** Bytes; the file holds a few lines. */
const largest = 64 * 1024;

/**
 * Reads the configuration file.
 *
 * @param name as messages name it
 * @throws ForeseenError SMS5102 when it cannot be read or breaks a rule
 */
export function readConfigurationFile(path: string, name: string): Configuration {
  const value = parsed(textOf(path, name), name);
  const problems = problemsOf(validateCommand, value);
  if (problems.length > 0) {
    const values = { rules: asShown(counted(problems.length, "rule")) };
    const facts = { file: plain(name), problem: problems.map((problem) => asShown(sentence(problem))) };
    throw new ForeseenError(message("SMS5102", { what: "invalid", values, facts, do: ["schema"] }));
  }
  return configurationOf(name, dirname(path), value as Record<string, Record<string, unknown>>);
}

function textOf(path: string, name: string): string {
  const facts = { file: plain(name) };
  try {
    const text = readFileSync(path, "utf8");
    if (text.length <= largest) return text;
  } catch (error) {
    const values = { reason: plain(systemCode(error) ?? String(error)) };
    throw new ForeseenError(message("SMS5102", { what: "unreadable", values, facts }), { cause: error });
  }
  throw new ForeseenError(message("SMS5102", { what: "tooLarge", values: { limit: plain(largest) }, facts }));
}

function parsed(text: string, name: string): unknown {
  const document = parseDocument(text, { schema: "core", prettyErrors: true, logLevel: "error" });
  const [error] = document.errors;
  if (error !== undefined) {
    const problem = plain((error.message.split("\n")[0] ?? "").replace(/:$/, ""));
    throw new ForeseenError(message("SMS5102", { what: "notYaml", facts: { file: plain(name), problem } }));
  }
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (cause) {
    // The parser's own limit against aliases that unfold without end.
    if (!(cause instanceof ReferenceError)) throw cause;
    throw new ForeseenError(message("SMS5102", { what: "aliases", facts: { file: plain(name) } }), { cause });
  }
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
