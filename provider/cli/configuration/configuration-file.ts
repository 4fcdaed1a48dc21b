import { isUtf8 } from "node:buffer";
import { dirname } from "node:path";
import { validateCommand } from "../../../schemas/generated/command-validator";
import { readBounded, systemCode, type NotRead } from "../../disk";
import { SourceText } from "../../manifest";
import { readWholeYaml } from "../../manifest/yaml";
import { asShown, counted, ForeseenError, message, plain, sentence, type Message, type Shown } from "../../messages";
import { problemsOf } from "../../rules";
import type { Configuration } from "./configuration";

/** Bytes; the file holds a few lines. */
const largest = 64 * 1024;

/**
 * Reads the configuration file. Until it is clear that the file is one, nothing of it is repeated: whoever names or plants another file
 * would else see what is in it.
 *
 * @param name as messages name it
 * @throws ForeseenError SMS5102 when it cannot be read, is something else, or breaks a rule
 */
export function readConfigurationFile(path: string, name: string): Configuration {
  const file = plain(name);
  const value = valueOf(textOf(path, file), file);
  const problems = problemsOf(validateCommand, value);
  if (problems.length > 0) {
    const values = { rules: asShown(counted(problems.length, "rule")) };
    const facts = { file, problem: problems.map((problem) => asShown(sentence(problem))) };
    throw new ForeseenError(message("SMS5102", { what: "invalid", values, facts, do: ["schema"] }));
  }
  return configurationOf(name, dirname(path), value as Record<string, Record<string, unknown>>);
}

function textOf(path: string, file: Shown): string {
  let bytes: Uint8Array | NotRead;
  try {
    bytes = readBounded(path, largest);
  } catch (error) {
    const values = { reason: plain(systemCode(error) ?? String(error)) };
    throw new ForeseenError(message("SMS5102", { what: "unreadable", values, facts: { file } }), { cause: error });
  }
  if (!(bytes instanceof Uint8Array)) throw new ForeseenError(refusalOf(bytes, file));
  if (!isUtf8(bytes)) throw new ForeseenError(notOurs(file));
  return Buffer.from(bytes).toString("utf8");
}

const refusalOf = (found: NotRead, file: Shown): Message =>
  found.is === "too large"
    ? message("SMS5102", { what: "tooLarge", values: { limit: plain(largest) }, facts: { file } })
    : message("SMS5102", { what: "noFile", values: { kind: plain(found.is) }, facts: { file } });

function valueOf(text: string, file: Shown): unknown {
  const source = new SourceText(text);
  const read = readWholeYaml(source.body);
  if ("problem" in read) throw new ForeseenError(notYaml(source, read.problem, file));
  const [first, ...others] = read.documents;
  if (first === undefined || first.kind === "empty") return {};
  if (first.kind === "broken") throw new ForeseenError(notYaml(source, first.problem, file));
  if (!(first.kind === "refused" ? first.rootKeys : keysOf(first.value)).some(isPart)) throw new ForeseenError(notOurs(file));
  const problems = first.kind === "refused" ? first.problems.map(({ told }) => asShown(sentence(told))) : [];
  if (others.length > 0) problems.push(asShown("it has more than one document"));
  if (first.kind === "value" && problems.length === 0) return first.value;
  throw new ForeseenError(message("SMS5102", { what: "doubtful", facts: { file, problem: problems } }));
}

/** Whether a configuration file has a part of this name: an empty one is valid then. */
const isPart = (key: string) => validateCommand({ [key]: {} });

const keysOf = (value: unknown): string[] =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? Object.keys(value) : [];

const notOurs = (file: Shown) => message("SMS5102", { what: "notOurs", facts: { file }, do: ["schema"] });

/** The words are ours: those of the parser repeat pieces of the text. */
function notYaml(source: SourceText, { told, start }: { told: Message; start: number }, file: Shown): Message {
  const { line, column } = source.range(start, start).start;
  const problem = asShown(`${sentence(told)} (line ${line}, column ${column})`);
  return message("SMS5102", { what: "notYaml", facts: { file, problem } });
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
