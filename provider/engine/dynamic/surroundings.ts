import { Surroundings, type CreationIntents, type StackState } from "../../application";
import type { Retries } from "../../api";
import { accountPlace, Accounts, preflightRequired, profileNames, type SettingsSource } from "../../config";
import { block, engineText, type Message } from "../../messages";
import { engineRuns } from "./engine-runs";
import { stackUrn } from "./engine-stack";
import { engineOwnPulumi, ownState } from "./own-stack";

/** The stack configuration as the dynamic provider server hands it over. */
export interface EngineConfiguration {
  get(key: string): string | undefined;
  /** All of it, as its class in the SDK keeps it (cmd/dynamic-provider/config.js); `get` alone cannot tell what nobody asks for. */
  readonly rawConfig?: Readonly<Record<string, unknown>>;
  /** Of the project whose program runs. */
  readonly projectName?: string;
}

/** What a process of the provider has for all its runs. */
interface Process {
  /** Host and port of the engine; undefined where there is none. */
  engine: string | undefined;
  intents: CreationIntents;
  /** Ends when no resource has been told of for a moment. */
  allTold: () => Promise<void>;
}

/** The surroundings of one run, from its configuration. Does no I/O. */
export function surroundingsOf(configuration: EngineConfiguration, { engine, intents, allTold }: Process): Surroundings {
  const settings = settingsIn(configuration);
  const sources = { stack: settings, environment: process.env };
  const now = () => new Date();
  const accounts = new Accounts(sources, { clock: now, retries, onClockCorrected: warn });
  let stack: Promise<string | null> | undefined;
  const root = () => (stack ??= stackUrn(engine, pause));
  let state: Promise<StackState | undefined> | undefined;
  return new Surroundings({
    openAccount: (inputs) => accounts.for(inputs).api,
    intents,
    stack: root,
    stackState: (program) => (state ??= ownState(program, { root, pulumi: engineOwnPulumi, warn })),
    allTold,
    engineRuns: () => engineRuns(engine),
    placeOf: (profile) => accountPlace(profile, sources),
    preflightRequired: () => preflightRequired(settings),
    profiles: () => profileNames(sources),
    now,
    elapsed: () => performance.now(),
    pause,
    warn,
  });
}

/** The settings below `msgsms:`. Secrets come unwrapped, and nobody tells which they were, so no value may be shown. */
function settingsIn(configuration: EngineConfiguration): SettingsSource {
  const { rawConfig, projectName } = configuration;
  const keys = Object.keys(rawConfig ?? {}).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
  return { get: (key) => configuration.get(prefix + key), keys: () => keys, hides: () => true, isOfProject: projectName === "msgsms" };
}

const prefix = "msgsms:";

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Five tries within half a minute: the engine waits, and so does the person before it. */
const retries: Retries = { attempts: 5, budget: 30_000, pause, random: Math.random };

// The engine shows what the provider writes to standard error under the stack.
const warn = (told: Message) => process.stderr.write(`warning: ${engineText(block(told))}\n`);
