import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmulator, type EmulatorProcess } from "../../test/support/pulumi/emulator-process";
import { runProgram } from "../../tools/pulumi/run-program";
import { newStack, type Stack } from "../../test/support/pulumi/stack";
import { programOf, type VariantName } from "./variants";
import { chinaProject } from "../../test/support/service/projects";

/** The three commands, in the order in which they run on one stack. */
export const commands = {
  preview: ["preview"],
  "first up": ["up", "--yes", "--skip-preview"],
  "unchanged up": ["up", "--yes", "--skip-preview", "--expect-no-changes"],
} as const;

export type CommandName = keyof typeof commands;

/** What one run of `pulumi` took, in seconds. */
export interface Cost {
  wall: number;
  /** User and system time of pulumi and all its descendants; see process-tree.py. */
  cpu: number;
  /** User and system time of the emulator meanwhile. It is no descendant, so it is not part of `cpu`. */
  emulatorCpu: number;
}

/** What an application adds to the state, in bytes. */
export interface StateSize {
  /** In `pulumi stack export` as it prints it. */
  exported: number;
  /** The same JSON without the blanks that indent it. */
  compact: number;
}

/** One variant with so many applications, on a stack and an emulator of its own. */
export interface Subject {
  run(command: CommandName): Promise<Cost>;
  /** What `pulumi stack export` has more than when the stack was empty, divided by the number of applications. */
  state(): Promise<StateSize>;
  dispose(): Promise<void>;
}

const runLimitMs = 600_000;

/** Starts an emulator with room for all, and makes a stack that has run nothing yet. */
export async function newSubject(variant: VariantName, applications: number): Promise<Subject> {
  const emulator = await startEmulator();
  try {
    const emulatorPid = await pidOfEmulator();
    await seedQuota(emulator);
    const stack = await newStack({
      program: programOf(variant, applications),
      config: { "msgsms:cloudRegion": "cn-north-4", "msgsms:projectId": chinaProject, "msgsms:endpoint": emulator.url },
      env: { HUAWEICLOUD_SDK_AK: "emulator-access-key", HUAWEICLOUD_SDK_SK: "emulator-secret-key" },
      timeoutMs: runLimitMs,
    });
    return await subjectOn(stack, emulator, emulatorPid, applications).catch(async (error: unknown) => {
      await stack.dispose();
      throw error;
    });
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

async function subjectOn(stack: Stack, emulator: EmulatorProcess, emulatorPid: number, applications: number): Promise<Subject> {
  const empty = await stateOf(stack);
  return {
    run: (command) => measured(stack, commands[command], emulatorPid),
    state: async () => {
      const full = await stateOf(stack);
      return { exported: (full.exported - empty.exported) / applications, compact: (full.compact - empty.compact) / applications };
    },
    dispose: async () => {
      await stack.dispose();
      await emulator.stop();
    },
  };
}

async function measured(stack: Stack, args: readonly string[], emulatorPid: number): Promise<Cost> {
  const resultFile = join(stack.folder, "..", "cost.json");
  const before = await cpuOf(emulatorPid);
  const quiet = ["--non-interactive", "--color", "never"];
  const run = await runProgram("python3", [join(__dirname, "process-tree.py"), resultFile, "pulumi", ...args, ...quiet], {
    cwd: stack.folder,
    env: stack.env,
    timeoutMs: runLimitMs,
  });
  if (run.code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${String(run.code)}:\n${run.all}`);
  const cost = JSON.parse(await readFile(resultFile, "utf8")) as Pick<Cost, "wall" | "cpu">;
  return { ...cost, emulatorCpu: (await cpuOf(emulatorPid)) - before };
}

async function stateOf(stack: Stack): Promise<StateSize> {
  const run = await stack.pulumi("stack", "export");
  if (run.code !== 0) throw new Error(`pulumi stack export failed:\n${run.all}`);
  return { exported: Buffer.byteLength(run.stdout), compact: Buffer.byteLength(JSON.stringify(JSON.parse(run.stdout))) };
}

async function seedQuota(emulator: EmulatorProcess): Promise<void> {
  const answer = await fetch(`${emulator.url}/_emulator/seed`, { method: "POST", body: JSON.stringify({ quota: 1000, applications: [] }) });
  if (!answer.ok) throw new Error(`the emulator refused the seed: ${answer.status} ${await answer.text()}`);
}

/** The emulator that this process started last. The harness does not tell its process id, so it is looked up among the children. */
async function pidOfEmulator(): Promise<number> {
  const found: { pid: number; started: number }[] = [];
  for (const name of (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry))) {
    // A process may end while we look.
    const [fields, line] = await Promise.all([statOf(Number(name)), readFile(`/proc/${name}/cmdline`, "utf8").catch(() => "")]);
    if (fields?.parent === process.pid && line.split("\0").includes("emulator")) found.push({ pid: Number(name), started: fields.started });
  }
  const last = found.toSorted((left, right) => right.started - left.started)[0];
  if (last === undefined) throw new Error("the emulator's process was not found in /proc");
  return last.pid;
}

/** Seconds of user and system time of a process that runs; proc(5) counts hundredths on Linux. */
async function cpuOf(pid: number): Promise<number> {
  const fields = await statOf(pid);
  if (fields === undefined) throw new Error(`process ${pid} has ended`);
  return fields.cpu;
}

async function statOf(pid: number): Promise<{ parent: number; started: number; cpu: number } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // The second field, the name in brackets, may hold blanks; proc(5) numbers the state behind it 3.
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  if (fields === undefined) return undefined;
  const field = (number: number) => Number(fields[number - 3]);
  return { parent: field(4), started: field(22), cpu: (field(14) + field(15)) / 100 };
}
