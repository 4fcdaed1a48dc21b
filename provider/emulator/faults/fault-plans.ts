import type { OperationId } from "../contract/operation-id";
import type { Fault, FaultOf, FaultPlan, PlannedFault } from "./fault";
import { operationsOf } from "./checked-plans";

/** What happens to one call. */
export interface Strike {
  /** Undefined where the call is only delayed. */
  readonly fault: Exclude<Fault, FaultOf<"delay" | "skewed-clock">> | undefined;
  /** Milliseconds to wait before the operation acts. */
  readonly before: number;
  /** Milliseconds to wait after it, before the answer. */
  readonly after: number;
  /** The kinds that strike, for the list of requests. */
  readonly name: string;
}

interface Entry {
  readonly plan: FaultPlan;
  readonly operations: readonly OperationId[];
  /** The first and the last matching call to strike. */
  readonly first: number;
  readonly last: number;
  seen: number;
  struck: number;
}

/** The faults that are planned, and which call each of them strikes. */
export class FaultPlans {
  #all: Entry[] = [];
  /** Those that can still strike. */
  #live: Entry[] = [];

  plan(plans: readonly FaultPlan[]): void {
    const entries = plans.map(entryOf);
    this.#all.push(...entries);
    this.#live.push(...entries.filter(({ operations }) => operations.length > 0));
  }

  list(): PlannedFault[] {
    return this.#all.map(({ plan, seen, struck }) => ({ ...plan, seen, struck }));
  }

  clear(): void {
    this.#all = [];
    this.#live = [];
  }

  /** Milliseconds by which the clock is wrong: those of the last one planned. */
  get skew(): number {
    return this.#all.reduce((skew, { plan: { fault } }) => (fault.kind === "skewed-clock" ? fault.ms : skew), 0);
  }

  /**
   * Counts a call of an operation and gives what strikes it: all delays that are due, and of the other faults the one
   * that was planned first.
   */
  strike(operation: OperationId): Strike | undefined {
    if (this.#live.length === 0) return undefined;
    const matching = this.#live.filter(({ operations }) => operations.includes(operation));
    for (const entry of matching) entry.seen++;
    const due = matching.filter(({ seen, first }) => seen >= first);
    if (matching.some(isSpent)) this.#live = this.#live.filter((entry) => !isSpent(entry));
    const other = due.find(({ plan }) => plan.fault.kind !== "delay");
    const striking = due.filter((entry) => entry === other || entry.plan.fault.kind === "delay");
    for (const entry of striking) entry.struck++;
    return striking.length === 0 ? undefined : strikeOf(striking.map(({ plan }) => plan.fault));
  }
}

const isSpent = ({ seen, last }: Entry) => seen >= last;

function entryOf(plan: FaultPlan): Entry {
  const { operation, call = 1, times = 1, fault } = plan;
  const operations = operation === undefined ? operationsOf(fault.kind) : [operation];
  return { plan: { ...plan }, operations, first: call, last: times === "always" ? Infinity : call + times - 1, seen: 0, struck: 0 };
}

function strikeOf(faults: readonly Fault[]): Strike {
  let [before, after] = [0, 0];
  let other: Strike["fault"];
  for (const fault of faults) {
    if (fault.kind === "delay" && fault.when === "after") after += fault.ms;
    else if (fault.kind === "delay") before += fault.ms;
    else if (fault.kind !== "skewed-clock") other = fault;
  }
  return { fault: other, before, after, name: faults.map(({ kind }) => kind).join(" + ") };
}
