import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseDocument } from "yaml";
import { validateCommand } from "../../../schemas/generated/command-validator";
import { sentence } from "../../messages";
import { problemsOf } from "../../rules";
import { brokenConfiguration, type Configuration } from "./configuration";

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
    throw brokenConfiguration(name, `${problems.map(sentence).join(".\n")}.`);
  }
  return configurationOf(name, dirname(path), value as Record<string, Record<string, unknown>>);
}

function textOf(path: string, name: string): string {
  try {
    const text = readFileSync(path, "utf8");
    if (text.length <= largest) return text;
  } catch (error) {
    throw brokenConfiguration(name, `it cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  }
  throw brokenConfiguration(name, `it is larger than ${largest} bytes.`);
}

function parsed(text: string, name: string): unknown {
  const document = parseDocument(text, { schema: "core", prettyErrors: true, logLevel: "error" });
  const [error] = document.errors;
  if (error !== undefined) throw brokenConfiguration(name, `it is not YAML: ${(error.message.split("\n")[0] ?? "").replace(/:$/, "")}.`);
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (cause) {
    // The parser's own limit against aliases that unfold without end.
    if (cause instanceof ReferenceError) throw brokenConfiguration(name, "its aliases cannot be followed, or stand for too many values.");
    throw cause;
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
