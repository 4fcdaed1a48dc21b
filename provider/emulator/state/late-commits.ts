import type { Application, Region } from "./application";

interface LateCommit {
  /** The application as it was asked for. */
  readonly wanted: Application;
  /** What the commit changes: all of a new one, else only what was asked for, since others may act meanwhile. */
  readonly changes: Partial<Application>;
  /** Milliseconds since 1970, by the clock without skew. */
  readonly dueAt: number;
  /** Whether the name and the place in the quota are taken already. */
  readonly reserves: boolean;
}

/** Creations and changes that the service has taken but nobody can see yet. */
export class LateCommits {
  #waiting: LateCommit[] = [];

  add(wanted: Application, before: Application | undefined, dueAt: number, reserves: boolean): void {
    this.#waiting.push({ wanted, changes: before === undefined ? wanted : differences(before, wanted), dueAt, reserves });
  }

  get none(): boolean {
    return this.#waiting.length === 0;
  }

  /** Takes out those whose time has come, in that order. */
  take(elapsed: number): readonly LateCommit[] {
    const due = this.#waiting.filter(({ dueAt }) => dueAt <= elapsed);
    if (due.length > 0) this.#waiting = this.#waiting.filter(({ dueAt }) => dueAt > elapsed);
    return due.sort((a, b) => a.dueAt - b.dueAt);
  }

  /** Those whose names are taken already. */
  reserved(projectId: string, region: Region): Application[] {
    return this.#waiting
      .filter(({ reserves, wanted }) => reserves && wanted.projectId === projectId && wanted.region === region)
      .map(({ wanted }) => wanted);
  }

  clear(): void {
    this.#waiting = [];
  }
}

function differences(before: Application, wanted: Application): Partial<Application> {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(Object.entries(wanted).filter(([field, value]) => old.get(field) !== value));
}
