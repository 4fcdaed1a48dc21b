import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IntentFolder } from "../../../provider/intents";
import { MarketLock, MarketView, type Surroundings } from "../../../provider/application";
import type { ManagementApi } from "../../../provider/api/management-api";
import { createManagementApi } from "../../../provider/api/operations";
import { EmulatorControl, type AliveApplication } from "../../../tools/pulumi/emulator-control";
import { startEmulator, type RunningEmulator } from "../../../provider/emulator/server";

export const mainlandProject = "0123456789abcdef0123456789abcdef";
export const europeanProject = "fedcba9876543210fedcba9876543210";

/** A real emulator, the real client, and the surroundings of one run of the engine. */
export class World {
  readonly warnings: string[] = [];
  /** The pauses that were asked for; they take no time. */
  readonly pauses: number[] = [];
  /** What happens at the service meanwhile. */
  whilePausing: () => Promise<void> = () => Promise.resolve();
  time = new Date();
  /** What the engine would tell. */
  stack: string | null = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
  preflightRequired = false;
  profiles: string[] = [];
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
    private readonly emulatorControl = new EmulatorControl(emulator.url),
  ) {}

  static async start(): Promise<World> {
    const emulator = await startEmulator();
    return new World(emulator, emulator.url);
  }

  stop(): Promise<void> {
    rmSync(this.intentFolder, { recursive: true, force: true });
    return this.emulator.close();
  }

  api(market: string | undefined): ManagementApi {
    const european = market === "european";
    const api = createManagementApi(
      {
        cloudRegion: european ? "eu-west-101" : "cn-north-4",
        projectId: european ? europeanProject : mainlandProject,
        endpoint: this.endpoint,
        accessKey: "emulator-access-key",
        secretKey: "emulator-secret-key",
      },
      { clock: () => new Date() },
    );
    // A proxy of a test changes the way to the service, not the service.
    return { ...api, endpoint: this.emulator.url };
  }

  /** Surroundings as a new process has them: nothing remembered. The run before has ended as usual, unless it was killed. */
  newRun(): Surroundings {
    this.lastRun?.settleOwn();
    this.lastRun = this.intents(++this.run);
    const now = () => this.time;
    return {
      openAccount: ({ market }) => this.api(market),
      markets: new MarketView(now),
      lock: new MarketLock(),
      intents: this.lastRun,
      stack: () => Promise.resolve(this.stack),
      preflightRequired: () => this.preflightRequired,
      profiles: () => this.profiles,
      now,
      pause: (milliseconds) => {
        this.pauses.push(milliseconds);
        this.time = new Date(this.time.getTime() + milliseconds);
        return this.whilePausing();
      },
      warn: (text) => this.warnings.push(text),
    };
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

  alive(): Promise<AliveApplication[]> {
    return this.emulatorControl.alive();
  }

  requests(): Promise<string[]> {
    return this.emulatorControl.requests();
  }
}
