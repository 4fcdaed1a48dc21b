/**
 * The same schedules of faults and kills for this package and for a dynamic provider as it is usually written (POST without a list, three tries).
 *
 * npx tsx bench/exactly-once/main.ts [--schedules 40] [--seed 1]
 */
import { parseArgs } from "node:util";
import { startEmulator } from "../../test/support/pulumi/emulator-process";
import type { Contestant } from "../../test/support/fault-schedules/programs";
import { schedules, scheduleText, type Schedule } from "../../test/support/fault-schedules/schedule";
import { tell } from "../../test/support/fault-schedules/story";
import type { Verdict } from "../../test/support/fault-schedules/verdict";

const { values } = parseArgs({ options: { schedules: { type: "string", default: "40" }, seed: { type: "string", default: "1" } } });

async function main(): Promise<void> {
  const planned = schedules(Number(values.schedules), Number(values.seed));
  const [ours, usual] = await Promise.all([lived(planned, "ours"), lived(planned, "usual")]);
  const rows = [["", "ours", "usual"], ...sums.map(([what, sum]) => [what, sum(ours), sum(usual)].map(String))];
  const width = Math.max(...rows.map(([what = ""]) => what.length));
  for (const [what = "", ...numbers] of rows)
    process.stdout.write(`${what.padEnd(width)}${numbers.map((number) => number.padStart(8)).join("")}\n`);
}

const total = (of: (verdict: Verdict) => number) => (verdicts: readonly Verdict[]) =>
  verdicts.reduce((sum, verdict) => sum + of(verdict), 0);

const sums: [string, (verdicts: readonly Verdict[]) => number][] = [
  ["schedules", (verdicts) => verdicts.length],
  ["runs ended by a signal", total(({ struck }) => Number(struck))],
  ["never succeeded: a person is needed", total(({ converged }) => Number(!converged))],
  ["runs of pulumi up", total(({ runs }) => runs)],
  ["duplicates (quota lost for ever)", total(({ duplicates }) => duplicates)],
  ["applications not in the state", total(({ losses }) => losses)],
  ["entries without an application", total(({ ghosts }) => ghosts)],
  ["secrets that the state does not hold", total(({ lostSecrets, losses }) => lostSecrets + losses)],
  ["of these said by no run", total(({ silentlyLostSecrets, losses }) => silentlyLostSecrets + losses)],
  ["keys and secrets shown in plain", total(({ leaks }) => leaks)],
  ["providers left running", total(({ leftProcesses }) => leftProcesses)],
];

async function lived(planned: readonly Schedule[], contestant: Contestant): Promise<Verdict[]> {
  const emulator = await startEmulator();
  const verdicts: Verdict[] = [];
  for (const [index, schedule] of planned.entries()) {
    const { verdict } = await tell(schedule, contestant, emulator);
    verdicts.push(verdict);
    process.stderr.write(`${contestant} ${index + 1}/${planned.length} ${scheduleText(schedule)} ${JSON.stringify(verdict)}\n`);
  }
  await emulator.stop();
  return verdicts;
}

void main();
