import { newApplication, statusAt, type Application, type LaunchPace, type NewApplication, type Region, type Status } from "./application";
import type { Randomness } from "./randomness";
import type { Storage } from "./storage";

interface Surroundings {
  clock: () => Date;
  randomness: Randomness;
  storage: Storage;
  pace: LaunchPace;
}

/** All applications of all projects. Every change is safe in the storage before it can be seen. */
export class Applications {
  readonly #byId: Map<string, Application>;

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
    return [...this.#byId.values()];
  }

  /** Undefined also for an application of another project: one project cannot see what another holds. */
  find(projectId: string, id: string): Application | undefined {
    const application = this.#byId.get(id);
    return application?.projectId === projectId ? application : undefined;
  }

  /** An application in the same project and market with exactly this name. */
  named(projectId: string, region: Region, name: string): Application | undefined {
    return this.list(projectId, region).find((application) => application.name === name);
  }

  /** A new application that nobody can see yet. */
  draw(given: NewApplication): Application {
    return newApplication(given, this.surroundings.randomness, this.surroundings.clock());
  }

  /** Adds the application, or puts it in the place of the one with its id. */
  keep(application: Application): void {
    this.surroundings.storage.save(application);
    this.#byId.set(application.id, application);
  }

  clear(): void {
    this.surroundings.storage.clear();
    this.#byId.clear();
  }

  statusOf(application: Application): Status {
    return statusAt(application, this.surroundings.clock(), this.surroundings.pace);
  }

  get now(): number {
    return this.surroundings.clock().getTime();
  }
}
