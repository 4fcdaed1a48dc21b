import assert from "node:assert/strict";
import { cutOffSchedules, schedules, scheduleText, type Kill, type Schedule } from "../support/fault-schedules/schedule";
import { tell, type Cast } from "../support/fault-schedules/story";
import { faultless, faultsOf, type Verdict } from "../support/fault-schedules/verdict";
import { startEmulator, type EmulatorProcess } from "../support/pulumi/emulator-process";

const count = Number(process.env["FAULT_SCHEDULES"] ?? 4);
const seed = Number(process.env["FAULT_SEED"] ?? Date.now() % 2 ** 31);
/** Each that has to wait for what is not coming takes two minutes, so the whole suite has only those that are told below. */
const onNewMachines = Number(process.env["MACHINE_SCHEDULES"] ?? 0);

const oneMachine: Cast = { contestant: "ours", machines: "one" };
const newMachines: Cast = { contestant: "ours", machines: "a new one for each run" };

const killed = (how: Partial<Kill>): Kill => ({ whom: "engine", how: "SIGKILL", from: "creation", afterMs: 200, ...how });
const creating = (fault: Schedule["faults"][number]["fault"], kill: Partial<Kill> = {}): Schedule => ({
  names: ["codes"],
  faults: [{ operation: "CreateApp", fault }],
  kill: killed(kill),
});

/** What each needs of time and persons, when the machine is thrown away after the kill and another one goes on. */
const cutOffElsewhere: [string, Schedule, Partial<Verdict>][] = [
  [
    "which the service has done: taken over",
    creating({ kind: "delay", ms: 1_200, when: "after" }, { whom: "both" }),
    { runs: 2, takenOver: 1, waits: 0, adopted: 0, lostSecrets: 1 },
  ],
  [
    "which its provider ends without it: taken over",
    creating({ kind: "delay", ms: 8_000, when: "before" }),
    { runs: 2, takenOver: 1, adopted: 0, lostSecrets: 1 },
  ],
  [
    "which the service shows 15 s later: waited for and taken over",
    creating({ kind: "late-commit", ms: 15_000 }, { whom: "both" }),
    { runs: 2, takenOver: 1, adopted: 0, lostSecrets: 1 },
  ],
  [
    "which never arrived: waited for, then created",
    creating({ kind: "drop-before-commit" }, { whom: "both" }),
    { runs: 2, takenOver: 0, waits: 1, adopted: 0, lostSecrets: 0 },
  ],
  [
    "and its provider alone was killed, so the state has forgotten: a person adopts",
    creating({ kind: "delay", ms: 1_200, when: "after" }, { whom: "provider" }),
    { runs: 3, takenOver: 0, waits: 0, adopted: 1, lostSecrets: 1 },
  ],
];

describe(`engine: pulumi up under ${count} schedules of faults and kills (FAULT_SEED=${seed})`, function () {
  this.timeout(600_000);
  let emulator: EmulatorProcess;
  const verdicts: Verdict[] = [];
  before(async () => (emulator = await startEmulator()));
  after(async () => {
    await emulator.stop();
    const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((all, verdict) => all + of(verdict), 0);
    const ends = `${sum(({ struck }) => Number(struck))} runs were ended by a signal`;
    const means = `${sum(({ takenOver }) => takenOver)} applications taken over, ${sum(({ waits }) => waits)} runs waited, ${sum(({ adopted }) => adopted)} adopted by a person`;
    process.stdout.write(`      ${ends}; ${means}\n`);
  });

  it("an engine that is killed while it creates: the next run takes the application over, and nothing runs on", async () => {
    const schedule = creating({ kind: "delay", ms: 1_200, when: "before" });
    const { verdict, transcript } = await tell(schedule, oneMachine, emulator);
    assert.deepEqual(verdict, { ...verdict, ...faultless, runs: 2, struck: true, lostSecrets: 1 }, transcript);
    assert.match(
      transcript,
      /warning: SMS2208: codes was created by an earlier run of this stack, and is taken over\n +id +[0-9a-f-]{36}\n/,
    );
  });

  for (const [what, schedule, expected] of cutOffElsewhere)
    it(`another machine goes on after a creation ${what}`, async () => {
      const { verdict, transcript } = await tell(schedule, newMachines, emulator);
      assert.deepEqual(verdict, { ...verdict, ...faultless, struck: true, ...expected }, transcript);
    });

  const drawn: [Schedule, Cast][] = [
    ...schedules(count, seed).map((schedule): [Schedule, Cast] => [schedule, oneMachine]),
    ...cutOffSchedules(onNewMachines, seed).map((schedule): [Schedule, Cast] => [schedule, newMachines]),
  ];
  for (const [index, [schedule, cast]] of drawn.entries()) {
    it(`${index}: ${scheduleText(schedule)}${cast === newMachines ? ", each run on a new machine" : ""}`, async () => {
      const { verdict, transcript } = await tell(schedule, cast, emulator);
      verdicts.push(verdict);
      assert.deepEqual(faultsOf(verdict), faultless, `${JSON.stringify(verdict)}\n${transcript}`);
    });
  }
});
