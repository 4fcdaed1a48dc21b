import assert from "node:assert/strict";
import { schedules, scheduleText, type Schedule } from "../support/fault-schedules/schedule";
import { tell } from "../support/fault-schedules/story";
import { faultless, type Verdict } from "../support/fault-schedules/verdict";
import { startEmulator, type EmulatorProcess } from "../support/pulumi/emulator-process";

const count = Number(process.env["FAULT_SCHEDULES"] ?? 4);
const seed = Number(process.env["FAULT_SEED"] ?? Date.now() % 2 ** 31);

const killedWhileCreating: Schedule = {
  names: ["codes"],
  faults: [{ operation: "CreateApp", fault: { kind: "delay", ms: 1_200, when: "before" } }],
  kill: { whom: "engine", how: "SIGKILL", from: "creation", afterMs: 200 },
};

describe(`engine: pulumi up under ${count} schedules of faults and kills (FAULT_SEED=${seed})`, function () {
  this.timeout(300_000);
  let emulator: EmulatorProcess;
  let struck = 0;
  before(async () => (emulator = await startEmulator()));
  after(async () => {
    await emulator.stop();
    process.stdout.write(`      ${struck} runs were ended by a signal\n`);
  });

  it("an engine that is killed while it creates: the next run takes the application over, and nothing runs on", async () => {
    const { verdict, transcript } = await tell(killedWhileCreating, "ours", emulator);
    assert.deepEqual(verdict, { ...faultless, runs: 2, struck: true, lostSecrets: 1 }, transcript);
    assert.match(
      transcript,
      /warning: SMS2208: codes was created by an earlier run of this stack, and is taken over\n +id +[0-9a-f-]{36}\n/,
    );
  });

  for (const [index, schedule] of schedules(count, seed).entries()) {
    it(`${index}: ${scheduleText(schedule)}`, async () => {
      const { verdict, transcript } = await tell(schedule, "ours", emulator);
      if (verdict.struck) struck += 1;
      assert.deepEqual(faultsOf(verdict), faultless, `${JSON.stringify(verdict)}\n${transcript}`);
    });
  }
});

const faultsOf = ({ runs, struck, lostSecrets, ...faults }: Verdict) => faults;
