import type { ErrorObject, ValidateFunction } from "ajv";
import { limits } from "../../schemas/generated/settings";
import { closeUpOf } from "./close-ups";
import { corrected } from "./corrections";
import { meantKey } from "./other-words";
import { ownCauses } from "./own-causes";
import type { Problem } from "./problem";
import { asShown, counted, listed, message, pathText, plain, quoted, shown, typeName, type Shown } from "../messages";
import { replacement, typeStep, withoutDashes } from "./wrong-type";
import { yamlText } from "./yaml-text";

/** A schema node as the validators hand it over with each error. */
interface RuleNode {
  /** Code of a rule that is not named by its kind alone. */
  code?: "SMS1111" | "SMS1112";
  /** What is wrong, after the name of the setting: `is not a list of at most 10 distinct IP addresses`. Editors show it as well. */
  errorMessage?: string;
  why?: string;
  source?: string;
  writeOnly?: boolean;
  /** The key is there to be refused with words. */
  doNotSuggest?: boolean;
  properties?: Record<string, RuleNode>;
  pattern?: string;
}

/** How a message names a place of the document. */
type NameOf = (path: Problem["path"]) => string;

/** An error of the validator with what the wording of every kind needs. */
interface Broken {
  error: ErrorObject;
  rule: RuleNode;
  path: Problem["path"];
  params: Record<string, unknown>;
  /** The schema's own words. */
  words: Shown;
  named: (path: Problem["path"]) => Shown;
}

/**
 * Checks a document and gives each cause once, in the validator's order.
 * What is wrong with a value, why, and the source come from the schema's annotations; all other words from the catalogue.
 *
 * @param validate one of the standalone validators, which report all errors with their schema node
 * @param nameOf how messages name a place, where its path from the root is not the best name
 */
export function problemsOf(validate: ValidateFunction, document: unknown, nameOf: NameOf = nameFromRoot): Problem[] {
  if (validate(document)) return [];
  const problems = (validate.errors ?? [])
    .filter(tellsItself)
    .slice(0, mostErrors)
    .map((error) => problemOf(error, document, nameOf));
  return ownCauses(problems);
}

/** More than anybody is shown, because several can have one cause. */
const mostErrors = 5 * limits.problems;

/** How many broken rules {@link problemsOf} left out, of the document that was checked last. */
export const leftOut = ({ errors }: ValidateFunction): number => Math.max(0, (errors ?? []).filter(tellsItself).length - mostErrors);

const nameFromRoot: NameOf = (path) => (path.length === 0 ? "the document" : pathText(path));

// `if`, the branches of `anyOf` and `oneOf`, and the rules inside `propertyNames` only repeat what another error says better.
const tellsItself = ({ keyword, schemaPath, propertyName }: ErrorObject) =>
  keyword !== "if" && propertyName === undefined && !/\/(anyOf|oneOf)\/\d+\//.test(schemaPath);

function problemOf(error: ErrorObject, document: unknown, nameOf: NameOf): Problem {
  // A rule on property names carries its words itself; any other rule stands in the node that holds the keyword.
  const rule = (error.keyword === "propertyNames" ? error.schema : error.parentSchema) as RuleNode;
  const broken: Broken = {
    error,
    rule,
    path: pathOf(error.instancePath, document),
    params: error.params as Record<string, unknown>,
    words: asShown(rule.errorMessage ?? error.message ?? "is not allowed"),
    named: (path) => asShown(nameOf(path)),
  };
  return {
    ...(kinds[error.keyword] ?? badValue)(broken),
    ...(rule.why === undefined || saysItself.has(error.keyword) ? {} : { why: rule.why }),
    ...(rule.source === undefined ? {} : { source: rule.source }),
  };
}

/** Rules whose own words say why. */
const saysItself: ReadonlySet<string> = new Set(["type", "maxLength", "uniqueItems"]);

const kinds: Record<string, (broken: Broken) => Problem> = {
  additionalProperties: unknownKey,
  propertyNames: badKey,
  required: missing,
  dependentRequired: needsAnother,
  not: notHere,
  type: wrongType,
  uniqueItems: repeated,
  maxLength: tooLong,
};

function unknownKey({ rule, path: parent, params, words, named }: Broken): Problem {
  const key = String(params["additionalProperty"]);
  const path = [...parent, key];
  const properties = Object.entries(rule.properties ?? {});
  const known = properties.filter(([, node]) => node.doNotSuggest !== true).map(([name]) => name);
  const meant = meantKey(key, known);
  const values = { setting: named(path), rule: words, nearest: plain(meant ?? "") };
  const place = { path, target: "key", rule: words } as const;
  if (meant !== undefined) return { ...message("SMS1001", { values, do: ["meant"] }), ...place, absent: meant, suggestion: meant };
  return { ...message("SMS1001", { values, facts: { known: listed(known.map(plain)) }, do: ["remove"] }), ...place };
}

const validKey = ({ pattern = "" }: RuleNode) => new RegExp(pattern, "u");

function badKey({ rule, path: parent, params, words, named }: Broken): Problem {
  const key = String(params["propertyName"]);
  const path = [...parent, key];
  const values = { setting: named(path), rule: words };
  const meant = corrected(key, "word", (candidate) => validKey(rule).test(candidate));
  const told = message("SMS1004", { what: "bare", values, do: ["rename"] });
  return { ...told, path, target: "key", rule: words, ...(meant === undefined ? {} : { suggestion: yamlText(meant) }) };
}

function missing({ error, path: parent, params, words, named }: Broken): Problem {
  const key = String(params["missingProperty"]);
  const confirming = error.schemaPath.includes("/then/") ? nestedNamesake(error.data, key) : undefined;
  const path = [...parent, ...(confirming === undefined ? [] : [confirming]), key];
  const setting = named(path);
  if (confirming === undefined) {
    return { ...message("SMS1002", { values: { setting }, do: ["add"] }), path, target: "missing", absent: key };
  }
  const values = { setting, rule: words, other: plain(key) };
  return { ...message("SMS1006", { what: "confirmed", values, do: ["declare", "remove"] }), path, target: "key", absent: key };
}

/** A conditional "required" comes from the same key inside a nested mapping (confirmedInConsole); that is the place to show. */
function nestedNamesake(data: unknown, key: string): string | undefined {
  const entries = Object.entries(data as Record<string, unknown>);
  return entries.find(([, value]) => value !== null && typeof value === "object" && Object.hasOwn(value, key))?.[0];
}

function needsAnother({ path: parent, params, named }: Broken): Problem {
  const path = [...parent, String(params["property"])];
  const absent = String(params["missingProperty"]);
  const values = { setting: named(path), other: plain(absent) };
  return { ...message("SMS1006", { what: "needs", values, do: ["declare", "remove"] }), path, target: "key", absent };
}

function notHere({ rule, path, words, named }: Broken): Problem {
  const values = { setting: named(path), rule: words };
  return { ...refusals[rule.code ?? "SMS1005"](values), path, target: "key", rule: words };
}

type Refusal = (values: { setting: Shown; rule: Shown }) => Pick<Problem, "code" | "what" | "facts" | "why" | "do">;

const refusals: Record<NonNullable<RuleNode["code"]> | "SMS1005", Refusal> = {
  SMS1005: (values) => message("SMS1005", { values, do: ["remove"] }),
  SMS1111: (values) => message("SMS1111", { what: "key", values, do: ["all"] }),
  SMS1112: (values) => message("SMS1112", { what: "setting", values, do: ["program", "remove"] }),
};

function wrongType({ error: { data }, rule, path, params, named }: Broken): Problem {
  const type = String(params["type"]);
  const place = { path, target: "value", rule: type } as const;
  const values = { setting: named(path), type: asShown(typeName(type)) };
  if (rule.writeOnly === true) return { ...message("SMS1003", { what: "secret", values, do: ["type"] }), ...place };
  const shownValues = { ...values, value: asShown(shown(data)), quoted: asShown(quoted(shown(data))) };
  return {
    ...message("SMS1003", {
      what: "usual",
      values: shownValues,
      facts: { right: withoutDashes(type, data) },
      do: [typeStep(type, data, path)],
    }),
    ...place,
    ...replacement(type, data, path),
  };
}

function repeated({ error, path: parent, params, named }: Broken): Problem {
  const [first = 0, again = 0] = [Number(params["i"]), Number(params["j"])].sort((left, right) => left - right);
  const path = [...parent, again];
  const value = asShown(shown((error.data as unknown[])[again]));
  const values = { setting: named(path), first: named([...parent, first]), value };
  return { ...message("SMS1004", { what: "repeated", values, do: ["one"] }), path, target: "value", rule: "uniqueItems" };
}

function tooLong(broken: Broken): Problem {
  const { error, rule, path, words, named } = broken;
  if (rule.writeOnly === true) return badValue(broken);
  const text = String(error.data);
  const [length, limit] = [[...text].length, Number(error.schema)];
  const [has, excess] = [plain(counted(length, "character")), plain(counted(length - limit, "character"))];
  const values = { setting: named(path), length: has, limit: plain(limit), count: excess };
  const facts = { value: asShown(quoted(text)) };
  return { ...message("SMS1004", { what: "long", values, facts, do: ["shorten"] }), path, target: "value", rule: words };
}

function badValue({ error, rule, path, words, named }: Broken): Problem {
  const place = { path, target: "value", rule: words } as const;
  const values = { setting: named(path), rule: words };
  if (rule.writeOnly === true) return { ...message("SMS1004", { what: "bare", values, do: ["correct"] }), ...place };
  const { step, fills = {}, facts = {}, suggestion } = closeUpOf(error, path);
  const all = { ...noFills, ...fills, ...values, value: asShown(shown(error.data)) };
  return {
    ...message("SMS1004", { what: "value", values: all, facts, do: [step] }),
    ...place,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

const noFills = { nearest: asShown(""), allowed: asShown(""), character: asShown(""), count: asShown("") };

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
