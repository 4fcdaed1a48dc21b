import type { ErrorObject, ValidateFunction } from "ajv";

/** What is wrong with something asked of the control, in words for whoever wrote it. */
export class ControlError extends Error {
  override readonly name = "ControlError";
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A node of schemas/emulator-control.schema.json, as the validators hand it over with an error. */
interface RuleNode {
  /** The end of "the field …". */
  errorMessage?: string;
  properties?: Record<string, RuleNode>;
}

/**
 * A value that keeps the rules of schemas/emulator-control.schema.json.
 *
 * @param subject what a message calls the whole, such as `The seed`
 * @param prefix what a message puts before a place in it, such as `faults`
 * @throws ControlError naming the place and the rule
 */
export function checkedInput(validate: ValidateFunction, value: unknown, subject: string, prefix = ""): unknown {
  if (validate(value)) return value;
  throw new ControlError(problemText(firstOf(validate.errors ?? []), subject, prefix));
}

// A key that does not exist is most likely a slip in one that is then missing. The branches of anyOf only repeat what it says better.
function firstOf(errors: readonly ErrorObject[]): ErrorObject {
  const telling = errors.filter(({ schemaPath }) => !/\/anyOf\/\d+\//.test(schemaPath));
  const first = telling.find(({ keyword }) => keyword === "additionalProperties") ?? telling[0];
  if (first === undefined) throw new Error("the validator refused a value and gave no reason");
  return first;
}

function problemText({ keyword, instancePath, params, parentSchema }: ErrorObject, subject: string, prefix: string): string {
  const rule = parentSchema as RuleNode;
  const path = `${prefix}${placeOf(instancePath)}`.replace(/^\./, "");
  const place = path === "" || path === prefix ? subject : path;
  if (keyword === "additionalProperties") {
    const { additionalProperty } = params as { additionalProperty: string };
    return `${place} has an unknown key "${additionalProperty}". Known are ${Object.keys(rule.properties ?? {}).join(", ")}.`;
  }
  if (keyword === "required") {
    const { missingProperty } = params as { missingProperty: string };
    const missing = path === "" ? missingProperty : `${path}.${missingProperty}`;
    return `${missing} is missing. It ${wordsOf(rule.properties?.[missingProperty])}.`;
  }
  return `${place} ${wordsOf(rule)}.`;
}

const wordsOf = (rule: RuleNode | undefined) => rule?.errorMessage ?? "is not allowed";

/** `/0/fault/ms` as `[0].fault.ms`. */
const placeOf = (pointer: string) =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step.replaceAll("~1", "/").replaceAll("~0", "~")}`))
    .join("");
