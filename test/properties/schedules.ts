import fc from "fast-check";
import type { Fault, FaultPlan } from "../../provider/emulator";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import {
  ByOthers,
  ClearPending,
  ClockSet,
  type LifeCommand,
  type Meanwhile,
  OnConsole,
  Quota,
  Refresh,
  Remove,
  ThrowAway,
  TimePasses,
  Up,
} from "./commands";
import { machineCount } from "./machines";
import type { Kill } from "./service";

const logicalNames = ["first", "second", "third"] as const;
const name = fc.constantFrom("codes", "orders", "alerts", "code", "codes2");
const market = fc.constantFrom("chinese-mainland" as const, "international" as const);

const read: fc.Arbitrary<Fault> = fc.constantFrom<Fault[]>(
  { kind: "reset" },
  { kind: "drop-before-commit" },
  { kind: "status", code: "MSGSMS.0001" },
  { kind: "status", status: 502, body: "<h1>Bad gateway</h1>" },
  { kind: "status", code: "MSGSMS.0014" },
  { kind: "throttle", retryAfter: 2 },
  { kind: "cut", bytes: 5 },
  { kind: "malformed" },
);

const list: fc.Arbitrary<Fault> = fc.oneof(
  read,
  fc.constantFrom<Fault[]>({ kind: "stale-list", ms: 3_000 }, { kind: "stale-list", ms: 20_000 }),
);

const creation: fc.Arbitrary<Fault> = fc.constantFrom<Fault[]>(
  { kind: "reset" },
  { kind: "drop-before-commit" },
  { kind: "commit-then-drop" },
  { kind: "commit-then-drop", by: "reset" },
  { kind: "commit-then-status", code: "APIGW.0201" },
  { kind: "commit-then-status", code: "MSGSMS.0001" },
  { kind: "status", code: "MSGSMS.0001" },
  { kind: "status", code: "APIGW.0613" },
  { kind: "status", code: "MSGSMS.0051" },
  { kind: "throttle" },
  { kind: "cut", bytes: 10 },
  { kind: "cut", bytes: 60 },
  { kind: "malformed" },
  { kind: "answer", without: ["id"] },
  { kind: "answer", merge: { app_key: 5 } },
  { kind: "late-commit", ms: 900 },
  { kind: "late-commit", ms: 20_000 },
  { kind: "late-commit", ms: 6_000, answer: "normal" },
);

const change: fc.Arbitrary<Fault> = fc.constantFrom<Fault[]>(
  { kind: "reset" },
  { kind: "commit-then-drop" },
  { kind: "commit-then-status", code: "APIGW.0201" },
  { kind: "status", code: "MSGSMS.0001" },
  { kind: "status", code: "MSGSMS.0051" },
  { kind: "throttle" },
  { kind: "malformed" },
  { kind: "late-commit", ms: 2_000 },
);

const planOf = (operation: NonNullable<FaultPlan["operation"]>, fault: fc.Arbitrary<Fault>): fc.Arbitrary<FaultPlan> =>
  fc.record({ operation: fc.constant(operation), call: fc.integer({ min: 1, max: 3 }), times: fc.integer({ min: 1, max: 4 }), fault });

const faults = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: planOf("CreateApp", creation) },
    { weight: 1, arbitrary: planOf("ListAppDetails", list) },
    { weight: 1, arbitrary: planOf("ShowApp", read) },
    { weight: 1, arbitrary: planOf("ShowAppCount", read) },
    { weight: 1, arbitrary: planOf("UpdateApp", change) },
  ),
  { maxLength: 3 },
);

const inputs: fc.Arbitrary<ApplicationInputs> = fc
  .record({
    market,
    name,
    uplinkDestination: fc.option(fc.constantFrom("https://sms.example.com/a", "https://sms.example.com/b"), { nil: undefined }),
    deletionPolicy: fc.option(fc.constant("abandon" as const), { nil: undefined, freq: 4 }),
    adopt: fc.option(fc.constant("by-name"), { nil: undefined, freq: 6 }),
  })
  .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as unknown as ApplicationInputs);

const changes = fc
  .array(fc.tuple(fc.constantFrom(...logicalNames), inputs), { minLength: 1, maxLength: 3 })
  .map((entries) => new Map<string, ApplicationInputs>(entries));

const machine = fc.nat(machineCount - 1);

const kill: fc.Arbitrary<Kill> = fc.record({
  whom: fc.constantFrom("engine", "both", "both", "provider"),
  moment: fc.constantFrom("before the note", "before the request", "after the answer", "after the answer"),
  creation: fc.constantFrom(1, 1, 2),
});

const meanwhile: fc.Arbitrary<Meanwhile> = fc.oneof(
  fc.constantFrom(20, 90, 3_590).map((seconds) => ({ what: "time passes" as const, seconds })),
  fc.constantFrom(300, 900, 7_200).map((seconds) => ({ what: "the machine sleeps" as const, seconds })),
  fc.constantFrom(-5, -1, 1, 3).map((hours) => ({ what: "the clock is set" as const, hours })),
);

const up = fc
  .record({
    changes,
    faults,
    machine,
    kill: fc.option(kill, { nil: undefined, freq: 2 }),
    isReadable: fc.constantFrom(true, true, true, true, false),
    order: fc.constantFrom("side by side" as const, "side by side" as const, "one by one" as const),
    meanwhile: fc.option(meanwhile, { nil: undefined, freq: 3 }),
    isOvertaken: fc.constantFrom(false, false, true),
  })
  .map((going) => new Up(going));

/** A run that is cut off while the service acts late, and another one at once on whatever machine: a list does not show yet what was asked for. */
const late: FaultPlan = { operation: "CreateApp", times: 2, fault: { kind: "late-commit", ms: 15_000 } };
const cutOffLate = fc.record({ changes, machine, kill }).map(({ changes: declared, machine: where, kill: { whom, creation } }) => {
  const end: Kill = { whom, moment: "after the answer", creation };
  return new Up({ changes: declared, faults: [late], machine: where, kill: end, isReadable: true, order: "side by side" });
});

/** Sequences of what people, services and machines do to a stack. */
export const schedule: fc.Arbitrary<Iterable<LifeCommand>> = fc.commands(
  [
    up,
    up,
    cutOffLate,
    fc.tuple(faults, machine).map((given) => new Refresh(...given)),
    fc
      .tuple(fc.nat(3), fc.constantFrom("rename" as const, "uplink" as const, "rotate" as const, "suspend" as const), name)
      .map((given) => new OnConsole(...given)),
    // Whole hours after a creation are what the service's times without a zone can be mistaken for.
    fc
      .tuple(
        fc.oneof(fc.record({ market, name }), fc.constant("what is awaited" as const)),
        fc.constantFrom(0, 61, 181, 3_600, 3_630, 18_030),
      )
      .map((given) => new ByOthers(...given)),
    fc.constantFrom(...logicalNames).map((logicalName) => new Remove(logicalName)),
    fc.integer({ min: 0, max: 5 }).map((quota) => new Quota(quota)),
    fc.constantFrom(5, 40, 600, 7_200).map((seconds) => new TimePasses(seconds)),
    machine.map((thrown) => new ThrowAway(thrown)),
    fc.tuple(machine, fc.constantFrom(-7_200, -240, 240, 3_600, 86_400)).map((given) => new ClockSet(...given)),
    fc.constant(new ClearPending()),
  ],
  { maxCommands: 8 },
) as fc.Arbitrary<Iterable<LifeCommand>>;

/** Where and when the last runs happen, which have to find everything. */
export const ending: fc.Arbitrary<{ machine: number; isNew: boolean; afterSeconds: number }> = fc.record({
  machine,
  isNew: fc.boolean(),
  afterSeconds: fc.constantFrom(1, 40, 600),
});
