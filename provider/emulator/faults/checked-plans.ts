import type { ValidateFunction } from "ajv";
import * as validators from "../../../schemas/generated/emulator-control-validators";
import { checkedInput, ControlError, isObject } from "../contract/control-input";
import { operationIds, type OperationId } from "../contract/operation-id";
import { documentedCodes } from "./documented-codes";
import type { FaultKind, FaultPlan } from "./fault";

/** By kind, because the kind decides which other keys there are. */
const rulesOf: Readonly<Record<FaultKind, ValidateFunction>> = {
  "refuse-connection": validators.validateFaultRefuseConnection,
  reset: validators.validateFaultReset,
  "drop-before-commit": validators.validateFaultDropBeforeCommit,
  delay: validators.validateFaultDelay,
  status: validators.validateFaultStatus,
  throttle: validators.validateFaultThrottle,
  "commit-then-drop": validators.validateFaultCommitThenDrop,
  "commit-then-status": validators.validateFaultCommitThenStatus,
  cut: validators.validateFaultCut,
  malformed: validators.validateFaultMalformed,
  answer: validators.validateFaultAnswer,
  "late-commit": validators.validateFaultLateCommit,
  "stale-list": validators.validateFaultStaleList,
  "skewed-clock": validators.validateFaultSkewedClock,
};

/** The operations whose calls a fault can strike; none for a skewed clock, which is wrong for all at once. */
export const operationsOf = (kind: FaultKind): readonly OperationId[] => {
  if (kind === "skewed-clock") return [];
  if (kind === "late-commit") return ["CreateApp", "UpdateApp"];
  return kind === "stale-list" ? ["ListAppDetails", "ShowAppCount"] : operationIds;
};

/** @throws ControlError naming the place and the rule */
export function checkedPlans(value: unknown): FaultPlan[] {
  const plans = checkedInput(validators.validateFaultPlans, value, "The faults", "faults") as PlanFields[];
  return plans.map((plan, index) => {
    const place = `faults[${index}]`;
    const kind = checkedFault(plan.fault, `${place}.fault`);
    checkCalls(plan, kind, place);
    return plan as unknown as FaultPlan;
  });
}

type Fields = Record<string, unknown>;
type PlanFields = Omit<FaultPlan, "fault"> & { fault: Fields };

function checkedFault(fault: Fields, place: string): FaultKind {
  const { kind } = fault;
  if (typeof kind !== "string" || !Object.hasOwn(rulesOf, kind))
    throw new ControlError(`${place}.kind must be one of ${Object.keys(rulesOf).join(", ")}.`);
  const known = kind as FaultKind;
  checkedInput(rulesOf[known], fault, place, place);
  if (known === "status" || known === "commit-then-status") checkAnswer(fault, place);
  if (known === "answer") checkChange(fault, place);
  if (known === "malformed" && typeof fault["body"] === "string" && isJson(fault["body"]))
    throw new ControlError(`${place}.body must be a text that is not JSON; for JSON there is answer.`);
  return known;
}

function checkAnswer(answer: Record<string, unknown>, place: string): void {
  const raw = answer["body"] !== undefined;
  if (typeof answer["code"] === "string" && !documentedCodes.has(answer["code"]))
    throw new ControlError(`${place}.code must be a documented code, such as MSGSMS.0001 or APIGW.0201.`);
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
  if (given[0] === "replace" && given.length > 1 && !isObject(change["replace"])) {
    throw new ControlError(`${place}.replace must be an object where fields are changed in it.`);
  }
}

function checkCalls(plan: Pick<FaultPlan, "operation" | "call" | "times">, kind: FaultKind, place: string): void {
  const { operation } = plan;
  if (kind === "skewed-clock") {
    const stray = (["operation", "call", "times"] as const).find((field) => plan[field] !== undefined);
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
