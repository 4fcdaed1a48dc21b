import { invalidParameter } from "./refusals";

/** The rules of one query parameter, in the words of JSON Schema. */
export interface ParameterRule {
  type: "string" | "integer";
  required?: true;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  enum?: readonly string[];
  minimum?: number;
  maximum?: number;
  default?: string | number;
}

const region = { type: "string", maxLength: 16, enum: ["cn", "intl"] } as const;
const time = { type: "string", maxLength: 20, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$" } as const;

/**
 * The query parameters of each operation that has some, as in openapi.yaml. The generators make validators of bodies only,
 * so the rules stand here a second time; test/rules/openapi.test.ts fails when the two differ.
 */
export const queryRules: Readonly<Record<string, Readonly<Record<string, ParameterRule>>>> = {
  ListAppDetails: {
    app_name: { type: "string", minLength: 1, maxLength: 64, pattern: "[^\\s]" },
    region,
    status: { type: "string", maxLength: 32, enum: ["CREATED", "LAUNCHED", "SUSPENDED", "PROCESSING"] },
    start_time: time,
    end_time: time,
    limit: { type: "integer", minimum: 1, maximum: 500, default: 10 },
    offset: { type: "integer", minimum: 0, maximum: 2147483647, default: 0 },
    sort_key: { type: "string", enum: ["create_time"] },
    sort_dir: { type: "string", enum: ["desc", "asc"], default: "desc" },
  },
  ShowAppCount: { region: { ...region, required: true } },
};

/**
 * The query as a record, once it keeps the operation's rules. A parameter that the contract does not have, or one given
 * twice, is refused too: the real service may ignore it, and then a misspelt filter lists everything.
 *
 * @throws Refusal MSGSMS.0002
 */
export function checkedQuery(operation: string, query: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const rules = queryRules[operation] ?? {};
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
