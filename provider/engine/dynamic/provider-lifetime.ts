import type { IntentFolder } from "../../intents";
import type { CallsUnderWay } from "../calls-under-way";
import { engineRuns } from "./engine-runs";

interface Lifetime {
  /** Host and port of the engine. */
  engine: string;
  calls: CallsUnderWay;
  intents: IntentFolder;
}

/**
 * Ends the provider's process with its engine. At the end of a run the engine interrupts it and waits 5 s (ENGINE-10);
 * a killed engine leaves it alone for ever (ENGINE-8). In both cases the calls under way are finished first: an answer to a creation
 * that nobody waits for any more still completes its intent.
 */
export function endWithEngine({ engine, calls, intents }: Lifetime): void {
  const end = async (asUsual: boolean) => {
    await Promise.race([calls.finished(), longest()]);
    if (asUsual) intents.settleOwn();
    // What has just been answered must leave the process.
    setTimeout(() => process.exit(), flushMilliseconds);
  };
  // Interrupted while it works, the run does not end as usual: what it created may not be in the state.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end(calls.none));
  // The pipes to a killed engine are broken, and there is nobody left to tell.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  watch(engine, () => void end(false));
}

/** Without its engine a call has at most a request and its follow-up to end (`provider/application/run/timing.ts`); what waits longer waits in vain. */
const longestAfterEngine = 4 * 60_000;
const longest = () => new Promise<void>((resolve) => setTimeout(resolve, longestAfterEngine).unref());

const flushMilliseconds = 50;
const lookEvery = 1_000;

function watch(engine: string, gone: () => void): void {
  const timer = setInterval(() => {
    void engineRuns(engine).then((runs) => {
      if (runs) return;
      clearInterval(timer);
      gone();
    });
  }, lookEvery);
  timer.unref();
}
