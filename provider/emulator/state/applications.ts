import { newApplication, statusAt, type Application, type LaunchPace, type NewApplication, type Region, type Status } from "./application";
import { LateCommits } from "./late-commits";
import type { Randomness } from "./randomness";
import type { EmulatedClock } from "./emulated-clock";
import type { Storage } from "./storage";

interface Surroundings {
  clock: EmulatedClock;
  randomness: Randomness;
  storage: Storage;
  pace: LaunchPace;
}

/** All applications of all projects. Every change is safe in the storage before it can be seen. */
export class Applications {
  readonly #byId: Map<string, Application>;
  readonly #late = new LateCommits();
  #changes = 0;

  constructor(private readonly surroundings: Surroundings) {
    this.#byId = new Map(surroundings.storage.load().map((application) => [application.id, application]));
  }

  /** In the order of creation. */
  list(projectId: string, region?: Region): Application[] {
    return this.all().filter(
      (application) => application.projectId === projectId && (region === undefined || application.region === region),
    );
  }

  all(): Application[] {
    this.#commitLate();
    return [...this.#byId.values()];
  }

  /** Undefined also for an application of another project: one project cannot see what another holds. */
  find(projectId: string, id: string): Application | undefined {
    this.#commitLate();
    const application = this.#byId.get(id);
    return application?.projectId === projectId ? application : undefined;
  }

  /** An application in the same project and market that has exactly this name, or has reserved it. */
  named(projectId: string, region: Region, name: string): Application | undefined {
    const hasName = (application: Application) => application.name === name;
    return this.list(projectId, region).find(hasName) ?? this.#late.reserved(projectId, region).find(hasName);
  }

  /** How much of its quota a market has used. */
  used(projectId: string, region: Region): number {
    const visible = this.list(projectId, region).length;
    return visible + this.#late.reserved(projectId, region).filter(({ id }) => !this.#byId.has(id)).length;
  }

  /** A new application that nobody can see yet. */
  draw(given: NewApplication): Application {
    return newApplication(given, this.surroundings.randomness, this.surroundings.clock.now());
  }

  /** Adds the application, or puts it in the place of the one with its id. */
  keep(application: Application): void {
    this.#changes++;
    this.#put(application);
  }

  /**
   * Takes the application as `keep` does, but shows it only later. It is in the storage at once: after a restart it is there.
   *
   * @param milliseconds by the clock without skew
   * @param reserves whether its name and its place in the quota are taken from now on; else a second one gets both
   */
  keepLate(application: Application, milliseconds: number, reserves: boolean): void {
    this.#changes++;
    this.surroundings.storage.save(application);
    this.#late.add(application, this.#byId.get(application.id), this.surroundings.clock.elapsed + milliseconds, reserves);
  }

  clear(): void {
    this.surroundings.storage.clear();
    this.#late.clear();
    this.#byId.clear();
  }

  /** How often something was kept, for whoever wants to know whether an operation did. */
  get changes(): number {
    return this.#changes;
  }

  statusOf(application: Application): Status {
    return statusAt(application, this.surroundings.clock.now(), this.surroundings.pace);
  }

  get now(): number {
    return this.surroundings.clock.now().getTime();
  }

  #put(application: Application): void {
    this.surroundings.storage.save(application);
    this.#byId.set(application.id, application);
  }

  #commitLate(): void {
    if (this.#late.none) return;
    for (const { wanted, changes } of this.#late.take(this.surroundings.clock.elapsed)) {
      this.#put({ ...(this.#byId.get(wanted.id) ?? wanted), ...changes });
    }
  }
}
