/** Milliseconds without a further resource after which the engine seems to have told of all that it can. */
const quietFor = 200;
/** A program may tell of resources one by one for as long as it runs. */
const atMost = 2_000;

/** When the engine last told of a resource, by asking to check it. */
export class ToldResources {
  private last = 0;

  /**
   * @param elapsed milliseconds by a clock that nobody sets
   * @param pause waits so many milliseconds
   */
  constructor(
    private readonly elapsed: () => number,
    private readonly pause: (milliseconds: number) => Promise<void>,
  ) {}

  tell(): void {
    this.last = this.elapsed();
  }

  /** Ends when none has been told of for a moment: what is checked before the first creation can still stop it. */
  async quiet(): Promise<void> {
    const begun = this.elapsed();
    for (let now = begun; now - this.last < quietFor && now - begun < atMost; now = this.elapsed())
      await this.pause(quietFor - (now - this.last));
  }
}
