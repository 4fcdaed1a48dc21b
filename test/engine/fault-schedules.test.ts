import assert from "node:assert/strict";
import { schedules, scheduleText } from "../../tools/fault-schedules/schedule";
import { tell } from "../../tools/fault-schedules/story";
import { faultless, type Verdict } from "../../tools/fault-schedules/verdict";
import { startEmulator, type EmulatorProcess } from "../../tools/pulumi/emulator-process";

const count = Number(process.env["FAULT_SCHEDULES"] ?? 5);
const seed = Number(process.env["FAULT_SEED"] ?? Date.now() % 2 ** 31);

describe(`engine: pulumi up under ${count} schedules of faults and kills (FAULT_SEED=${seed})`, function () {
  this.timeout(300_000);
  let emulator: EmulatorProcess;
  let struck = 0;
  before(async () => (emulator = await startEmulator()));
  after(async () => {
    await emulator.stop();
    process.stdout.write(`      ${struck} runs were ended by a signal\n`);
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
