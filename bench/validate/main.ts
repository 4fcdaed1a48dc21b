/**
 * `npx tsx bench/validate/main.ts [--rounds 11] [--only one,many,linear,problems]`: what `msgsms validate` costs as a whole process, beside
 * other programs that check YAML by the same rules. Goals (issue 5): one file ≤ 0.5 × redocly, ≤ 0.6 × ajv-cli and ≤ 2 × `node -e 0`;
 * 2,000 files ≤ 1.2 × ajv-cli, ≤ 0.1 × spectral, ≤ 120 MB; cost linear in files, and in the problems of one file.
 * Needs `dist` (`node tools/prepare.mjs`), Linux, python3, and the package registry for the first run.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { faultyManifest, faultyOpenapi, manifest, openapi, writeManifests, writeRules } from "./inputs";
import { measureAll, type Costs, type Subject } from "./measure";
import { installedPeers, peersIn, type Peers } from "./peers";
import { medianOf, memoryVerdict, table, verdicts } from "./table";

const compiled = join(__dirname, "..", "..", "dist", "provider", "cli", "main.js");
const ours = "msgsms validate";
const validate = (...paths: string[]) => [process.execPath, compiled, "validate", ...paths] as const;

/** A run has at most 1,000 applications: more are one error, told after all files were read. */
const oneErrorIn = (files: number) => new RegExp(`^1 error, .*\\b${files} files`, "m");

const lines = (text: string, of: RegExp) => text.match(of)?.length ?? 0;

const scenarios: Record<string, (folder: string, peers: Peers, rounds: number) => Promise<string[]>> = { one, many, linear, problems };

/** One file of 17 lines without a problem: what an editor, a hook or a small repository waits for. */
async function one(folder: string, peers: Peers, rounds: number): Promise<string[]> {
  writeFileSync(join(folder, "sms.yaml"), manifest(1));
  writeFileSync(join(folder, "openapi.yaml"), openapi);
  const subjects: Subject[] = [
    { name: "node -e 0", command: [process.execPath, "-e", "0"], code: 0, did: (text) => text === "" },
    { name: ours, command: validate("sms.yaml"), code: 0, did: (text) => text.includes("No problems: 2 applications in 1 file") },
    { name: "ajv-cli", command: peers.ajv("sms.yaml"), code: 0, did: (text) => text.includes("sms.yaml valid") },
    {
      name: "redocly lint",
      command: peers.redocly("openapi.yaml", "redocly.yaml", 100),
      code: 0,
      did: (text) => text.includes("is valid"),
    },
    { name: "spectral lint", command: peers.spectral("sms.yaml"), code: 0, did: (text) => text.includes("No results") },
  ];
  // The first start of each reads it from disk; only the page cache would be measured.
  await measureAll(subjects, 1, folder);
  const costs = await measureAll(subjects, rounds, folder);
  const goals = [
    { over: "redocly lint", atMost: 0.5 },
    { over: "ajv-cli", atMost: 0.6 },
    { over: "node -e 0", atMost: 2 },
  ];
  return [`## One file of 17 lines, median of ${rounds} runs`, "", table(ours, costs), "", ...verdicts(ours, costs, goals)];
}

/** 2,000 files. */
async function many(folder: string, peers: Peers, rounds: number): Promise<string[]> {
  const count = 2000;
  writeManifests(join(folder, "many"), count);
  writeManifests(join(folder, "anchors"), count, "whole");
  const runs = Math.max(1, Math.min(5, rounds));
  const subjects: Subject[] = [
    { name: ours, command: validate("many"), code: 1, did: (text) => oneErrorIn(count).test(text) },
    { name: `${ours}, files with an anchor`, command: validate("anchors"), code: 1, did: (text) => oneErrorIn(count).test(text) },
    { name: "ajv-cli", command: peers.ajv("many/*.yaml"), code: 0, did: (text) => lines(text, / valid$/gm) === count },
    { name: "spectral lint", command: peers.spectral("many/*.yaml"), code: 0, did: (text) => text.includes("No results"), once: true },
  ];
  const costs = await measureAll(subjects, runs, folder);
  const goals = [
    { over: "ajv-cli", atMost: 1.2 },
    { over: "spectral lint", atMost: 0.1 },
  ];
  return [
    `## ${count} files of 17 lines, median of ${runs} runs (spectral: one)`,
    "",
    table(ours, costs),
    "",
    ...verdicts(ours, costs, goals),
    memoryVerdict(ours, costs, 120e6),
  ];
}

/** Ten times the files, ten times the cost. */
async function linear(folder: string, peers: Peers, rounds: number): Promise<string[]> {
  const counts = [200, 2000, 20_000];
  const runs = Math.max(1, Math.min(3, rounds));
  const found = new Map<number, Costs>();
  for (const count of counts) {
    const name = `files-${count}`;
    writeManifests(join(folder, name), count);
    const isOver = count * 2 > 1000;
    const subjects: Subject[] = [
      {
        name: ours,
        command: validate(name),
        code: isOver ? 1 : 0,
        did: (text) => (isOver ? oneErrorIn(count).test(text) : text.includes(`in ${count} files`)),
      },
      { name: "ajv-cli", command: peers.ajv(`${name}/*.yaml`), code: 0, did: (text) => lines(text, / valid$/gm) === count },
    ];
    found.set(count, await measureAll(subjects, runs, folder));
  }
  const each = (program: string) => slopes(counts, (count) => medianOf(found.get(count) ?? new Map(), program, "cpu"));
  return [
    `## Files: ${counts.join(", ")}, median of ${runs} runs`,
    ...counts.flatMap((count) => ["", `${count} files:`, "", table(ours, found.get(count) ?? new Map())]),
    "",
    `- ${ours}: ${each(ours)}`,
    `- ajv-cli: ${each("ajv-cli")}`,
  ];
}

/** Ten times the problems of one file, ten times the cost: each has a place, which is found without a walk from the start. */
async function problems(folder: string, peers: Peers, rounds: number): Promise<string[]> {
  const counts = [100, 1000, 10_000];
  const runs = Math.max(1, Math.min(5, rounds));
  const found = new Map<number, Costs>();
  for (const count of counts) {
    const [faulty, description] = [`faulty-${count}.yaml`, `openapi-${count}.yaml`];
    writeFileSync(join(folder, faulty), faultyManifest(count));
    writeFileSync(join(folder, description), faultyOpenapi(count));
    const subjects: Subject[] = [
      { name: ours, command: validate(faulty), code: 1, did: (text) => text.includes(`\n${count} errors, `) },
      // It tells each address twice or thrice, once for each branch.
      { name: "ajv-cli (no positions)", command: peers.ajv(faulty), code: 1, did: (text) => lines(text, /"instancePath"/g) >= count },
      {
        name: "redocly lint",
        command: peers.redocly(description, "redocly-ids.yaml", 2 * count),
        code: 1,
        did: (text) => text.includes(`${count} error`),
        once: true,
      },
    ];
    found.set(count, await measureAll(subjects, runs, folder));
  }
  const each = (program: string) => slopes(counts, (count) => medianOf(found.get(count) ?? new Map(), program, "cpu"));
  return [
    `## Problems in one file: ${counts.join(", ")}, median of ${runs} runs (redocly: one)`,
    ...counts.flatMap((count) => ["", `${count} problems:`, "", table(ours, found.get(count) ?? new Map())]),
    "",
    ...[ours, "ajv-cli (no positions)", "redocly lint"].map((program) => `- ${program}: ${each(program)}`),
  ];
}

/** Quadratic cost would make this about 10. Below 1 it is the compiler of Node, which has warmed up. */
const linearUpTo = 1.5;

/** What one more costs between each two counts, in CPU time; it stays the same when the cost is linear. */
function slopes(counts: readonly number[], cpu: (count: number) => number): string {
  const steps = counts.slice(1).map((count, index) => {
    const before = counts[index] ?? 0;
    return { from: before, to: count, each: (cpu(count) - cpu(before)) / (count - before) };
  });
  const words = steps.map(({ from, to, each }) => `${(each * 1e6).toFixed(0)} µs each from ${from} to ${to}`);
  const growth = (steps.at(-1)?.each ?? Number.NaN) / (steps[0]?.each ?? Number.NaN);
  return `${words.join(", ")}: ${growth <= linearUpTo ? "linear" : "NOT linear"}, the second is ${growth.toFixed(2)} × the first.`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: "string", default: "11" }, only: { type: "string", default: Object.keys(scenarios).join() } },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds takes a whole number from 1, not ${JSON.stringify(values.rounds)}.`);
  const chosen = values.only.split(",");
  const installed = await installedPeers(process.env);
  const folder = mkdtempSync(join(tmpdir(), "msgsms-bench-"));
  try {
    writeRules(join(folder, "rules"));
    const peers = peersIn(installed, join(folder, "rules"));
    for (const name of chosen) {
      const scenario = scenarios[name];
      if (scenario === undefined) throw new Error(`--only takes ${Object.keys(scenarios).join(", ")}, not ${JSON.stringify(name)}.`);
      process.stderr.write(`Measuring: ${name}.\n`);
      console.log(`${(await scenario(folder, peers, rounds)).join("\n")}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
