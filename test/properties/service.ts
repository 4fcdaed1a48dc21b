import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secret, type Message } from "../../provider/messages";
import { type OpenAccount, Surroundings } from "../../provider/application";
import { createManagementApi } from "../../provider/api";
import { type FaultPlan, startEmulator, type RunningEmulator } from "../../provider/emulator";
import { IntentFolder } from "../../provider/intents";
import { chinaProject } from "../support/service/projects";

/** The engine of a run was killed: nothing that the provider does reaches the state any more. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** When a run is killed: its creation is about to be sent, or its answer has come. */
export type KillMoment = "before the request" | "after the answer";

/** A run of the engine: what it may touch, and what it said. */
export interface Run {
  surroundings: Surroundings;
  warnings: Message[];
}

/** The real emulator and the real client, in a time that passes only in pauses. */
export class Service {
  private readonly folder = mkdtempSync(join(tmpdir(), "pulumi-msgsms-model-"));
  private time = new Date();
  private passed = 0;
  private runs = 0;
  private lateUntil = 0;
  private last: IntentFolder | undefined;

  private constructor(readonly emulator: RunningEmulator) {}

  static async start(): Promise<Service> {
    return new Service(await startEmulator());
  }

  async stop(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    await this.emulator.close();
  }

  /** As new: no applications, no faults, no intents. */
  reset(): void {
    this.emulator.control.reset();
    rmSync(this.folder, { recursive: true, force: true });
    this.last = undefined;
    this.lateUntil = 0;
    this.time = new Date();
    this.emulator.control.moveClock({ now: this.time.toISOString() });
  }

  pass(milliseconds: number): void {
    this.passed += milliseconds;
    this.time = new Date(this.time.getTime() + milliseconds);
    this.emulator.control.moveClock({ now: this.time.toISOString() });
  }

  /** Whether the service may still hold something that it does not show. */
  get awaitsCommits(): boolean {
    return this.time.getTime() <= this.lateUntil;
  }

  plan(faults: readonly FaultPlan[]): void {
    // A fault strikes within the run that is about to begin, whose pauses take less than five minutes.
    const latest = Math.max(0, ...faults.map(({ fault }) => (fault.kind === "late-commit" ? fault.ms : 0)));
    if (latest > 0) this.lateUntil = this.time.getTime() + latest + 300_000;
    this.emulator.control.planFaults(faults);
  }

  alive() {
    return this.emulator.control.applications({ secrets: true });
  }

  /** Creations and changes that the service took, since the last call. */
  writes(): { creations: number; changes: number } {
    const { control } = this.emulator;
    const committed = control.requests().requests.filter((request) => request.committed);
    control.clearRequests();
    const count = (operation: string) => committed.filter((request) => request.operation === operation).length;
    return { creations: count("CreateApp"), changes: count("UpdateApp") };
  }

  /** A new run; the one before it ended as usual, unless it was killed. */
  run(kill?: KillMoment): Run {
    this.last?.settleOwn();
    const number = ++this.runs;
    const intents = new IntentFolder(this.folder, { host: "here", pid: number, run: String(number) }, () => false);
    this.last = kill === undefined ? intents : undefined;
    const warnings: Message[] = [];
    const now = () => this.time;
    const pause = (milliseconds: number) => {
      this.pass(milliseconds);
      return Promise.resolve();
    };
    const api = this.account(kill, pause);
    const surroundings = new Surroundings({
      openAccount: () => api,
      intents,
      stack: () => Promise.resolve("urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"),
      stackState: () => Promise.resolve(undefined),
      allTold: () => Promise.resolve(),
      engineRuns: () => Promise.resolve(true),
      placeOf: () => api,
      preflightRequired: () => false,
      profiles: () => [],
      now,
      elapsed: () => this.passed,
      pause,
      warn: (told) => warnings.push(told),
    });
    return { surroundings, warnings };
  }

  private account(kill: KillMoment | undefined, pause: (milliseconds: number) => Promise<void>): OpenAccount {
    const account = {
      cloudRegion: "cn-north-4" as const,
      projectId: chinaProject,
      endpoint: this.emulator.url,
      accessKey: "emulator-access-key",
      secretKey: secret("emulator-secret-key"),
    };
    const retries = { attempts: 3, budget: 30_000, pause, random: () => 0.5 };
    const api = createManagementApi(account, { clock: () => this.time, retries });
    if (kill === undefined) return api;
    return {
      ...api,
      async createApplication(application) {
        if (kill === "after the answer") await api.createApplication(application).catch(() => undefined);
        throw new Killed();
      },
    };
  }
}
