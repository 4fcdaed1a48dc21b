import { cp, mkdir, mkdtemp, readdir, readFile, readlink, realpath, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseDocument } from "yaml";
import { ifThere } from "../../../provider/disk";
import { findPulumi } from "../../../tools/pulumi/command-line";
import { hermeticEnvironment } from "../../../tools/pulumi/environment";
import { linkPackages } from "../../../tools/pulumi/linked-packages";
import { runProgram, type RunResult } from "../../../tools/pulumi/run-program";

interface SecretValue {
  secret: string;
}

export interface NewStack {
  /** A folder to copy, or the files by their path in the project. `Pulumi.yaml` may be left out of the latter. */
  program: string | Record<string, string>;
  /** The folder of `Pulumi.yaml` within the program; its root unless told. */
  projectFolder?: string;
  /** Stack configuration by full key, such as `msgsms:endpoint`; secrets as `{ secret: "text" }`. */
  config?: Record<string, unknown>;
  /** Variables for every run of `pulumi`. */
  env?: Record<string, string>;
  /** Stack name; `dev` unless told. */
  name?: string;
  /** Address of the backend that keeps the state; a folder of the stack's own unless told. */
  backend?: string;
  /** Time limit of one run in milliseconds; a minute unless told. */
  timeoutMs?: number;
  /** Where packages come from: links into the repository, unless the test brings its own. */
  packages?: (projectFolder: string) => Promise<void>;
}

export interface Stack {
  /** The project folder, for programs to be changed between two runs. */
  readonly folder: string;
  readonly name: string;
  /** The environment of every run, for tests that must start `pulumi` themselves. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs `pulumi` in the project folder, on this stack, without colour and questions. */
  pulumi(...args: string[]): Promise<RunResult>;
  /** Writes or replaces one file of the project. */
  write(path: string, text: string): Promise<void>;
  /** The same stack, run from a copy of the project folder: previews of two versions of a program can then run side by side. */
  twin(): Promise<Stack>;
  /**
   * Loses this machine: whatever runs on it ends at once, and its folders are gone. Gives the same stack on another machine, which has
   * nothing but a clone of the project and the same variables: another home, another folder, no notes.
   */
  onAnotherMachine(): Promise<Stack>;
  /** The same stack on one more machine, which knows nothing; what runs on the others goes on. */
  onNewMachine(): Promise<Stack>;
  /** The stack's state; secrets stay encrypted, unless `--show-secrets` is given. */
  exportState(...flags: string[]): Promise<StackState>;
  /** What runs with the project as its current folder, by process number; Linux only. */
  processes(): Promise<RunningProcess[]>;
  /** Ends what still runs in the project folder and removes everything. */
  dispose(): Promise<void>;
}

interface RunningProcess {
  pid: number;
  /** The command line, with spaces between its parts. */
  command: string;
}

interface StackState {
  deployment: { resources?: StateResource[]; pending_operations?: unknown[] };
}

export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  protect?: boolean;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  initErrors?: string[];
}

/** A project in a temporary folder with a stack of its own, on the real `pulumi`: own home, own file backend. */
export async function newStack(options: NewStack): Promise<Stack> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "pulumi-msgsms-stack-")));
  try {
    return await stackIn(root, options);
  } catch (error) {
    await rm(root, { recursive: true, force: true });
    throw error;
  }
}

async function stackIn(root: string, options: NewStack): Promise<Stack> {
  const backendFolder = join(root, "backend");
  await mkdir(backendFolder);
  const place: Place = { root, options, backendFolder, binFolder: (await findPulumi()).binFolder, machines: 0 };
  const machine = await newMachine(place);
  const stack = stackOn(machine, place);
  await placeProgram(machine.project, options.program);
  await (options.packages ?? linkPackages)(machine.project);
  await mustSucceed(stack.pulumi("stack", "init", stack.name));
  const [settings = ""] = stack.name.split("/").slice(-1);
  await configure(join(stack.folder, `Pulumi.${settings}.yaml`), options.config ?? {}, stack);
  return stack;
}

/** What all machines of a stack have in common. */
interface Place {
  /** Folder of all its machines, and of the file backend. */
  root: string;
  options: NewStack;
  backendFolder: string;
  binFolder: string;
  /** How many there were so far. */
  machines: number;
}

interface TestMachine {
  folder: string;
  project: string;
  env: NodeJS.ProcessEnv;
}

/** A machine that has nothing but a clone of the project. */
async function cloneOf(project: string, place: Place): Promise<TestMachine> {
  const machine = await newMachine(place);
  await cp(project, machine.project, { recursive: true, verbatimSymlinks: true });
  return machine;
}

async function newMachine(place: Place): Promise<TestMachine> {
  const { root, options, backendFolder, binFolder } = place;
  const folder = join(root, `machine-${++place.machines}`);
  const [project, home, temporary] = ["project", "home", "tmp"].map((part) => join(folder, part)) as [string, string, string];
  for (const path of [project, home, temporary]) await mkdir(path, { recursive: true });
  // ts-node caches what it compiled in TMPDIR: the folder of this machine makes its second run faster and leaves nothing behind.
  // The types of the examples are checked by `npm run check:types`; checking them again costs 2 s in each first run.
  const extra = {
    TMPDIR: temporary,
    XDG_STATE_HOME: join(folder, "state"),
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    PULUMI_STACK: options.name ?? "dev",
    ...(options.backend === undefined ? {} : { PULUMI_BACKEND_URL: options.backend }),
    ...options.env,
  };
  return { folder, project, env: hermeticEnvironment({ binFolder, home, backendFolder, passphrase: "only for tests", extra }) };
}

function stackOn(machine: TestMachine, place: Place): Stack {
  const { root, binFolder, options } = place;
  const { env, folder: onDisk } = machine;
  const timeoutMs = options.timeoutMs ?? 60_000;
  let twins = 0;
  const stackFrom = (project: string): Stack => {
    const folder = join(project, options.projectFolder ?? "");
    const pulumi: Stack["pulumi"] = (...args) =>
      runProgram(join(binFolder, "pulumi"), [...args, "--non-interactive", "--color", "never"], { cwd: folder, env, timeoutMs });
    return {
      folder,
      name: options.name ?? "dev",
      env,
      pulumi,
      write: (path, text) => writeIn(project, path, text),
      twin: async () => {
        const copy = join(onDisk, `twin-${++twins}`);
        await cp(project, copy, { recursive: true, verbatimSymlinks: true });
        return stackFrom(copy);
      },
      onNewMachine: async () => stackOn(await cloneOf(project, place), place),
      onAnotherMachine: async () => {
        await endProcessesIn(onDisk);
        const next = await cloneOf(project, place);
        await rm(onDisk, { recursive: true, force: true, maxRetries: 5 });
        return stackOn(next, place);
      },
      exportState: async (...flags) => JSON.parse((await mustSucceed(pulumi("stack", "export", ...flags))).stdout) as StackState,
      processes: async () => Promise.all((await processesIn(root)).map(async (pid) => ({ pid, command: await commandOf(pid) }))),
      dispose: async () => {
        await endProcessesIn(root);
        await rm(root, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  };
  return stackFrom(machine.project);
}

async function mustSucceed(running: Promise<RunResult>): Promise<RunResult> {
  const run = await running;
  if (run.code !== 0)
    throw new Error(`pulumi ended with ${run.code ?? "a signal"}${run.timedOut ? " after its time limit" : ""}:\n${run.all}`);
  return run;
}

async function placeProgram(folder: string, program: string | Record<string, string>): Promise<void> {
  if (typeof program === "string") {
    await cp(program, folder, { recursive: true, filter: (source) => relative(program, source) !== "node_modules" });
    return;
  }
  const files = {
    "Pulumi.yaml": "name: test-program\nruntime: nodejs\n",
    "package.json": '{ "name": "test-program", "private": true }\n',
    ...program,
  };
  for (const [path, text] of Object.entries(files)) await writeIn(folder, path, text);
}

async function writeIn(folder: string, path: string, text: string): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** Plain values go into the stack's file, which keeps their shape and costs no run; `pulumi` encrypts the secret ones, all in one run. */
async function configure(file: string, config: Record<string, unknown>, stack: Stack): Promise<void> {
  const entries = Object.entries(config);
  const plain = entries.filter(([, value]) => !isSecret(value));
  if (plain.length > 0) {
    // A backend that keeps the secrets' key itself has nothing to write into it.
    const settings = parseDocument(ifThere(() => readFileSync(file, "utf8")) ?? "{}");
    for (const [key, value] of plain) settings.setIn(["config", key], value);
    await writeFile(file, settings.toString());
  }
  const secrets = entries.flatMap(([key, value]) => (isSecret(value) ? ["--secret", `${key}=${value.secret}`] : []));
  if (secrets.length > 0) await mustSucceed(stack.pulumi("config", "set-all", ...secrets));
}

function isSecret(value: unknown): value is SecretValue {
  return typeof value === "object" && value !== null && Object.keys(value).join() === "secret";
}

/**
 * Kills what still runs with the project as its current folder, and waits until it is gone. After a killed `pulumi` its
 * language host and its providers live on (ENGINE-8). Only Linux shows the current folder of a process.
 */
async function endProcessesIn(folder: string): Promise<void> {
  if (process.platform !== "linux") return;
  for (let round = 0; round < 50; round++) {
    const running = await processesIn(folder);
    if (running.length === 0) return;
    for (const pid of running) endIfRunning(pid);
    await setTimeout(20);
  }
  throw new Error(`processes in ${folder} do not end: ${(await processesIn(folder)).join(", ")}`);
}

async function processesIn(folder: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const inside = await Promise.all(
    pids.map(async (pid) => {
      // A process may end while we look, and others' processes may not be looked at.
      const current = await readlink(`/proc/${pid}/cwd`).catch(() => "");
      return current === folder || current.startsWith(folder + sep);
    }),
  );
  return pids.filter((_, index) => inside[index]).map(Number);
}

// A process that ended meanwhile has none.
const commandOf = async (pid: number) => (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ").trim();

function endIfRunning(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
