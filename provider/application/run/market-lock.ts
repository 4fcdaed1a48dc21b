/**
 * Runs tasks one after another where they have the same key, and side by side where not.
 * Creations within one market must see each other; other markets and accounts need not wait.
 */
export class MarketLock {
  private readonly tails = new Map<string, Promise<void>>();

  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.tails.get(key) ?? Promise.resolve();
    const result = before.then(task);
    // The next task waits for this one to end, whatever its end is; its failure belongs to its own caller.
    this.tails.set(key, result.then(noResult, noResult));
    return result;
  }
}

const noResult = () => undefined;
