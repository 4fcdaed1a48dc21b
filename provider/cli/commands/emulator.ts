import { Command, InvalidArgumentError, type Option } from "commander";
import { defaultProjects, type Project, EmulatorError, startEmulator, defaultSettings, type EmulatorOptions } from "../../emulator";
import { ForeseenError } from "../../messages";
import { cloudRegions, type CloudRegion } from "../../../schemas/generated/cloud-regions";
import type { ExitCode } from "../output/exit-codes";
import { flag as flagOf, wholeNumber } from "../flags";
import type { Shell } from "../shell";

interface Flags extends Pick<EmulatorOptions, "port" | "host" | "accessKey" | "secretKey" | "quota" | "launchAfter"> {
  projectId?: GivenProject[];
  data?: string;
  verbose?: true;
}

const usualRegion: CloudRegion = "cn-north-4";

const example = `Example:
  $ msgsms emulator --port 8080 --project-id 0123456789abcdef0123456789abcdef@ap-southeast-1
  msgsms emulator listening on http://127.0.0.1:8080
`;

const notes = `
Each flag can also be given as an environment variable; on the command line it wins. MSGSMS_EMULATOR_PROJECT_ID takes several ids with commas between.
Signed requests go to /v2/PROJECT/msgsms/...; tests and people use /_emulator/ (applications, requests, seed, console, accounts, clock, reset).
POST /_emulator/faults lets calls go wrong: connections refused, reset or cut, answers lost, wrong or late, throttling, a wrong clock (docs/emulator.md).
The emulator ends with exit code 0 on SIGTERM or SIGINT.`;

/** `msgsms emulator`: a local management API, until a signal ends it. */
export function emulatorCommand(shell: Shell, done: (code: ExitCode) => void): Command {
  const command = new Command("emulator");
  command.description("Runs a local management API of Message & SMS applications.");
  command.addHelpText("before", example).addHelpText("after", notes);
  for (const option of options()) command.addOption(option);
  return command.action(async (flags: Flags) => {
    await run(flags, shell);
    done(0);
  });
}

function options(): Option[] {
  return [
    flag("--port <number>", "port to listen on; 0 takes a free one").argParser(wholeNumber(65_535)).default(defaultSettings.port),
    flag("--host <address>", "address to listen on").default(defaultSettings.host),
    flag("--access-key <key>", "access key that clients sign with").default(defaultSettings.accessKey),
    flag("--secret-key <key>", "secret key that clients sign with").default(defaultSettings.secretKey),
    flag("--project-id <id[@cloud-region]>", projectText()).argParser(projectIds),
    flag("--quota <number>", "applications that each market may hold").argParser(wholeNumber(2_147_483_647)).default(defaultSettings.quota),
    flag("--data <folder>", "keep the applications there for the next start"),
    flag("--launch-after <ms>", "milliseconds until a new application is LAUNCHED").argParser(wholeNumber(2_147_483_647)).default(0),
    flag("--verbose", "log each request to stderr"),
  ];
}

function projectText(): string {
  const defaults = defaultProjects.map(({ id, cloudRegion }) => `${id}@${cloudRegion}`).join(" and ");
  const regions = Object.keys(cloudRegions).join(", ");
  return `project of the account, beside ${defaults}; an id without a cloud region takes the place of the one in ${usualRegion}; repeatable; cloud regions: ${regions}`;
}

const flag = (flags: string, description: string) => flagOf("emulator", flags, description);

/** A project as given; without a cloud region it takes the place of the default one in cn-north-4. */
interface GivenProject {
  id: string;
  cloudRegion: CloudRegion | undefined;
}

function projectIds(text: string, before: GivenProject[] = []): GivenProject[] {
  return [...before, ...text.split(",").map(projectOf)];
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

async function run({ projectId, data, verbose, ...flags }: Flags, shell: Shell): Promise<void> {
  const signal = endSignal();
  const emulator = await started({
    ...flags,
    projects: withDefaults(projectId ?? []),
    ...(data === undefined ? {} : { dataFolder: data }),
    ...(verbose === true ? { log: (line) => shell.stderr.write(`${line}\n`) } : {}),
  });
  shell.stdout.write(`msgsms emulator listening on ${emulator.url}\n`);
  await signal;
  await emulator.close();
}

const codes = { "bad-setting": "SMS5001", "address-unusable": "SMS5002", "data-unusable": "SMS5003" } as const;

async function started(options: EmulatorOptions) {
  try {
    return await startEmulator(options);
  } catch (error) {
    if (error instanceof EmulatorError) throw new ForeseenError(codes[error.reason], error.message, { cause: error });
    throw error;
  }
}

// Asked for before listening starts, so that no signal finds the process without an answer to it.
function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
}
