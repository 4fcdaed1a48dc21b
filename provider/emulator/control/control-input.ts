/** What is wrong with something asked of the control, in words for whoever wrote it. */
export class ControlError extends Error {
  override readonly name = "ControlError";
}

/** A value as an object. @throws ControlError naming the place */
export function record(value: unknown, place: string): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw new ControlError(`${place} must be an object.`);
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** @throws ControlError naming the first key that is not known */
export function refuseUnknown(entry: Record<string, unknown>, known: readonly string[], place: string): void {
  const unknown = Object.keys(entry).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new ControlError(`${place} has an unknown key "${unknown}". Known are ${known.join(", ")}.`);
}

/** What a field may hold. */
export interface FieldRule {
  readonly required?: true;
  readonly allows: (value: unknown) => boolean;
  /** The end of "the field must be …". */
  readonly words: string;
}

export type FieldRules = Readonly<Record<string, FieldRule>>;

/**
 * An object whose fields keep the rules, and which has no others.
 *
 * @throws ControlError naming the place and the rule
 */
export function checkedFields(value: unknown, rules: FieldRules, place: string): Record<string, unknown> {
  const entry = record(value, place);
  refuseUnknown(entry, Object.keys(rules), place);
  for (const [name, rule] of Object.entries(rules)) {
    const field = entry[name];
    if (field === undefined && rule.required === true) throw new ControlError(`${place}.${name} is missing. It must be ${rule.words}.`);
    if (field !== undefined && !rule.allows(field)) throw new ControlError(`${place}.${name} must be ${rule.words}.`);
  }
  return entry;
}

export const wholeNumber = (minimum: number, maximum: number): FieldRule => ({
  allows: (value) => Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum,
  words: `a whole number from ${minimum} to ${maximum}`,
});

export const oneOf = (...values: readonly string[]): FieldRule => ({
  allows: (value) => typeof value === "string" && values.includes(value),
  words: `one of ${values.join(", ")}`,
});

export const anyText: FieldRule = { allows: (value) => typeof value === "string", words: "a text" };

export const yesOrNo: FieldRule = { allows: (value) => typeof value === "boolean", words: "true or false" };

export const anyObject: FieldRule = { allows: isRecord, words: "an object" };

export const texts: FieldRule = {
  allows: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
  words: "a list of texts",
};

export const required = (rule: FieldRule): FieldRule => ({ ...rule, required: true });

/** The longest that one of Node's timers can wait, in milliseconds: about 24 days. */
export const longestTimer = 2 ** 31 - 1;

/** What AppCount of openapi.yaml can show as a quota. */
export const quotaRule = wholeNumber(0, 2147483647);
