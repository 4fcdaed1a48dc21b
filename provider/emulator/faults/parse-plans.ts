import {
  anyObject,
  anyText,
  checkedFields,
  ControlError,
  isRecord,
  longestTimer,
  oneOf,
  record,
  required,
  texts,
  wholeNumber,
  yesOrNo,
  type FieldRule,
  type FieldRules,
} from "../control/control-input";
import { operations, type OperationId } from "../operations";
import { documentedCodes } from "./documented-codes";
import type { FaultKind, FaultPlan } from "./fault";

const milliseconds = required(wholeNumber(0, longestTimer));
const retryAfter: FieldRule = {
  // What a header can hold (RFC 9110, 5.5); a server may well say something that is neither seconds nor a date.
  allows: (value) => (typeof value === "string" ? /^[ -~]{1,128}$/.test(value) : Number.isInteger(value) && (value as number) >= 0),
  words: "a whole number of seconds, or a text of 1 to 128 printable ASCII characters",
};

const answerRules: FieldRules = {
  status: {
    // These have no body (RFC 9110).
    allows: (value) =>
      Number.isInteger(value) && (value as number) >= 200 && (value as number) <= 599 && ![204, 205, 304].includes(value as number),
    words: "a status from 200 to 599 that has a body",
  },
  code: {
    allows: (value) => typeof value === "string" && documentedCodes.has(value),
    words: `a documented code, such as MSGSMS.0001 or APIGW.0201`,
  },
  shape: oneOf("service", "gateway"),
  message: anyText,
  detail: anyText,
  body: anyText,
  contentType: { allows: (value) => typeof value === "string" && /^[!-~]+\/[ -~]+$/.test(value), words: "a media type such as text/html" },
  retryAfter,
};

const rulesOf: Readonly<Record<FaultKind, FieldRules>> = {
  "refuse-connection": {},
  reset: {},
  "drop-before-commit": {},
  delay: { ms: milliseconds, when: oneOf("before", "after") },
  status: answerRules,
  throttle: { retryAfter },
  "commit-then-drop": { by: oneOf("close", "reset") },
  "commit-then-status": answerRules,
  cut: { bytes: required(wholeNumber(0, longestTimer)) },
  malformed: {
    body: { allows: (value) => typeof value === "string" && !isJson(value), words: "a text that is not JSON; for JSON there is answer" },
  },
  answer: {
    replace: { allows: () => true, words: "JSON" },
    without: texts,
    merge: anyObject,
    in: oneOf("body", "results"),
    fillerMb: wholeNumber(1, 64),
  },
  "late-commit": { ms: milliseconds, answer: oneOf("drop", "normal"), reserve: yesOrNo },
  "stale-list": { ms: milliseconds },
  "skewed-clock": { ms: required(wholeNumber(-longestTimer, longestTimer)) },
};

const kinds = Object.keys(rulesOf);
const everyOperation = operations.map(({ id }) => id);

/** The operations whose calls a fault can strike; none for a skewed clock, which is wrong for all at once. */
export const operationsOf = (kind: FaultKind): readonly OperationId[] => {
  if (kind === "skewed-clock") return [];
  if (kind === "late-commit") return ["CreateApp", "UpdateApp"];
  return kind === "stale-list" ? ["ListAppDetails", "ShowAppCount"] : everyOperation;
};

const planRules: FieldRules = {
  operation: oneOf(...everyOperation),
  call: wholeNumber(1, longestTimer),
  times: { allows: (value) => value === "always" || wholeNumber(1, longestTimer).allows(value), words: "a whole number from 1, or always" },
  fault: required(anyObject),
};

/** @throws ControlError naming the place and the rule */
export function parsePlans(value: unknown): FaultPlan[] {
  if (!Array.isArray(value)) throw new ControlError("The faults must be a list.");
  return value.map((plan, index) => parsePlan(plan, `faults[${index}]`));
}

function parsePlan(value: unknown, place: string): FaultPlan {
  const plan = checkedFields(value, planRules, place);
  const { kind, ...fields } = record(plan["fault"], `${place}.fault`);
  if (typeof kind !== "string" || !kinds.includes(kind)) throw new ControlError(`${place}.fault.kind must be one of ${kinds.join(", ")}.`);
  const known = kind as FaultKind;
  checkedFields(fields, rulesOf[known], `${place}.fault`);
  if (known === "status" || known === "commit-then-status") checkAnswer(fields, `${place}.fault`);
  if (known === "answer") checkChange(fields, `${place}.fault`);
  checkCalls(plan, known, place);
  return plan as unknown as FaultPlan;
}

function checkAnswer(answer: Record<string, unknown>, place: string): void {
  const raw = answer["body"] !== undefined;
  if (raw === (answer["code"] !== undefined)) throw new ControlError(`${place} must have either a code or a body.`);
  if (raw && answer["status"] === undefined) throw new ControlError(`${place}.status is missing: a body says nothing about it.`);
  const stray = (raw ? ["shape", "message", "detail"] : ["contentType"]).find((field) => answer[field] !== undefined);
  if (stray !== undefined) throw new ControlError(`${place}.${stray} goes with a ${raw ? "code" : "body"} only.`);
  const shape = answer["shape"] ?? documentedCodes.get(String(answer["code"]))?.from;
  if (answer["detail"] !== undefined && shape !== "service") throw new ControlError(`${place}.detail: only the service gives one.`);
}

function checkChange(change: Record<string, unknown>, place: string): void {
  const given = ["replace", "without", "merge", "fillerMb"].filter((field) => change[field] !== undefined);
  if (given.length === 0) {
    throw new ControlError(`${place} must have at least one of replace, without, merge, fillerMb.`);
  }
  if (given[0] === "replace" && given.length > 1 && !isRecord(change["replace"])) {
    throw new ControlError(`${place}.replace must be an object where fields are changed in it.`);
  }
}

function checkCalls(plan: Record<string, unknown>, kind: FaultKind, place: string): void {
  const operation = plan["operation"] as OperationId | undefined;
  if (kind === "skewed-clock") {
    const stray = ["operation", "call", "times"].find((field) => plan[field] !== undefined);
    if (stray !== undefined) throw new ControlError(`${place}.${stray} means nothing here: a skewed clock is wrong for every call.`);
  } else if (operation !== undefined && !operationsOf(kind).includes(operation)) {
    throw new ControlError(`${place}.operation: ${kind} happens only to ${operationsOf(kind).join(" and ")}, not to ${operation}.`);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
