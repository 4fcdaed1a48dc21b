/** The calls that a fault keeps waiting, in real time. */
export class Pauses {
  readonly #waiting = new Set<() => void>();
  #ends = 0;

  /** Goes up each time that all pauses are ended. */
  get ends(): number {
    return this.#ends;
  }

  /**
   * @param ends as it was when the call arrived: one that was still being read at an end does not pause any more
   * @returns whether the time passed; false when all pauses were ended before
   */
  pause(milliseconds: number, ends: number): Promise<boolean> {
    if (ends !== this.#ends) return Promise.resolve(false);
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
    this.#ends++;
    for (const end of this.#waiting) end();
    this.#waiting.clear();
  }
}
