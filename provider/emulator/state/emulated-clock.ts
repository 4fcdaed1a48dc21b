import { ControlError } from "../contract/control-input";

// Times of the wire have four digits for the year.
const earliest = Date.UTC(1970, 0, 2);
const latest = Date.UTC(9998, 0);

/** The clock of the service: that of the machine, moved by whoever holds the control. */
export class EmulatedClock {
  #offset = 0;
  #skew = 0;

  constructor(private readonly base: () => Date) {}

  /** The time as the service takes and shows it: signatures, `Date` headers, times of applications. A skew is in it. */
  readonly now = (): Date => {
    const shift = this.#offset + this.#skew;
    const time = this.base();
    return shift === 0 ? time : new Date(time.getTime() + shift);
  };

  /** Milliseconds since 1970 without the skew: a wrong clock makes nothing happen sooner or later. */
  get elapsed(): number {
    return this.base().getTime() + this.#offset;
  }

  /** @throws ControlError past the year 9997 */
  advance(milliseconds: number): void {
    this.#setOffset(this.#offset + milliseconds);
  }

  /**
   * From here on the time goes on from there; a skew comes on top.
   *
   * @throws ControlError outside the years 1970 to 9997
   */
  set(time: Date): void {
    this.#setOffset(time.getTime() - this.base().getTime());
  }

  /** @param milliseconds how far the clock is wrong; 0 puts it right */
  skew(milliseconds: number): void {
    this.#skew = milliseconds;
  }

  /** Back to the machine's time. */
  reset(): void {
    this.#offset = 0;
    this.#skew = 0;
  }

  #setOffset(offset: number): void {
    const time = this.base().getTime() + offset;
    if (!(time >= earliest && time <= latest)) throw new ControlError("The clock cannot leave the years 1970 to 9997.");
    this.#offset = offset;
  }
}
