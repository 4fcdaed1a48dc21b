import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runProgram } from "../../tools/pulumi/run-program";
import { quietEnvironment, type CommandLine } from "./peers";

/** What one run of a program took. */
export interface Cost {
  /** Seconds until it ended. */
  wall: number;
  /** Seconds of user and system time, its children's included. */
  cpu: number;
  /** The most memory that it held, in bytes. */
  memory: number;
}

/** A program to be measured, and how to see that it did the work. */
export interface Subject {
  name: string;
  command: CommandLine;
  /** Exit code when it has done what it was asked. */
  code: number;
  /** Whether its output shows that it looked at everything. */
  did: (output: string) => boolean;
  /** Measured in the first round only, because it takes long. */
  once?: true;
}

const limitMs = 600_000;

/**
 * Runs a program once. process-tree.py needs Linux and Python 3.9.
 *
 * @param folder for its result and its current folder
 * @throws Error when the program did not do its work
 */
async function measured({ name, command, code, did }: Subject, folder: string): Promise<Cost> {
  const resultFile = join(folder, "cost.json");
  const run = await runProgram("python3", [join(__dirname, "..", "engine", "process-tree.py"), resultFile, ...command], {
    cwd: folder,
    env: { ...process.env, ...quietEnvironment },
    timeoutMs: limitMs,
  });
  if (run.code !== code || !did(run.all)) {
    throw new Error(
      `${name} ended with ${String(run.code)}, and its output begins and ends so:\n${run.all.slice(0, 1000)}\n…\n${run.all.slice(-1000)}`,
    );
  }
  return JSON.parse(await readFile(resultFile, "utf8")) as Cost;
}

/** All costs of the subjects of one scenario, by name; a round without a cost was left out. */
export type Costs = ReadonlyMap<string, readonly (Cost | undefined)[]>;

/** Each subject in each round in turn, so that whatever else the machine does meets all alike; another one begins in each round. */
export async function measureAll(subjects: readonly Subject[], rounds: number, folder: string): Promise<Costs> {
  const costs = new Map(subjects.map(({ name }) => [name, Array<Cost | undefined>(rounds).fill(undefined)]));
  for (let round = 0; round < rounds; round++) {
    const begin = round % subjects.length;
    for (const subject of [...subjects.slice(begin), ...subjects.slice(0, begin)]) {
      if (round > 0 && subject.once === true) continue;
      costs.get(subject.name)![round] = await measured(subject, folder);
    }
  }
  return costs;
}
