import { connect } from "node:net";
import type { IntentFolder } from "../../intents";
import type { CallsUnderWay } from "../calls-under-way";

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
    await calls.finished();
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

const flushMilliseconds = 50;
const lookEvery = 1_000;

function watch(engine: string, gone: () => void): void {
  const { hostname, port } = new URL(`http://${engine}`);
  const timer = setInterval(() => {
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.destroy());
    socket.on("error", ({ code }: NodeJS.ErrnoException) => {
      // Only a refusal says that nobody listens there any more.
      if (code !== "ECONNREFUSED") return;
      clearInterval(timer);
      gone();
    });
  }, lookEvery);
  timer.unref();
}
