import { randomUUID } from "node:crypto";
import { homedir, hostname } from "node:os";
import { join } from "node:path";
import { IntentFolder, stateFolder } from "../../intents";
import { CallsUnderWay } from "../calls-under-way";
import { ToldResources } from "../told-resources";
import { engineAddress } from "./engine-address";
import { endWithEngine } from "./provider-lifetime";
import { ResourceProvider } from "./resource-provider";
import { surroundingsOf } from "./surroundings";

/** Host and port of the engine: the one argument of the SDK's server (ENGINE-3). Undefined where something else loads this module. */
const engine = engineAddress(process.argv);

const calls = new CallsUnderWay();
const told = new ToldResources(
  () => performance.now(),
  (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
);

const intents = new IntentFolder(
  join(stateFolder(process.env, homedir(), process.platform), "intents"),
  { host: hostname(), pid: process.pid, run: randomUUID() },
  isRunning,
);

/**
 * The entry point that the state of every SMS application requires. It runs in the engine's dynamic provider process,
 * so it must load fast: the index of `@pulumi/pulumi` is never loaded, and undici only with the first request.
 */
export const provider = new ResourceProvider(
  (configuration) => surroundingsOf(configuration, { engine, intents, allTold: () => told.quiet() }),
  { calls, told },
);

if (engine !== undefined) endWithEngine({ engine, calls, intents });

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process runs, and may not be asked.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
