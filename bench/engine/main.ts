/**
 * `npx tsx bench/engine/main.ts [--applications 1,50,200] [--rounds 3]`: what our provider costs beside the engine itself.
 * Goals (issue 3): at most 1.15 × a provider that does nothing; a third of the usual closure's time at 200; 3 KB of state an application.
 * Needs `dist` (`node tools/prepare.mjs`), Linux and python3.
 */
import { parseArgs } from "node:util";
import { commands, newSubject, type CommandName, type Subject } from "./measure";
import { table, verdicts, type Round } from "./table";
import { variantNames, type VariantName } from "./variants";

/** With more applications than this the closure runs in the first round only: it takes about a minute there. */
const closureEachRound = 100;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { applications: { type: "string", default: "1,50,200" }, rounds: { type: "string", default: "3" } },
  });
  const counts = values.applications.split(",").map((text) => wholeNumber("--applications", text, 500));
  const rounds = wholeNumber("--rounds", values.rounds, 100);
  // The first start of each binary reads it from disk; no variant should pay that for the others.
  await measureRound(1, variantNames, 0);
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const count of counts) {
      const variants = variantNames.filter((name) => name !== "closure" || round === 0 || count <= closureEachRound);
      const result = await measureRound(count, variants, round);
      measured.push(result);
      process.stderr.write(`${count} applications, round ${round + 1} of ${rounds}: ${progress(result)}\n`);
    }
  }
  console.log([table(measured), "", ...verdicts(measured)].join("\n"));
}

/** Each command by each variant in turn, so that whatever else the machine does meets all alike; another one begins in each round. */
async function measureRound(applications: number, variants: readonly VariantName[], round: number): Promise<Round> {
  const begin = round % variants.length;
  const order = [...variants.slice(begin), ...variants.slice(0, begin)];
  const subjects: [VariantName, Subject][] = [];
  try {
    for (const name of order) subjects.push([name, await newSubject(name, applications)]);
    const result: Round = { applications, costs: { preview: {}, "first up": {}, "unchanged up": {} }, state: {} };
    for (const command of Object.keys(commands) as CommandName[]) {
      for (const [name, subject] of subjects) result.costs[command][name] = await subject.run(command);
    }
    for (const [name, subject] of subjects) result.state[name] = await subject.state();
    return result;
  } finally {
    for (const [, subject] of subjects) await subject.dispose();
  }
}

function progress({ costs }: Round): string {
  const parts = Object.entries(costs).map(([command, byVariant]) => {
    const figures = Object.entries(byVariant).map(([name, { wall, cpu }]) => `${name} ${wall.toFixed(2)}/${cpu.toFixed(2)}`);
    return `${command} ${figures.join(", ")}`;
  });
  return parts.join("; ");
}

function wholeNumber(option: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`${option} takes whole numbers from 1 to ${most}, not ${JSON.stringify(text)}.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
