import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resourceType } from "../../provider/application";
import { repositoryRoot } from "../../tools/pulumi/linked-packages";
import { runProgram } from "../../tools/pulumi/run-program";

/** What one process took: seconds, and bytes. */
interface Cost {
  wall: number;
  cpu: number;
  memory: number;
}

/** A reader of exports, as a whole process. */
export interface Reader {
  name: string;
  /** Medians over the rounds. */
  cost: Cost;
  /** Bytes of the export. */
  size: number;
}

const root = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";

/** An export with so many resources of another provider, of a usual size, and one application. */
function exportWith(others: number): string {
  const other = (index: number) => {
    const name = `bucket-${String(index)}`;
    const settings = {
      name,
      acl: "private",
      tags: { team: "shop", index: String(index) },
      policy: JSON.stringify({ Version: 1, Text: "x".repeat(600) }),
    };
    const outputs = {
      ...settings,
      arn: `arn:${name}`,
      hosts: Array.from({ length: 8 }, (_, host) => `${name}-${String(host)}.example.com`),
    };
    const urn = `urn:pulumi:dev::shop::cloud:storage/bucket:Bucket::${name}`;
    return {
      urn,
      custom: true,
      id: name,
      type: "cloud:storage/bucket:Bucket",
      inputs: settings,
      outputs,
      parent: root,
      created: "2026-11-25T00:00:00Z",
    };
  };
  const application = {
    urn: `urn:pulumi:dev::shop::${resourceType}::codes`,
    custom: true,
    id: "1",
    type: resourceType,
    inputs: {},
    outputs: { name: "codes" },
  };
  const resources = [
    { urn: root, type: "pulumi:pulumi:Stack" },
    ...Array.from({ length: others }, (_, index) => other(index)),
    application,
  ];
  return JSON.stringify({ version: 3, deployment: { resources } }, undefined, 4);
}

const door = join(repositoryRoot, "dist", "provider", "stack", "index.js");

/** Each prints the bytes of its heap that stay in use, or 0. */
const programs: Readonly<Record<string, string>> = {
  "node -e 0": "console.log(0)",
  "JSON.parse": 'JSON.parse(require("node:fs").readFileSync(process.argv[1] + "/exported", "utf8")); console.log(0)',
  ours: `
    const { exportedState, runPulumi } = require(${JSON.stringify(door)});
    const place = { command: process.argv[1] + "/pulumi", folder: process.argv[1], environment: process.env, limit: 60000 };
    exportedState({ stack: "dev", root: ${JSON.stringify(root)} }, runPulumi(place)).then((state) => {
      globalThis.kept = state;
      if (state.entries.length !== 1) throw new Error("it did not read the application");
      setTimeout(() => {
        globalThis.gc();
        console.log(process.memoryUsage().heapUsed);
      }, 50);
    });`,
};

/** Reads the state of stacks of these sizes with each program, in turn; gives the medians, and what our process keeps of each. */
export async function readings(sizes: readonly number[], rounds: number): Promise<{ readers: Reader[]; kept: number[] }> {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-msgsms-reading-"));
  try {
    await writeFile(join(folder, "pulumi"), "#!/bin/sh\nexec cat exported\n");
    await chmod(join(folder, "pulumi"), 0o755);
    const [readers, kept]: [Reader[], number[]] = [[], []];
    for (const size of sizes) {
      const text = exportWith(size);
      await writeFile(join(folder, "exported"), text);
      const costs = new Map<string, Cost[]>();
      for (let round = 0; round < rounds; round++) {
        for (const [name, program] of Object.entries(programs)) {
          const { cost, printed } = await measured(program, folder);
          costs.set(name, [...(costs.get(name) ?? []), cost]);
          if (name === "ours" && round === 0) kept.push(printed);
        }
      }
      for (const [name, all] of costs) {
        const middle = (of: (cost: Cost) => number) => median(all.map(of));
        const cost = { wall: middle(({ wall }) => wall), cpu: middle(({ cpu }) => cpu), memory: middle(({ memory }) => memory) };
        readers.push({ name, size: Buffer.byteLength(text), cost });
      }
    }
    return { readers, kept };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measured(program: string, folder: string): Promise<{ cost: Cost; printed: number }> {
  const [script, result] = [join(__dirname, "..", "engine", "process-tree.py"), join(folder, "cost.json")];
  const words = [script, result, process.execPath, "--expose-gc", "-e", program, folder];
  const run = await runProgram("python3", words, { cwd: folder, env: process.env, timeoutMs: 120_000 });
  if (run.code !== 0) throw new Error(`a reader ended with ${String(run.code)}:\n${run.all}`);
  return { cost: JSON.parse(await readFile(result, "utf8")) as Cost, printed: Number(run.stdout) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const half = Math.floor(sorted.length / 2);
  return ((sorted[half] ?? NaN) + (sorted[sorted.length - 1 - half] ?? NaN)) / 2;
}
