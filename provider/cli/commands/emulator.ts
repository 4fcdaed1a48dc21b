import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { cloudRegions, type CloudRegion } from "../../../schemas/generated/cloud-regions";
import { defaultProjects, defaultSettings, EmulatorError, startEmulator, type EmulatorOptions, type Project } from "../../emulator";
import { asShown, ForeseenError, message, plain, quoted, type Message, type Shown } from "../../messages";
import type { Command } from "../command";
import { numberFlag, onOff, textFlag } from "../flags";
import { exitCodes } from "../output/exit-codes";

const usualRegion: CloudRegion = "cn-north-4";

const flags = {
  port: { ...numberFlag("<number>", "port to listen on; 0 takes a free one", 65_535), default: defaultSettings.port },
  host: { ...textFlag("<address>", "address to listen on"), default: defaultSettings.host },
  accessKey: { ...textFlag("<key>", "access key that clients sign with"), default: defaultSettings.accessKey },
  secretKey: { ...textFlag("<key>", "secret key that clients sign with"), default: defaultSettings.secretKey },
  projectId: {
    value: "<id[@cloud-region]>",
    description: projectText(),
    read: (text: string, before: readonly GivenProject[] = []) => [...before, ...text.split(",").map(projectOf)],
  },
  quota: { ...numberFlag("<number>", "applications that each market may hold", 2_147_483_647), default: defaultSettings.quota },
  data: textFlag("<folder>", "keep the applications there for the next start"),
  launchAfter: { ...numberFlag("<ms>", "milliseconds until a new application is LAUNCHED", 2_147_483_647), default: 0 },
  verbose: onOff("log each request to standard error"),
};

/** `msgsms emulator`: a local management API, until a signal ends it. */
export const command: Command<typeof flags> = {
  description: "Runs a local management API for Message & SMS applications.",
  examples: [
    "msgsms emulator --port 8080 --project-id 0123456789abcdef0123456789abcdef@ap-southeast-1\nmsgsms emulator listening on http://127.0.0.1:8080",
  ],
  notes: [
    "MSGSMS_EMULATOR_PROJECT_ID takes several ids, separated by commas.",
    "Signed requests go to /v2/PROJECT/msgsms/...; tests and people use /_emulator/ (applications, requests, seed, console, accounts, clock, reset).",
    "POST /_emulator/faults makes calls fail: connections refused, reset or cut, answers lost, wrong or late, throttling, a wrong clock (docs/emulator.md).",
    "SIGTERM or SIGINT ends the emulator with exit code 0.",
  ],
  flags,
  isConfigurable: true,
  async run({ flags: { projectId = [], data, verbose, ...settings }, places, shell }) {
    if (places.host?.kind === "file") requireLoopback(settings.host, places.host);
    const signal = endSignal();
    const emulator = await started({
      ...settings,
      projects: withDefaults(projectId),
      ...(data === undefined ? {} : { dataFolder: resolve(shell.folder, data) }),
      ...(verbose === true ? { log: (line) => shell.stderr.write(`${line}\n`) } : {}),
    });
    shell.stdout.write(`msgsms emulator listening on ${emulator.url}\n`);
    await signal;
    await emulator.close();
    return exitCodes.success;
  },
};

/** Who writes the configuration file could else open this machine to a network. @throws ForeseenError SMS5004 */
function requireLoopback(host: string | undefined, { file }: { file: string }): void {
  if (host === undefined || /^(?:localhost|::1|127(?:\.\d{1,3}){3})$/.test(host)) return;
  throw new ForeseenError(
    message("SMS5004", { values: { host: asShown(quoted(host)) }, facts: { file: plain(file) }, do: ["flag", "local"] }),
  );
}

function projectText(): string {
  const defaults = defaultProjects.map(({ id, cloudRegion }) => `${id}@${cloudRegion}`).join(" and ");
  const regions = Object.keys(cloudRegions).join(", ");
  return `project of the account, beside ${defaults}; an id without a cloud region replaces the one in ${usualRegion}; repeatable; cloud regions: ${regions}`;
}

/** A project as given; without a cloud region it takes the place of the default one in cn-north-4. */
interface GivenProject {
  id: string;
  cloudRegion: CloudRegion | undefined;
}

function projectOf(text: string): GivenProject {
  const [, id, cloudRegion] = /^([a-fA-F0-9]{1,32})(?:@([a-z0-9-]+))?$/.exec(text.trim()) ?? [];
  if (id === undefined) throw new InvalidArgumentError("Give 1 to 32 hexadecimal digits, then perhaps @ and a cloud region.");
  if (cloudRegion !== undefined && !Object.hasOwn(cloudRegions, cloudRegion)) {
    throw new InvalidArgumentError(`The cloud region "${cloudRegion}" is not known. Use one of ${Object.keys(cloudRegions).join(", ")}.`);
  }
  return { id, cloudRegion: cloudRegion as CloudRegion | undefined };
}

function withDefaults(given: readonly GivenProject[]): Project[] {
  const replaced = given.some(({ cloudRegion }) => cloudRegion === undefined);
  const kept = defaultProjects.filter(
    (project) => !(replaced && project.cloudRegion === usualRegion) && !given.some(({ id }) => id === project.id),
  );
  return [...given.map(({ id, cloudRegion = usualRegion }) => ({ id, cloudRegion })), ...kept];
}

async function started(options: EmulatorOptions) {
  try {
    return await startEmulator(options);
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    throw new ForeseenError(explanations[error.reason](plain(error.message)), { cause: error });
  }
}

const explanations: Record<EmulatorError["reason"], (problem: Shown) => Message> = {
  "bad-setting": (problem) => message("SMS5001", { values: { problem }, do: ["help"] }),
  "address-unusable": (problem) => message("SMS5002", { values: { problem }, do: ["free", "local", "stop"] }),
  "data-unusable": (problem) => message("SMS5003", { values: { problem }, do: ["another"] }),
};

// Asked for before listening starts, so that no signal finds the process without an answer to it.
function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
}
