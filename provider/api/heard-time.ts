import type { Send } from "./exchange";

/** The service's time, as its last answer told it (RFC 9110, Date, in whole seconds). */
export class HeardTime {
  #ahead: number | undefined;

  /** @param elapsed milliseconds by a clock that nobody sets; it counts from the last answer on */
  constructor(private readonly elapsed: () => number) {}

  /** Undefined before the first answer that has a date. Behind the service's own clock by at most a second and the way of the answer. */
  readonly now = (): Date | undefined => (this.#ahead === undefined ? undefined : new Date(this.elapsed() + this.#ahead));

  /** Sends, and hears the time in each answer. */
  readonly hearing =
    (send: Send): Send =>
    async (request) => {
      const answer = await send(request);
      const theirs = Date.parse(answer.header("date") ?? "");
      if (!Number.isNaN(theirs)) this.#ahead = theirs - this.elapsed();
      return answer;
    };
}
