/** Counts the engine's calls that have not been answered yet. */
export class CallsUnderWay {
  private count = 0;
  private readonly waiting: (() => void)[] = [];

  get none(): boolean {
    return this.count === 0;
  }

  async track<T>(call: () => Promise<T>): Promise<T> {
    this.count += 1;
    try {
      return await call();
    } finally {
      this.count -= 1;
      if (this.none) for (const ready of this.waiting.splice(0)) ready();
    }
  }

  /** Ends when every call has been answered; at once when none is under way. */
  async finished(): Promise<void> {
    if (!this.none) await new Promise<void>((ready) => this.waiting.push(ready));
  }
}
