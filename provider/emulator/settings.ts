import type { LaunchPace } from "./state/application";
import { EmulatorError } from "./emulator-error";
import { limits } from "../../schemas/generated/settings";
import { validateSeed } from "../../schemas/generated/emulator-control-validators";
import { defaultProjects, type Project } from "./state/projects";
import { cryptoRandomness, type Randomness } from "./state/randomness";

/** How an emulator is started; everything has a default. */
export interface EmulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** 127.0.0.1 by default. */
  host?: string;
  /** `emulator-access-key` by default. */
  accessKey?: string;
  /** `emulator-secret-key` by default. */
  secretKey?: string;
  /** One project in cn-north-4 and one in eu-west-101 by default. */
  projects?: readonly Project[];
  /** Applications that each market of each project may hold; 2 by default (SEED-CN, SEED-EU). */
  quota?: number;
  /** Keeps applications for the next start; without it they are gone at the end. */
  dataFolder?: string;
  /** Milliseconds from CREATED to LAUNCHED; 0 by default. */
  launchAfter?: number;
  /** Milliseconds from CREATED to PROCESSING; without it there is none. */
  processAfter?: number;
  clock?: () => Date;
  randomness?: Randomness;
  /** Gets one line a request. */
  log?: (line: string) => void;
  /** Gets a line when the emulator itself is at fault; stderr by default. */
  fault?: (line: string) => void;
}

/** The settings of a running emulator. */
export interface EmulatorSettings extends Required<Omit<EmulatorOptions, "dataFolder" | "launchAfter" | "processAfter">> {
  dataFolder: string | undefined;
  pace: LaunchPace;
}

export const defaultSettings = {
  port: 0,
  host: "127.0.0.1",
  accessKey: "emulator-access-key",
  secretKey: "emulator-secret-key",
  quota: limits.defaultQuota,
} as const;

/** @throws EmulatorError for a value that makes no sense */
export function settingsOf(options: EmulatorOptions): EmulatorSettings {
  const { dataFolder, launchAfter = 0, processAfter, ...given } = options;
  const settings: EmulatorSettings = {
    ...defaultSettings,
    projects: defaultProjects,
    clock: () => new Date(),
    randomness: cryptoRandomness,
    log: () => undefined,
    fault: (line) => process.stderr.write(`${line}\n`),
    ...given,
    dataFolder,
    pace: { launchAfter, ...(processAfter === undefined ? {} : { processAfter }) },
  };
  // The key stands in the Authorization header between "Access=" and a comma.
  if (!/^[!-+\--~]+$/.test(settings.accessKey)) {
    throw new EmulatorError("bad-setting", `the access key "${settings.accessKey}" is empty, or not plain ASCII without spaces and commas`);
  }
  if (settings.secretKey === "") throw new EmulatorError("bad-setting", "the secret key is empty");
  if (!validateSeed({ quota: settings.quota }))
    throw new EmulatorError("bad-setting", `the quota ${String(options.quota)} is not a whole number from 0 to 2147483647`);
  return settings;
}
