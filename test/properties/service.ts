import { secret, type Message } from "../../provider/messages";
import { type OpenAccount, type StackState, Surroundings } from "../../provider/application";
import { createManagementApi } from "../../provider/api";
import { type FaultPlan, startEmulator, type RunningEmulator } from "../../provider/emulator";
import { chinaProject } from "../support/service/projects";
import { type Machine, Machines } from "./machines";

/** A process was killed: nothing that the provider does reaches the engine any more. */
class Killed extends Error {
  override readonly name = "Killed";
}

/** How a run is cut off. */
export interface Kill {
  /** With the provider alone the engine goes on, and forgets the creation. An engine alone leaves the provider to end its request. */
  whom: "engine" | "provider" | "both";
  /** The creation has begun and nothing is noted, or its request is about to be sent, or its answer has come. */
  moment: "before the note" | "before the request" | "after the answer";
  /** Which creation of the run it is. */
  creation: number;
}

/** Where and how a run happens. */
export interface Circumstances {
  machine: number;
  kill?: Kill | undefined;
  /** What `pulumi stack export` gives; undefined where it fails. */
  state: StackState | undefined;
}

/** A run of the engine: what it may touch, what it said, and how it was cut off. */
export interface Run {
  surroundings: Surroundings;
  warnings: Message[];
  /** Who has been killed by now. */
  killed: Kill["whom"] | undefined;
  /** What creation requests were about to be sent, and when. */
  sent: { market: string; name: string; at: number }[];
}

export const root = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";

/** The real emulator and the real client, in a time that passes only in pauses. */
export class Service {
  readonly machines = new Machines();
  private now = new Date();
  private passed = 0;
  private lateUntil = 0;
  private latest = 0;

  private constructor(readonly emulator: RunningEmulator) {}

  static async start(): Promise<Service> {
    return new Service(await startEmulator());
  }

  async stop(): Promise<void> {
    this.machines.remove();
    await this.emulator.close();
  }

  /** As new: no applications, no faults, no notes. */
  reset(): void {
    this.emulator.control.reset();
    this.machines.reset();
    this.lateUntil = this.latest = 0;
    this.now = new Date();
    this.emulator.control.moveClock({ now: this.now.toISOString() });
  }

  get time(): number {
    return this.now.getTime();
  }

  pass(milliseconds: number): void {
    this.passed += milliseconds;
    this.sleep(milliseconds);
  }

  /** Time passes while all machines sleep: the clocks that nobody sets stand still. */
  sleep(milliseconds: number): void {
    this.now = new Date(this.time + milliseconds);
    this.emulator.control.moveClock({ now: this.now.toISOString() });
  }

  /** Whether the service may still hold something that it does not show. */
  get awaitsCommits(): boolean {
    return this.time <= this.lateUntil;
  }

  plan(faults: readonly FaultPlan[]): void {
    this.latest = Math.max(0, ...faults.map(({ fault }) => (fault.kind === "late-commit" ? fault.ms : 0)));
    // Until the run ends nobody knows when the fault strikes.
    if (this.latest > 0) this.lateUntil = Infinity;
    this.emulator.control.planFaults(faults);
  }

  wellAgain(): void {
    this.emulator.control.clearFaults();
    if (this.lateUntil === Infinity) this.lateUntil = this.time + this.latest;
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

  run({ machine: index, kill, state }: Circumstances): Run {
    const machine = this.machines.at(index);
    const intents = this.machines.notesOf(machine);
    machine.last = kill === undefined ? intents : undefined;
    const run: Omit<Run, "surroundings"> = { warnings: [], killed: undefined, sent: [] };
    const now = () => new Date(this.time + machine.ahead);
    const pause = (milliseconds: number) => {
      this.pass(milliseconds);
      return Promise.resolve();
    };
    const killer = new Killer(kill, run);
    const api = killer.watched(this.account(machine, pause), () => this.time);
    const surroundings = new Surroundings({
      openAccount: () => api,
      intents,
      stack: () => Promise.resolve(root),
      stackState: () => Promise.resolve(state),
      allTold: () => killer.begins(),
      engineRuns: () => Promise.resolve(run.killed !== "engine"),
      placeOf: () => api,
      preflightRequired: () => false,
      profiles: () => [],
      now,
      elapsed: () => this.passed,
      pause,
      warn: (told) => {
        // What is written after the engine's end is read by nobody.
        if (run.killed === undefined) run.warnings.push(told);
      },
    });
    return Object.assign(run, { surroundings });
  }

  private account(machine: Machine, pause: (milliseconds: number) => Promise<void>): OpenAccount {
    const account = {
      cloudRegion: "cn-north-4" as const,
      projectId: chinaProject,
      endpoint: this.emulator.url,
      accessKey: "emulator-access-key",
      secretKey: secret("emulator-secret-key"),
    };
    const retries = { attempts: 3, budget: 30_000, pause, random: () => 0.5 };
    return createManagementApi(account, {
      clock: () => new Date(this.time + machine.ahead),
      elapsed: () => this.passed,
      retries,
    });
  }
}

/** Ends a run at its moment. */
class Killer {
  private begun = 0;
  private requests = 0;

  constructor(
    private readonly kill: Kill | undefined,
    private readonly run: Omit<Run, "surroundings">,
  ) {}

  /** A creation begins: the engine has written that it is pending. */
  begins(): Promise<void> {
    if (this.kill?.moment === "before the note" && ++this.begun === this.kill.creation) this.strike();
    return Promise.resolve();
  }

  watched(api: OpenAccount, time: () => number): OpenAccount {
    const alive = <T>(call: () => Promise<T>): Promise<T> => (this.providerIsDead ? Promise.reject(new Killed()) : call());
    return {
      ...api,
      listApplications: (market) => alive(() => api.listApplications(market)),
      showApplication: (id) => alive(() => api.showApplication(id)),
      updateApplication: (id, settings) => alive(() => api.updateApplication(id, settings)),
      countApplications: (market) => alive(() => api.countApplications(market)),
      createApplication: (application) =>
        alive(async () => {
          const strikes = ++this.requests === this.kill?.creation ? this.kill.moment : undefined;
          this.run.sent.push({ market: application.market, name: application.name, at: time() });
          if (strikes === "before the request") this.strike();
          try {
            return await api.createApplication(application);
          } finally {
            if (strikes === "after the answer") this.strike();
          }
        }),
    };
  }

  private get providerIsDead(): boolean {
    return this.run.killed === "provider" || this.run.killed === "both";
  }

  private strike(): void {
    this.run.killed = this.kill?.whom;
    if (this.providerIsDead) throw new Killed();
  }
}
