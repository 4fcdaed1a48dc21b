import type { ErrorObject, ValidateFunction } from "ajv";
import { closest } from "fastest-levenshtein";
import type { Problem } from "./problem";

/** A schema node as the validators hand it over with each error. */
interface RuleNode {
  errorMessage?: string;
  nextStep?: string;
  source?: string;
  writeOnly?: boolean;
  properties?: Record<string, RuleNode>;
}

/**
 * Checks a document and gives each broken rule once, in document order of the validator.
 * Messages come from the schema's own `errorMessage`, `nextStep` and `source` annotations.
 */
export function problemsOf(validate: ValidateFunction, document: unknown): Problem[] {
  if (validate(document)) return [];
  const errors = (validate.errors ?? []).filter(isOwnCause);
  const wrongType = new Set(errors.filter(({ keyword }) => keyword === "type").map(({ instancePath }) => instancePath));
  const problems = errors
    .filter((error) => error.keyword === "type" || !wrongType.has(error.instancePath) || isAboutKey(error))
    .map(problemOf);
  return distinct(problems);
}

// `if` and the branches of `anyOf` and `oneOf` only repeat what a more telling error says.
const isOwnCause = ({ keyword, schemaPath }: ErrorObject) =>
  keyword !== "if" && !/\/(anyOf|oneOf)\/\d+\//.test(schemaPath) && !(keyword === "false schema");

const isAboutKey = ({ keyword }: ErrorObject) => keyword === "propertyNames";

function problemOf(error: ErrorObject): Problem {
  const rule = (error.parentSchema ?? {}) as RuleNode;
  const path = pathOf(error.instancePath);
  const notes = {
    ...(rule.nextStep === undefined ? {} : { nextStep: rule.nextStep }),
    ...(rule.source === undefined ? {} : { source: rule.source }),
  };
  const params = error.params as Record<string, string>;
  switch (error.keyword) {
    case "additionalProperties":
    case "unevaluatedProperties":
      return unknownKey(path, params["additionalProperty"] ?? params["unevaluatedProperty"] ?? "", rule, notes);
    case "propertyNames":
      return {
        path: [...path, params["propertyName"] ?? ""],
        target: "key",
        code: "SMS1004",
        message: `the name ${quoted(params["propertyName"])} ${nameRule(error)}`,
        ...notes,
      };
    case "required":
      return {
        path: [...path, params["missingProperty"] ?? ""],
        target: "missing",
        code: "SMS1002",
        message: rule.errorMessage ?? "is required",
        ...notes,
      };
    case "dependentRequired":
      return {
        path: [...path, params["property"] ?? ""],
        target: "key",
        code: "SMS1006",
        message: `needs ${params["missingProperty"] ?? ""}`,
        nextStep: `declare ${params["missingProperty"] ?? ""}, or remove ${params["property"] ?? ""}`,
        ...notes,
      };
    case "not":
      return { path, target: "key", code: "SMS1005", message: rule.errorMessage ?? "is not allowed here", ...notes };
    case "type":
      return {
        path,
        target: "value",
        code: "SMS1003",
        message: `must be ${typeName(params["type"])} and is ${shown(error.data, rule)}`,
        ...notes,
      };
    default:
      return {
        path,
        target: "value",
        code: "SMS1004",
        message: `${rule.errorMessage ?? error.message ?? "is not allowed"}, and is ${shown(error.data, rule)}${detail(error)}`,
        ...notes,
      };
  }
}

function unknownKey(path: Problem["path"], key: string, rule: RuleNode, notes: Partial<Problem>): Problem {
  const known = Object.keys(rule.properties ?? {});
  const nearest = known.length === 0 ? undefined : closest(key, known);
  const nextStep = nearest === undefined ? {} : { nextStep: `did you mean ${nearest}? Known keys: ${known.join(", ")}` };
  return {
    path: [...path, key],
    target: "key",
    code: "SMS1001",
    message: rule.errorMessage ?? "is not a known key",
    ...notes,
    ...nextStep,
  };
}

const nameRule = (error: ErrorObject) => (error.schema as RuleNode).errorMessage ?? "is not allowed";

const pathOf = (pointer: string): Problem["path"] =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

const typeNames: Record<string, string> = {
  string: "a text",
  boolean: "true or false",
  object: "a mapping",
  array: "a list",
  number: "a number",
  integer: "a whole number",
};
const typeName = (type: string | undefined) => typeNames[type ?? ""] ?? String(type);

/** The value as a reader may see it: never a secret, never long, never with control characters. */
function shown(value: unknown, rule: RuleNode): string {
  if (rule.writeOnly === true) return "a secret value that is not shown";
  if (value === null) return "empty (null)";
  const kind = Array.isArray(value) ? `a list of ${value.length}` : typeof value === "object" ? "a mapping" : undefined;
  if (kind !== undefined) return kind;
  return typeof value === "string" ? quoted(value) : `${String(value)}, a ${typeof value}`;
}

function quoted(text: string | undefined): string {
  const characters = [...(text ?? "")];
  return JSON.stringify(characters.length <= 80 ? characters.join("") : `${characters.slice(0, 80).join("")}…`);
}

/** What a message gains from the value itself: how long it is, or the character that is not allowed. */
function detail({ keyword, data, schema }: ErrorObject): string {
  if (keyword === "maxLength" && typeof data === "string") return ` (${[...data].length} characters)`;
  if (keyword !== "pattern" || typeof data !== "string" || typeof schema !== "string") return "";
  const allowed = /^\^(\[(?:[^\]\\]|\\.)*\])\*\$$/u.exec(schema)?.[1];
  if (allowed === undefined) return "";
  const single = new RegExp(`^${allowed}$`, "u");
  const position = [...data].findIndex((character) => !single.test(character));
  return position < 0 ? "" : ` (character ${position + 1}: ${JSON.stringify([...data][position])})`;
}

function distinct(problems: Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = JSON.stringify([problem.path, problem.code === "SMS1005" ? "" : problem.message]);
    return seen.has(key) ? false : seen.add(key);
  });
}
