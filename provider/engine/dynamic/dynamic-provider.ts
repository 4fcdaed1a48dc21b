import { randomUUID } from "node:crypto";
import { homedir, hostname } from "node:os";
import { join } from "node:path";
import { Surroundings } from "../../application";
import type { Retries } from "../../api";
import { Accounts, preflightRequired, profileNames } from "../../config";
import { IntentFolder, stateFolder } from "../../intents";
import { CallsUnderWay } from "../calls-under-way";
import { engineAddress } from "./engine-address";
import { rootUrn } from "./engine-stack";
import { block, engineText, type Message } from "../../messages";
import { endWithEngine } from "./provider-lifetime";
import { ResourceProvider, type EngineConfiguration } from "../resource-provider";

/** Host and port of the engine: the one argument of the SDK's server (ENGINE-3). Undefined where something else loads this module. */
const engine = engineAddress(process.argv);

const calls = new CallsUnderWay();

const intents = new IntentFolder(
  join(stateFolder(process.env, homedir(), process.platform), "intents"),
  { host: hostname(), pid: process.pid, run: randomUUID() },
  isRunning,
);

/**
 * The entry point that the state of every SMS application requires. It runs in the engine's dynamic provider process,
 * so it must load fast: the index of `@pulumi/pulumi` is never loaded, and undici only with the first request.
 */
export const provider = new ResourceProvider(surroundingsOf, calls);

if (engine !== undefined) endWithEngine({ engine, calls, intents });

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

// The engine shows what the provider writes to standard error under the stack.
const warn = (told: Message) => process.stderr.write(`warning: ${engineText(block(told))}\n`);

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process runs, and may not be asked.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Five tries within half a minute: the engine waits, and so does the person before it. */
const retries: Retries = { attempts: 5, budget: 30_000, pause, random: Math.random };

function surroundingsOf(configuration: EngineConfiguration): Surroundings {
  const settings = { get: (key: string) => configuration.get(`msgsms:${key}`) };
  const sources = { stack: settings, environment: process.env };
  const now = () => new Date();
  const accounts = new Accounts(sources, { clock: now, retries, onClockCorrected: warn });
  let stack: Promise<string | null> | undefined;
  return new Surroundings({
    openAccount: (inputs) => accounts.for(inputs).api,
    intents,
    stack: () => (stack ??= rootUrn(engine)),
    preflightRequired: () => preflightRequired(settings),
    profiles: () => profileNames(sources),
    now,
    pause,
    warn,
  });
}
