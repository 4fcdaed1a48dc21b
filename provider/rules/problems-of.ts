import type { ErrorObject, ValidateFunction } from "ajv";
import { ownCauses } from "./own-causes";
import type { Problem } from "./problem";
import { nearest } from "./nearest";
import { counted, quoted, shown, typeName } from "../messages";

/** A schema node as the validators hand it over with each error. */
interface RuleNode {
  /** Code of a rule that is not named by its kind alone. */
  code?: Problem["code"];
  errorMessage?: string;
  nextStep?: string;
  source?: string;
  writeOnly?: boolean;
  /** The key is there to be refused with words. */
  doNotSuggest?: boolean;
  type?: string;
  properties?: Record<string, RuleNode>;
}

/** An error of the validator with what the wording of every kind needs. */
interface Broken {
  error: ErrorObject;
  rule: RuleNode;
  path: Problem["path"];
  params: Record<string, unknown>;
}

/** What a kind of rule says; `nextStep` is the advice when the schema has none of its own. */
type Wording = Omit<Problem, "source">;

/**
 * Checks a document and gives each cause once, in the validator's order.
 * Messages come from the schema's own `errorMessage`, `nextStep` and `source` annotations.
 *
 * @param validate one of the standalone validators, which report all errors with their schema node
 */
export function problemsOf(validate: ValidateFunction, document: unknown): Problem[] {
  if (validate(document)) return [];
  const problems = (validate.errors ?? []).filter(tellsItself).map((error) => problemOf(error, document));
  return ownCauses(problems);
}

// `if`, the branches of `anyOf` and `oneOf`, and the rules inside `propertyNames` only repeat what another error says better.
const tellsItself = ({ keyword, schemaPath, propertyName }: ErrorObject) =>
  keyword !== "if" && propertyName === undefined && !/\/(anyOf|oneOf)\/\d+\//.test(schemaPath);

function problemOf(error: ErrorObject, document: unknown): Problem {
  // A rule on property names carries its words itself; any other rule stands in the node that holds the keyword.
  const rule = (error.keyword === "propertyNames" ? error.schema : error.parentSchema) as RuleNode;
  const broken = { error, rule, path: pathOf(error.instancePath, document), params: error.params as Record<string, unknown> };
  const wording = (wordings[error.keyword] ?? badValue)(broken);
  return {
    ...wording,
    ...(rule.nextStep === undefined ? {} : { nextStep: rule.nextStep }),
    ...(rule.source === undefined ? {} : { source: rule.source }),
  };
}

const wordings: Record<string, (broken: Broken) => Wording> = {
  additionalProperties: unknownKey,
  propertyNames: badKey,
  required: missing,
  dependentRequired: needsAnother,
  not: notHere,
  type: wrongType,
  uniqueItems: repeated,
  enum: notListed,
};

function unknownKey({ rule, path, params }: Broken): Wording {
  const key = String(params["additionalProperty"]);
  const properties = Object.entries(rule.properties ?? {});
  const known = properties.filter(([, node]) => node.doNotSuggest !== true).map(([name]) => name);
  const meant = nearest(key, known);
  return {
    path: [...path, key],
    target: "key",
    code: "SMS1001",
    ...(meant === undefined ? {} : { absent: meant, suggestion: meant }),
    message: rule.errorMessage ?? "is not a known key",
    nextStep: meant === undefined ? `use one of the known keys: ${known.join(", ")}` : `did you mean ${meant}?`,
  };
}

function badKey({ rule, path, params }: Broken): Wording {
  const key = String(params["propertyName"]);
  const message = `the name ${quoted(key)} ${rule.errorMessage ?? "is not allowed"}`;
  return { path: [...path, key], target: "key", code: "SMS1004", message, nextStep: "give it another name" };
}

function missing({ error, rule, path, params }: Broken): Wording {
  const key = String(params["missingProperty"]);
  const nextStep = `add ${key}`;
  const cause = error.schemaPath.includes("/then/") ? nestedNamesake(error.data, key) : undefined;
  if (cause === undefined)
    return { path: [...path, key], target: "missing", code: "SMS1002", message: "is required", nextStep, absent: key };
  const message = rule.errorMessage ?? `needs ${key}`;
  return { path: [...path, cause, key], target: "key", code: "SMS1006", message, nextStep, absent: key };
}

/** A conditional "required" comes from the same key inside a nested mapping (confirmedInConsole); that is the place to show. */
function nestedNamesake(data: unknown, key: string): string | undefined {
  const entries = Object.entries(data as Record<string, unknown>);
  return entries.find(([, value]) => value !== null && typeof value === "object" && Object.hasOwn(value, key))?.[0];
}

function needsAnother({ path, params }: Broken): Wording {
  const key = String(params["property"]);
  const needed = String(params["missingProperty"]);
  const nextStep = `declare ${needed}, or remove ${key}`;
  return { path: [...path, key], target: "key", code: "SMS1006", message: `needs ${needed}`, nextStep, absent: needed };
}

function notHere({ rule, path }: Broken): Wording {
  const { code = "SMS1005", errorMessage: message = "is not allowed here" } = rule;
  return { path, target: "key", code, message, nextStep: "remove it" };
}

function wrongType({ error, rule, path, params }: Broken): Wording {
  const type = String(params["type"]);
  const message = `must be ${typeName(type)} and is ${shown(error.data, rule.writeOnly === true)}`;
  return { ...value(path, "SMS1003", message, typeAdvice(type, error.data)), ...typeSuggestion(type, error.data) };
}

function typeSuggestion(type: string, data: unknown): Pick<Problem, "suggestion" | "quoting"> {
  if (type === "string" && ["number", "bigint", "boolean"].includes(typeof data)) return { quoting: true };
  if (type === "boolean" && (data === "true" || data === "false")) return { suggestion: data };
  return {};
}

function typeAdvice(type: string, data: unknown): string {
  if (data === null) return "give it a value, or remove the key";
  if (type === "string" && typeof data !== "object") return "put the value in quotes";
  if (type === "boolean") return "write true or false, without quotes";
  if (type === "array" && typeof data === "string") return "write a list, also for one entry";
  return `write ${typeName(type)}`;
}

function repeated({ error, path, params }: Broken): Wording {
  const first = Math.min(Number(params["i"]), Number(params["j"]));
  const again = Math.max(Number(params["i"]), Number(params["j"]));
  const entry: unknown = (error.data as unknown[])[again];
  const message = `repeats the entry at position ${first + 1}: ${shown(entry, false)}`;
  return value([...path, again], "SMS1004", message, "remove one of the two");
}

function notListed(broken: Broken): Wording {
  const meant = typeof broken.error.data === "string" ? nearest(broken.error.data, broken.error.schema as string[]) : undefined;
  const wording = badValue(broken);
  return meant === undefined ? wording : { ...wording, nextStep: `did you mean ${meant}?`, suggestion: meant };
}

function badValue({ error, rule, path }: Broken): Wording {
  const secret = rule.writeOnly === true;
  const { detail, advice } = (secret ? undefined : closeUps[error.keyword]?.(error.data, error.schema)) ?? { detail: "" };
  const text = rule.errorMessage ?? error.message ?? "is not allowed";
  const only = error.keyword === "const" ? { suggestion: String(error.schema) } : {};
  return {
    ...value(path, "SMS1004", `${text}, and is ${shown(error.data, secret)}${detail}`, advice ?? "give a value that the rule allows"),
    ...only,
  };
}

const value = (path: Problem["path"], code: Problem["code"], message: string, nextStep: string): Wording => ({
  path,
  target: "value",
  code,
  message,
  nextStep,
});

interface CloseUp {
  detail: string;
  advice?: string;
}

/** What a message gains from the value itself, by keyword: how long it is, or the character that is not allowed. */
const closeUps: Record<string, (data: unknown, limit: unknown) => CloseUp> = {
  maxLength: (data, limit) => {
    const length = [...String(data)].length;
    return { detail: ` (${counted(length, "character")})`, advice: `shorten it by ${counted(length - Number(limit), "character")}` };
  },
  maxItems: (data, limit) => ({ detail: "", advice: `remove ${(data as unknown[]).length - Number(limit)} of them` }),
  maxProperties: (data, limit) => ({ detail: "", advice: `remove ${Object.keys(data as object).length - Number(limit)} of them` }),
  minProperties: () => ({ detail: "", advice: "add an entry" }),
  minLength: () => ({ detail: "", advice: "write at least one character" }),
  const: (_, only) => ({ detail: "", advice: `write ${String(only)}` }),
  pattern: (data, pattern) => offendingCharacter(String(data), String(pattern)),
};

function offendingCharacter(text: string, pattern: string): CloseUp {
  const allowed = /^\^(\[(?:[^\]\\]|\\.)*\])[*+]\$$/u.exec(pattern)?.[1];
  if (allowed === undefined) return { detail: "" };
  const single = new RegExp(`^${allowed}$`, "u");
  const characters = [...text];
  const position = characters.findIndex((character) => !single.test(character));
  if (position < 0) return { detail: "" };
  const character = quoted(characters[position] ?? "");
  return { detail: ` (character ${position + 1}: ${character})`, advice: `remove or replace ${character}` };
}

/** A JSON pointer as steps. Only a list has numbered steps: `2024` may well be the name of an application. */
function pathOf(pointer: string, document: unknown): Problem["path"] {
  let node: unknown = document;
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => {
    const key = Array.isArray(node) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~");
    node = (node as Record<string | number, unknown>)[key];
    return key;
  });
}
