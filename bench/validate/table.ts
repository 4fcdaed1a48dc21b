import type { Cost, Costs } from "./measure";

/** A goal for the ratio of our cost to another's; it is judged by the wall time. */
export interface Goal {
  over: string;
  atMost: number;
}

/** The figures of one scenario as a Markdown table: medians, and how our cost relates to each other's. */
export function table(ours: string, costs: Costs): string {
  const head = ["program", "wall", "CPU", "memory", `${ours} ÷ it: wall / CPU`];
  const rows = [...costs].map(([name, runs]) => [
    name,
    `${shown(median(values(runs, "wall")))} s`,
    `${shown(median(values(runs, "cpu")))} s`,
    `${(median(values(runs, "memory")) / 1e6).toFixed(0)} MB`,
    name === ours ? "" : `${shown(ratio(costs, ours, name, "wall"))} / ${shown(ratio(costs, ours, name, "cpu"))}`,
  ]);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** One line for each goal: met or not, and by how much. */
export function verdicts(ours: string, costs: Costs, goals: readonly Goal[]): string[] {
  return goals.map(({ over, atMost }) => {
    const found = ratio(costs, ours, over, "wall");
    return `- ${ours} ≤ ${atMost} × ${over}: ${found <= atMost ? "met" : "NOT met"}, ${shown(found)} (CPU ${shown(ratio(costs, ours, over, "cpu"))}).`;
  });
}

/** Whether the most memory of any run stays within a limit in bytes. */
export function memoryVerdict(ours: string, costs: Costs, atMost: number): string {
  const most = Math.max(...values(costs.get(ours) ?? [], "memory"));
  return `- memory ≤ ${(atMost / 1e6).toFixed(0)} MB: ${most <= atMost ? "met" : "NOT met"}, ${(most / 1e6).toFixed(0)} MB at most.`;
}

/** The median over all runs, in seconds or bytes. */
export const medianOf = (costs: Costs, name: string, measure: keyof Cost): number => median(values(costs.get(name) ?? [], measure));

/** The median of the ratios of the rounds: the two runs of a round follow one another closely. */
function ratio(costs: Costs, over: string, under: string, measure: keyof Cost): number {
  const [above, below] = [costs.get(over) ?? [], costs.get(under) ?? []];
  return median(
    above.flatMap((cost, round) => {
      const other = below[round];
      return cost === undefined || other === undefined ? [] : [cost[measure] / other[measure]];
    }),
  );
}

const values = (runs: readonly (Cost | undefined)[], measure: keyof Cost) =>
  runs.flatMap((cost) => (cost === undefined ? [] : [cost[measure]]));

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  const [lower = Number.NaN, upper = Number.NaN] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return (lower + upper) / 2;
}

const shown = (value: number) => (Number.isNaN(value) ? "–" : value.toFixed(value < 0.1 ? 3 : 2));
