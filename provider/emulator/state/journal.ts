/** One request to the management API that the emulator has seen. Headers and bodies are never kept: they hold signatures and secrets. */
export interface SeenRequest {
  /** 1 for the first since the start or the last clearing. */
  number: number;
  /** ISO 8601, UTC. */
  time: string;
  method: string;
  path: string;
  query: string;
  /** Null where no operation has this method and path. */
  operation: string | null;
  /** Null where the client went away before an answer. */
  status: number | null;
  errorCode: string | null;
  /** The kinds of fault that struck it; null for none. */
  fault: string | null;
  /** Whether it changed what the service holds, or will with a late commit. */
  committed: boolean;
}

const longestJournal = 10_000;

/** The list of requests seen, oldest first. The last 10,000 are kept. */
export class Journal {
  #requests: SeenRequest[] = [];
  #count = 0;

  add(request: Omit<SeenRequest, "number">): SeenRequest {
    const seen = { number: ++this.#count, ...request };
    this.#requests.push(seen);
    if (this.#requests.length >= 2 * longestJournal) this.#requests = this.#requests.slice(-longestJournal);
    return seen;
  }

  list(): readonly SeenRequest[] {
    return this.#requests.slice(-longestJournal);
  }

  /** All requests ever counted since the last clearing, also those no longer kept. */
  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#requests = [];
    this.#count = 0;
  }
}
