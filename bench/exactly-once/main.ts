/**
 * The same schedules of faults and kills for this package and for a dynamic provider as it is usually written (POST without a list, three tries).
 *
 * npx tsx bench/exactly-once/main.ts [--schedules 40] [--seed 1]
 */
import { parseArgs } from "node:util";
import { startEmulator } from "../../test/support/pulumi/emulator-process";
import { schedules, scheduleText, type Schedule } from "../../test/support/fault-schedules/schedule";
import { tell, type Cast } from "../../test/support/fault-schedules/story";
import type { Verdict } from "../../test/support/fault-schedules/verdict";

const { values } = parseArgs({ options: { schedules: { type: "string", default: "40" }, seed: { type: "string", default: "1" } } });

async function main(): Promise<void> {
  const planned = schedules(Number(values.schedules), Number(values.seed));
  const columns = await Promise.all(casts.map(async ([head, cast]) => ({ head, verdicts: await lived(planned, cast) })));
  const rows = [
    ["", ...columns.map(({ head }) => head)],
    ...sums.map(([what, sum]) => [what, ...columns.map(({ verdicts }) => sum(verdicts))]),
  ];
  for (const row of rows) process.stdout.write(`| ${row.join(" | ")} |\n`);
}

/** Each lives through the same schedules. In the last two each run happens on a machine that knows nothing of those before. */
const casts: [string, Cast][] = [
  ["ours", { contestant: "ours", machines: "one" }],
  ["usual", { contestant: "usual", machines: "one" }],
  ["ours, another machine", { contestant: "ours", machines: "a new one for each run" }],
  ["usual, another machine", { contestant: "usual", machines: "a new one for each run" }],
];

const total = (of: (verdict: Verdict) => number) => (verdicts: readonly Verdict[]) =>
  verdicts.reduce((sum, verdict) => sum + of(verdict), 0);

const sums: [string, (verdicts: readonly Verdict[]) => number][] = [
  ["schedules", (verdicts) => verdicts.length],
  ["runs ended by a signal", total(({ struck }) => Number(struck))],
  ["never succeeded", total(({ converged }) => Number(!converged))],
  ["applications that a person had to adopt", total(({ adopted }) => adopted)],
  ["of these with evidence in the state", total(({ adoptedInVain }) => adoptedInVain)],
  ["applications that a later run took over by itself", total(({ takenOver }) => takenOver)],
  ["runs of pulumi up", total(({ runs }) => runs)],
  ["duplicates (quota lost for ever)", total(({ duplicates }) => duplicates)],
  ["applications not in the state", total(({ losses }) => losses)],
  ["entries without an application", total(({ ghosts }) => ghosts)],
  ["secrets that the state does not hold", total(({ lostSecrets, losses }) => lostSecrets + losses)],
  ["of these said by no run", total(({ silentlyLostSecrets, losses }) => silentlyLostSecrets + losses)],
  ["keys and secrets shown in plain", total(({ leaks }) => leaks)],
  ["providers left running", total(({ leftProcesses }) => leftProcesses)],
];

async function lived(planned: readonly Schedule[], cast: Cast): Promise<Verdict[]> {
  const emulator = await startEmulator();
  const verdicts: Verdict[] = [];
  for (const [index, schedule] of planned.entries()) {
    const { verdict } = await tell(schedule, cast, emulator);
    verdicts.push(verdict);
    process.stderr.write(
      `${cast.contestant}, ${cast.machines}: ${index + 1}/${planned.length} ${scheduleText(schedule)} ${JSON.stringify(verdict)}\n`,
    );
  }
  await emulator.stop();
  return verdicts;
}

void main();
