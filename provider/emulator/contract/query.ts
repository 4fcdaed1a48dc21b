import { queryRules } from "../../../schemas/generated/query-rules";
import { invalidParameter } from "./refusals";

/** The rules of one query parameter of openapi.yaml, in the words of JSON Schema. */
interface ParameterRule {
  type: "string" | "integer";
  required?: boolean;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  enum?: readonly string[];
  minimum?: number;
  maximum?: number;
  default?: string | number;
}

/**
 * The query as a record, once it keeps the operation's rules. A parameter that the contract does not have, or one given
 * twice, is refused too: the real service may ignore it, and then a misspelt filter lists everything.
 *
 * @throws Refusal MSGSMS.0002
 */
export function checkedQuery(operation: string, query: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const rules: Readonly<Record<string, ParameterRule>> = Object.hasOwn(queryRules, operation)
    ? queryRules[operation as keyof typeof queryRules]
    : {};
  const checked: Record<string, string> = {};
  for (const [name, value] of query) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) throw invalidParameter(`query ${name}: ${operation} has no such parameter`);
    if (Object.hasOwn(checked, name)) throw invalidParameter(`query ${name}: given twice`);
    const problem = rule.type === "integer" ? integerProblem(rule, value) : textProblem(rule, value);
    if (problem !== undefined) throw invalidParameter(`query ${name}: "${value}" ${problem}`);
    checked[name] = value;
  }
  const missing = Object.keys(rules).find((name) => rules[name]?.required === true && !Object.hasOwn(checked, name));
  if (missing !== undefined) throw invalidParameter(`query ${missing}: is required`);
  return checked;
}

function textProblem(rule: ParameterRule, value: string): string | undefined {
  const length = [...value].length;
  if (length < (rule.minLength ?? 0)) return `is shorter than ${rule.minLength ?? 0}`;
  if (length > (rule.maxLength ?? Infinity)) return `is longer than ${rule.maxLength ?? Infinity}`;
  if (rule.enum !== undefined && !rule.enum.includes(value)) return `is not one of ${rule.enum.join(", ")}`;
  if (rule.pattern !== undefined && !new RegExp(rule.pattern, "u").test(value)) return `does not match ${rule.pattern}`;
  return undefined;
}

function integerProblem(rule: ParameterRule, value: string): string | undefined {
  const minimum = rule.minimum ?? -Infinity;
  const maximum = rule.maximum ?? Infinity;
  const inside = /^-?[0-9]+$/.test(value) && Number(value) >= minimum && Number(value) <= maximum;
  return inside ? undefined : `is not a whole number from ${minimum} to ${maximum}`;
}
