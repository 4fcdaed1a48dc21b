import fc from "fast-check";
import type { Fault, FaultPlan } from "../../provider/emulator";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { ByOthers, OnConsole, Quota, Refresh, Remove, TimePasses, Up, type LifeCommand } from "./commands";

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

const kill = fc.option(fc.constantFrom("before the request" as const, "after the answer" as const), { nil: undefined, freq: 4 });

/** Sequences of what people, services and machines do to a stack. */
export const schedule: fc.Arbitrary<Iterable<LifeCommand>> = fc.commands(
  [
    fc.tuple(changes, faults, kill).map((given) => new Up(...given)),
    fc.tuple(changes, faults, kill).map((given) => new Up(...given)),
    faults.map((planned) => new Refresh(planned)),
    fc
      .tuple(fc.nat(3), fc.constantFrom("rename" as const, "uplink" as const, "rotate" as const, "suspend" as const), name)
      .map((given) => new OnConsole(...given)),
    fc.tuple(market, name).map((given) => new ByOthers(...given)),
    fc.constantFrom(...logicalNames).map((logicalName) => new Remove(logicalName)),
    fc.integer({ min: 0, max: 5 }).map((quota) => new Quota(quota)),
    fc.constantFrom(5, 40, 600).map((seconds) => new TimePasses(seconds)),
  ],
  { maxCommands: 8 },
) as fc.Arbitrary<Iterable<LifeCommand>>;
