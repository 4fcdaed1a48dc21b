import fc from "fast-check";
import type { Fault, FaultPlan } from "../../../provider/emulator";

/** Which process of a run is ended, and how. SIGPIPE is what a closed terminal or `| head` does. */
export interface Kill {
  whom: "engine" | "provider" | "both";
  how: "SIGKILL" | "SIGINT" | "SIGINT twice" | "SIGTERM" | "SIGPIPE";
  /** Counted from the start of the run, or from the moment when the first creation has reached the service. */
  from: "start" | "creation";
  afterMs: number;
}

/** What goes wrong in one story of `pulumi up`: faults of the service and, perhaps, an end of the run. */
export interface Schedule {
  names: string[];
  faults: FaultPlan[];
  kill?: Kill;
}

const names = fc.constantFrom<string[][]>(["codes"], ["codes", "orders"], ["codes", "orders", "alerts"]);

const lostCreation = fc.constantFrom<Fault>(
  { kind: "commit-then-drop" },
  { kind: "drop-before-commit" },
  { kind: "commit-then-status", code: "APIGW.0201" },
  { kind: "status", code: "MSGSMS.0001" },
  { kind: "status", code: "APIGW.0613" },
  { kind: "cut", bytes: 20 },
  { kind: "malformed" },
  { kind: "late-commit", ms: 1_500 },
  { kind: "throttle" },
);

const troubledRead = fc.constantFrom<Fault>(
  { kind: "reset" },
  { kind: "status", status: 502, body: "<h1>Bad gateway</h1>" },
  { kind: "throttle", retryAfter: 1 },
  { kind: "malformed" },
  { kind: "delay", ms: 400, when: "before" },
);

const call = fc.integer({ min: 1, max: 3 });

const fault: fc.Arbitrary<FaultPlan> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ operation: fc.constant("CreateApp" as const), call, fault: lostCreation }) },
  { weight: 1, arbitrary: fc.record({ operation: fc.constant("ShowApp" as const), call, fault: troubledRead }) },
  { weight: 1, arbitrary: fc.record({ operation: fc.constant("ListAppDetails" as const), call, fault: troubledRead }) },
);

/** So slow that the run can be ended between request and answer. */
const slowCreation: FaultPlan = { operation: "CreateApp", call: 1, times: 3, fault: { kind: "delay", ms: 1_200, when: "before" } };
const slowAnswer: FaultPlan = { operation: "CreateApp", call: 1, times: 3, fault: { kind: "delay", ms: 1_200, when: "after" } };

const engineEnd = fc.constantFrom<Pick<Kill, "whom" | "how">[]>(
  { whom: "engine", how: "SIGKILL" },
  { whom: "provider", how: "SIGKILL" },
  { whom: "both", how: "SIGKILL" },
  { whom: "engine", how: "SIGINT" },
  { whom: "engine", how: "SIGINT twice" },
  { whom: "engine", how: "SIGTERM" },
  { whom: "engine", how: "SIGPIPE" },
);

const after = (from: Kill["from"], min: number, max: number): fc.Arbitrary<Pick<Kill, "from" | "afterMs">> =>
  fc.record({ from: fc.constant(from), afterMs: fc.integer({ min, max }) });

/** A creation is over in some 50 ms, unless the service is slow. */
const faultsAndMoment = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ faults: fc.constantFrom<FaultPlan[][]>([slowCreation], [slowAnswer]), moment: after("creation", 0, 1_800) }),
  },
  { weight: 2, arbitrary: fc.record({ faults: fc.constant<FaultPlan[]>([]), moment: after("creation", 0, 250) }) },
  { weight: 1, arbitrary: fc.record({ faults: fc.constant<FaultPlan[]>([slowCreation]), moment: after("start", 200, 3_500) }) },
);

const withKill: fc.Arbitrary<Schedule> = fc
  .record({ names, how: engineEnd, when: faultsAndMoment })
  .map(({ names: declared, how, when: { faults, moment } }) => ({ names: declared, faults, kill: { ...how, ...moment } }));

const withoutKill: fc.Arbitrary<Schedule> = fc.record({ names, faults: fc.array(fault, { minLength: 1, maxLength: 3 }) });

/** Nobody sees it until its time has come, and its name is free until then: the next run must wait for what a list does not show. */
const unseen: FaultPlan = { operation: "CreateApp", call: 1, times: 3, fault: { kind: "late-commit", ms: 15_000 } };

const cutOffWhileCreating = fc.oneof(
  { weight: 2, arbitrary: fc.constant<FaultPlan[]>([slowCreation]) },
  { weight: 2, arbitrary: fc.constant<FaultPlan[]>([slowAnswer]) },
  { weight: 2, arbitrary: fc.constant<FaultPlan[]>([unseen]) },
  { weight: 1, arbitrary: fc.constant<FaultPlan[]>([]) },
);

const withEnd: fc.Arbitrary<Schedule> = fc
  .record({ names, how: engineEnd, faults: cutOffWhileCreating, moment: after("creation", 0, 1_800) })
  .map(({ names: declared, how, faults, moment }) => ({ names: declared, faults, kill: { ...how, ...moment } }));

/** The same seed gives the same schedules. Four of five end the first run, while it creates. */
export function cutOffSchedules(count: number, seed: number): Schedule[] {
  const killed = fc.sample(withEnd, { numRuns: Math.ceil(count * 0.8), seed });
  return [...killed, ...fc.sample(withoutKill, { numRuns: count - killed.length, seed: seed + 1 })];
}

/** The same seed gives the same schedules. Two of five end the run. */
export function schedules(count: number, seed: number): Schedule[] {
  const killed = fc.sample(withKill, { numRuns: Math.ceil(count * 0.4), seed });
  const others = fc.sample(withoutKill, { numRuns: count - killed.length, seed: seed + 1 });
  return [...killed, ...others];
}

/** One line for people. */
export function scheduleText({ names: declared, faults, kill }: Schedule): string {
  const struck = faults.map(
    ({ operation, call: n, fault: { kind, ...rest } }) =>
      `${kind}${Object.values(rest).length ? `(${Object.values(rest).join(" ")})` : ""} at ${operation ?? "any"} ${n ?? 1}`,
  );
  const end = kill === undefined ? [] : [`${kill.how} to ${kill.whom} ${kill.afterMs} ms after ${kill.from}`];
  return `${declared.length} applications: ${[...struck, ...end].join(", ")}`;
}
