import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { block, secret } from "../../../provider/messages";
import { IntentFolder } from "../../../provider/intents";
import { createApplication, type OpenAccount, type Run, type StackState, Surroundings } from "../../../provider/application";
import type { ManagementApi } from "../../../provider/service";
import { createManagementApi } from "../../../provider/api";
import { EmulatorControl, type AliveApplication } from "../pulumi/emulator-control";
import { defaultProjects, startEmulator, type RunningEmulator } from "../../../provider/emulator";
import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { chinaProject, europeanProject } from "../service/projects";

const nothingInState: StackState = { entries: [], pending: [] };

const furtherProjects = ["1", "2"].map((digit) => ({ id: digit.repeat(32), cloudRegion: "cn-north-4" }) as const);

/** A real emulator, the real client, and the surroundings of one run of the engine. */
export class World {
  readonly warnings: string[] = [];
  /** The pauses that were asked for; they take no time. */
  readonly pauses: number[] = [];
  /** What happens at the service meanwhile. */
  whilePausing: () => Promise<void> = () => Promise.resolve();
  time = new Date();
  /** How far this machine's clock is ahead of the service's. */
  machineAhead = 0;
  /** Milliseconds that have passed; a clock that is set does not change them. */
  passed = 0;
  /** What the state of the stack says; undefined when it cannot be read. */
  state: StackState | undefined = nothingInState;
  /** Whether the engine of the run is still there. */
  engineRuns = true;
  /** Is told the operation of each request when its answer is on the way. */
  onAnswer: (operation: string) => void = () => undefined;
  /** What the engine would tell. */
  stack: string | null = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
  preflightRequired = false;
  profiles: string[] = [];
  /** Projects of profiles, for those that do not have the project of their market. */
  projects: Readonly<Record<string, string>> = {};
  /** Numbers of runs whose process is still there, although another run has begun. */
  readonly living = new Set<number>();
  /** Number of the last run. */
  run = 0;
  private lastRun: IntentFolder | undefined;
  readonly intentFolder = mkdtempSync(join(tmpdir(), "pulumi-msgsms-intents-"));

  private constructor(
    readonly emulator: RunningEmulator,
    /** Where clients connect; a proxy may stand between. */
    public endpoint: string,
    private readonly retrying: boolean,
    private readonly emulatorControl = new EmulatorControl(emulator.url),
  ) {}

  /** Client and service go by `time`. */
  static start(): Promise<World> {
    return World.open(false);
  }

  /** A world in which requests are tried again as users have it. */
  static withRetries(): Promise<World> {
    return World.open(true);
  }

  private static async open(retrying: boolean): Promise<World> {
    const ends: { world?: World } = {};
    const emulator = await startEmulator({
      projects: [...defaultProjects, ...furtherProjects],
      clock: () => ends.world?.time ?? new Date(),
      log: (line) => ends.world?.onAnswer(line.split(" ")[3] ?? ""),
    });
    return (ends.world = new World(emulator, emulator.url, retrying));
  }

  stop(): Promise<void> {
    rmSync(this.intentFolder, { recursive: true, force: true });
    return this.emulator.close();
  }

  api(market: string | undefined, profile = ""): ManagementApi {
    const european = market === "european";
    const api = createManagementApi(
      {
        cloudRegion: european ? "eu-west-101" : "cn-north-4",
        projectId: this.projects[profile] ?? (european ? europeanProject : chinaProject),
        endpoint: this.endpoint,
        accessKey: "emulator-access-key",
        secretKey: secret("emulator-secret-key"),
      },
      {
        clock: this.machineTime,
        elapsed: () => this.passed,
        ...(this.retrying ? { retries: { attempts: 5, budget: 30_000, pause: this.pause, random: () => 0.5 } } : {}),
      },
    );
    // A proxy of a test changes the way to the service, not the service.
    return { ...api, endpoint: this.emulator.url };
  }

  /** What a new process has: nothing remembered, and what the test changes. The run before has ended as usual, unless it was killed. */
  newRun(changes: Partial<Run> = {}): Surroundings {
    this.lastRun?.settleOwn();
    this.lastRun = this.intents(++this.run);
    return new Surroundings({
      openAccount: ({ market, profile }) => this.api(market, profile),
      intents: this.lastRun,
      stack: () => Promise.resolve(this.stack),
      stackState: () => Promise.resolve(this.state),
      allTold: () => Promise.resolve(),
      engineRuns: () => Promise.resolve(this.engineRuns),
      placeOf: () => ({ projectId: chinaProject, cloudRegion: "cn-north-4", endpoint: this.emulator.url }),
      preflightRequired: () => this.preflightRequired,
      profiles: () => this.profiles,
      now: this.machineTime,
      elapsed: () => this.passed,
      pause: this.pause,
      warn: (told) => this.warnings.push(block(told)),
      ...changes,
    });
  }

  private readonly pause = (milliseconds: number): Promise<void> => {
    this.pauses.push(milliseconds);
    this.pass(milliseconds);
    return this.whilePausing();
  };

  private readonly machineTime = () => new Date(this.time.getTime() + this.machineAhead);

  /** The files of the notes. */
  notes(): string[] {
    return readdirSync(this.intentFolder).filter((name) => name.endsWith(".json"));
  }

  /** Lets time pass, for clocks and for those who wait. */
  pass(milliseconds: number): void {
    this.passed += milliseconds;
    this.time = new Date(this.time.getTime() + milliseconds);
  }

  /** What comes next happens in the run that began last. */
  sameRunAgain(): void {
    this.run -= 1;
  }

  /** A new run whose account behaves otherwise in some respects. */
  runWith(change: (api: ManagementApi) => Partial<OpenAccount>): Surroundings {
    return this.newRun({
      openAccount: ({ market }) => {
        const api = this.api(market);
        return { ...api, ...change(api) };
      },
    });
  }

  /** Plays a run that is killed when the service has acted on its request, or has not, and before the answer. */
  async killedAfter(inputs: ApplicationInputs, acted: (api: ManagementApi) => Promise<unknown>): Promise<void> {
    const killed = new Error("killed");
    const run = this.runWith((api) => ({ createApplication: () => acted(api).then(() => Promise.reject(killed)) }));
    const end: unknown = await createApplication(inputs, run).catch((error: unknown) => error);
    if (end !== killed) throw new Error("the run ended before it was killed", { cause: end });
    this.kill();
  }

  /** Kills the last run: what it noted stays. */
  kill(): void {
    this.lastRun = undefined;
  }

  /** The intents as a process of this number sees them. */
  intents(pid: number): IntentFolder {
    return new IntentFolder(this.intentFolder, { host: "here", pid, run: `run ${pid}` }, (asked) => this.living.has(asked));
  }

  control(...asked: Parameters<EmulatorControl["ask"]>): Promise<unknown> {
    if (asked[1] === "reset") rmSync(this.intentFolder, { recursive: true, force: true });
    return this.emulatorControl.ask(...asked);
  }

  /** Everything as at the start, and the machine's time. */
  async afresh(): Promise<void> {
    this.kill();
    await this.control("POST", "reset");
    this.endpoint = this.emulator.url;
    this.stack = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
    this.state = nothingInState;
    this.engineRuns = true;
    this.machineAhead = 0;
    this.profiles = [];
    this.projects = {};
    this.preflightRequired = false;
    this.warnings.length = this.pauses.length = 0;
    this.living.clear();
    this.whilePausing = () => Promise.resolve();
    this.onAnswer = () => undefined;
    this.time = new Date();
  }

  /** Puts applications in place at the service, or changes those whose id exists; in the mainland project unless they say otherwise. */
  async seed(...applications: object[]): Promise<void> {
    await this.control("POST", "seed", { applications: applications.map((one) => ({ projectId: chinaProject, ...one })) });
  }

  alive(): Promise<AliveApplication[]> {
    return this.emulatorControl.alive();
  }

  requests(): Promise<string[]> {
    return this.emulatorControl.requests();
  }
}
