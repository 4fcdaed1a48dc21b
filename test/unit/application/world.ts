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
    return this.emulator.close();
  }

  api(market: string | undefined): ManagementApi {
    const european = market === "european";
    return createManagementApi(
      {
        cloudRegion: european ? "eu-west-101" : "cn-north-4",
        projectId: european ? europeanProject : mainlandProject,
        endpoint: this.endpoint,
        accessKey: "emulator-access-key",
        secretKey: "emulator-secret-key",
      },
      { clock: () => new Date() },
    );
  }

  /** Surroundings as a new process has them: nothing remembered. */
  newRun(): Surroundings {
    const now = () => this.time;
    return {
      openAccount: ({ market }) => this.api(market),
      markets: new MarketView(now),
      lock: new MarketLock(),
      now,
      pause: (milliseconds) => {
        this.pauses.push(milliseconds);
        this.time = new Date(this.time.getTime() + milliseconds);
        return this.whilePausing();
      },
      warn: (text) => this.warnings.push(text),
    };
  }

  control(...asked: Parameters<EmulatorControl["ask"]>): Promise<unknown> {
    return this.emulatorControl.ask(...asked);
  }

  alive(): Promise<AliveApplication[]> {
    return this.emulatorControl.alive();
  }

  requests(): Promise<string[]> {
    return this.emulatorControl.requests();
  }
}
