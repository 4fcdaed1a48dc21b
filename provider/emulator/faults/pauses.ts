/** The calls that a fault keeps waiting, in real time. */
export class Pauses {
  readonly #waiting = new Set<() => void>();

  /** @returns whether the time passed; false when all pauses were ended before */
  pause(milliseconds: number): Promise<boolean> {
    if (milliseconds === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        resolve(false);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(end);
        resolve(true);
      }, milliseconds);
      this.#waiting.add(end);
    });
  }

  /** Ends all pauses at once. */
  end(): void {
    for (const end of this.#waiting) end();
    this.#waiting.clear();
  }
}
