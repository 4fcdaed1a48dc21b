import { commands, type CommandName, type Cost, type StateSize } from "./measure";
import { variantNames, type VariantName } from "./variants";

/** What one round gave with so many applications. The closure is left out of some rounds: it takes a minute. */
export interface Round {
  applications: number;
  costs: Record<CommandName, Partial<Record<VariantName, Cost>>>;
  state: Partial<Record<VariantName, StateSize>>;
}

/** Goals of issue 3. */
const goals = { overNothing: 1.15, closureOverOurs: 3, closureApplications: 200, stateBytes: 3 * 1024 };

const commandNames = Object.keys(commands) as CommandName[];

/** All figures: seconds are medians, ratios are medians of the ratios of each round, whose runs follow one another closely. */
export function table(rounds: readonly Round[]): string {
  const header = [
    "applications",
    "command",
    ...variantNames.map((name) => `${name} wall / CPU`),
    "ours ÷ nothing wall / CPU",
    "closure ÷ ours wall / CPU",
    "emulator CPU (ours)",
  ];
  const rows = countsOf(rounds).flatMap((count) => {
    const own = rounds.filter(({ applications }) => applications === count);
    return [...commandNames.map((command) => timeRow(own, command)), stateRow(own)].map((cells) => [String(count), ...cells]);
  });
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function timeRow(rounds: readonly Round[], command: CommandName): string[] {
  const both = (of: (measure: "wall" | "cpu") => string) => `${of("wall")} / ${of("cpu")}`;
  const ratio = (over: VariantName, under: VariantName) => both((measure) => shown(ratioOf(rounds, command, over, under, measure)));
  return [
    command,
    ...variantNames.map((name) => `${both((measure) => shown(median(values(rounds, command, name, measure))))} s`),
    ratio("ours", "nothing"),
    ratio("closure", "ours"),
    `${shown(median(values(rounds, command, "ours", "emulatorCpu")))} s`,
  ];
}

function stateRow(rounds: readonly Round[]): string[] {
  const both = (of: (measure: keyof StateSize) => string) => `${of("exported")} / ${of("compact")}`;
  const ratio = (over: VariantName, under: VariantName) =>
    both((measure) => shown(divided(stateOf(rounds, over, measure), stateOf(rounds, under, measure))));
  const cells = variantNames.map((name) => `${both((measure) => stateOf(rounds, name, measure)?.toFixed(0) ?? "–")} B`);
  return ["state exported / compact", ...cells, ratio("ours", "nothing"), ratio("closure", "ours"), ""];
}

/** One line for each goal: met, not met and by how much, or not measured. */
export function verdicts(rounds: readonly Round[]): string[] {
  return [overNothing(rounds), closureOverOurs(rounds), state(rounds)];
}

function overNothing(rounds: readonly Round[]): string {
  const goal = `ours ÷ nothing ≤ ${goals.overNothing}`;
  const ratios = countsOf(rounds).flatMap((count) =>
    commandNames.flatMap((command) =>
      (["wall", "cpu"] as const).map((measure) => {
        const own = rounds.filter(({ applications }) => applications === count);
        return { what: `${command} ${measure} at ${count}`, ratio: ratioOf(own, command, "ours", "nothing", measure) ?? Number.NaN };
      }),
    ),
  );
  const worst = ratios.reduce((left, right) => (right.ratio > left.ratio ? right : left));
  const missed = ratios.filter(({ ratio }) => !(ratio <= goals.overNothing)).map(({ what, ratio }) => `${what} ${ratio.toFixed(2)}`);
  if (missed.length === 0) return `${goal}: met in all ${ratios.length}; the worst is ${worst.what} with ${worst.ratio.toFixed(2)}.`;
  return `${goal}: NOT met in ${missed.length} of ${ratios.length}: ${missed.join(", ")}.`;
}

function closureOverOurs(rounds: readonly Round[]): string {
  const goal = `closure ÷ ours ≥ ${goals.closureOverOurs} for the first up at ${goals.closureApplications}`;
  const own = rounds.filter(({ applications }) => applications === goals.closureApplications);
  const ratio = ratioOf(own, "first up", "closure", "ours", "wall");
  const cpu = ratioOf(own, "first up", "closure", "ours", "cpu");
  if (ratio === undefined) return `${goal}: not measured in this run.`;
  return `${goal}: ${ratio >= goals.closureOverOurs ? "met" : "NOT met"}: wall ${ratio.toFixed(2)}, CPU ${shown(cpu)}.`;
}

function state(rounds: readonly Round[]): string {
  const goal = `state ≤ ${goals.stateBytes} bytes an application`;
  const sizes = countsOf(rounds).map((count) => {
    const own = rounds.filter(({ applications }) => applications === count);
    const [exported, compact] = [stateOf(own, "ours", "exported"), stateOf(own, "ours", "compact")];
    return {
      exported: exported ?? Number.NaN,
      words: `${exported?.toFixed(0) ?? "–"} at ${count} (compact ${compact?.toFixed(0) ?? "–"})`,
    };
  });
  // With few applications the stack's own records, which exist once, are counted among them.
  const many = sizes.at(-1);
  const met = many !== undefined && many.exported <= goals.stateBytes;
  return `${goal}, as exported, with most applications: ${met ? "met" : "NOT met"}: ${sizes.map(({ words }) => words).join(", ")}.`;
}

function values(rounds: readonly Round[], command: CommandName, name: VariantName, measure: keyof Cost): number[] {
  return rounds.flatMap(({ costs }) => costs[command][name]?.[measure] ?? []);
}

function ratioOf(
  rounds: readonly Round[],
  command: CommandName,
  over: VariantName,
  under: VariantName,
  measure: "wall" | "cpu",
): number | undefined {
  return median(rounds.flatMap(({ costs }) => divided(costs[command][over]?.[measure], costs[command][under]?.[measure]) ?? []));
}

const stateOf = (rounds: readonly Round[], name: VariantName, measure: keyof StateSize) =>
  median(rounds.flatMap(({ state }) => state[name]?.[measure] ?? []));

const divided = (over: number | undefined, under: number | undefined) =>
  over === undefined || under === undefined ? undefined : over / under;

const countsOf = (rounds: readonly Round[]) => [...new Set(rounds.map(({ applications }) => applications))].sort((a, b) => a - b);

function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [lower, upper] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}

const shown = (value: number | undefined) => value?.toFixed(2) ?? "–";
