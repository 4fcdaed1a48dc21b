/**
 * `npx tsx bench/own-state/main.ts [--rounds 3] [--resources 10,10000] [--only runs,reading]`: what it costs that a run which creates reads
 * the state of its own stack, and that no other run does. Needs `dist` (`node tools/prepare.mjs`), Linux and python3.
 */
import { parseArgs } from "node:util";
import { median, readings, type Reader } from "./reading";
import { lifeWithReading, type ReadingRun } from "./runs";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "3" },
      resources: { type: "string", default: "10,10000" },
      only: { type: "string", default: "runs,reading" },
    },
  });
  const rounds = Number(values.rounds);
  if (values.only.includes("runs")) await compareRuns(rounds);
  if (values.only.includes("reading")) await compareReadings(values.resources.split(",").map(Number), rounds);
}

/** The same life with a state that is read, and with none that could be: the next round begins with the other. */
async function compareRuns(rounds: number): Promise<void> {
  const lives: Record<"read" | "unread", ReadingRun[][]> = { read: [], unread: [] };
  for (let round = 0; round < rounds; round++)
    for (const way of round % 2 === 0 ? (["read", "unread"] as const) : (["unread", "read"] as const))
      lives[way].push(await lifeWithReading(way === "read"));
  console.log("run                                seconds   exports   seconds of it   ratio to a run without");
  for (const [index, { what, exports }] of (lives.read[0] ?? []).entries()) {
    const walls = (way: "read" | "unread") => lives[way].map((life) => life[index]?.wall ?? NaN);
    const [read, unread] = [walls("read"), walls("unread")];
    const ratio = median(read.map((wall, round) => wall / (unread[round] ?? NaN)));
    const took = exports.length === 0 ? "–" : median(lives.read.flatMap((life) => life[index]?.exports ?? [])).toFixed(2);
    console.log(
      `${what.padEnd(33)}${median(read).toFixed(2).padStart(9)}${String(exports.length).padStart(10)}${took.padStart(16)}${ratio.toFixed(2).padStart(25)}`,
    );
  }
}

async function compareReadings(sizes: readonly number[], rounds: number): Promise<void> {
  const { readers, kept } = await readings(sizes, rounds);
  const bare = (name: string, size: number) => readers.find((reader) => reader.name === name && reader.size === size);
  const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  console.log("\nreader        state MB   seconds   CPU s   memory MB   seconds, memory beside JSON.parse");
  for (const { name, size, cost } of readers) {
    const ratio = (of: (cost: Reader["cost"]) => number) => (of(cost) / of(bare("JSON.parse", size)?.cost ?? cost)).toFixed(2);
    const beside = `${ratio(({ wall }) => wall)}, ${ratio(({ memory }) => memory)}`;
    const figures = [
      megabytes(size).padStart(9),
      cost.wall.toFixed(2).padStart(10),
      cost.cpu.toFixed(2).padStart(8),
      megabytes(cost.memory).padStart(12),
    ];
    console.log(`${name.padEnd(13)}${figures.join("")}   ${beside}`);
  }
  console.log(
    `ours keeps ${kept.map((bytes, index) => `${megabytes(bytes)} MB of heap with ${String(sizes[index])} other resources`).join(", ")}`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
