/** A clock that goes to the next pause's end as soon as nothing else happens. */
export class VirtualTime {
  now = Date.parse("2026-11-22T12:00:00Z");
  private readonly sleepers: { until: number; wake: () => void }[] = [];

  readonly clock = (): Date => new Date(this.now);

  readonly pause = (milliseconds: number): Promise<void> =>
    new Promise((wake) => void this.sleepers.push({ until: this.now + milliseconds, wake }));

  /**
   * Goes on until all work is done.
   *
   * @param settle real milliseconds that work outside the virtual time gets before the clock goes on
   */
  async run(work: Promise<unknown>[], settle = 0): Promise<void> {
    const state = { done: false };
    const all = Promise.all(work).finally(() => (state.done = true));
    while (!state.done) {
      await new Promise((resolve) => (settle === 0 ? setImmediate(resolve) : setTimeout(resolve, settle)));
      const next = Math.min(...this.sleepers.map(({ until }) => until));
      if (next === Infinity) continue;
      this.now = Math.max(this.now, next);
      const due = this.sleepers.filter(({ until }) => until <= this.now);
      for (const sleeper of due) this.sleepers.splice(this.sleepers.indexOf(sleeper), 1);
      for (const { wake } of due) wake();
    }
    await all;
  }
}
