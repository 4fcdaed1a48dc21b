import type { Message } from "../messages";
import { clockDifference } from "../service";
import { refusesAuthentication } from "./refusal";
import type { Answer, Send } from "./exchange";

/** The gateway refuses 15 minutes (SIGN); a clock that is off by less than 5 is not why it refused. */
const worthCorrecting = 5 * 60_000;

/** The time by which an account's requests are signed: this machine's, corrected at most once by what the service says. */
export class ServiceClock {
  #offset = 0;
  #corrected = false;

  /**
   * @param machine this machine's clock
   * @param onCorrected gets the warning (SMS3013), once
   */
  constructor(
    private readonly machine: () => Date,
    private readonly onCorrected: (told: Message) => void = () => undefined,
  ) {}

  readonly now = (): Date => new Date(this.machine().getTime() + this.#offset);

  get corrected(): boolean {
    return this.#corrected;
  }

  /** Takes the answer's Date over if the clock was never corrected and is far enough off; whether the clock is a corrected one now. */
  correctBy(answer: Answer): boolean {
    if (this.#corrected) return true;
    const theirs = Date.parse(answer.header("date") ?? "");
    const ahead = this.machine().getTime() - theirs;
    if (Number.isNaN(theirs) || Math.abs(ahead) <= worthCorrecting) return false;
    this.#offset = -ahead;
    this.#corrected = true;
    this.onCorrected(clockDifference(ahead, "signed"));
    return true;
  }
}

/**
 * Signs and sends a request once more when its authentication was refused and the service's clock shows why. A request refused for
 * its signature did nothing, so a POST too. One that was signed before another request corrected the clock also gets its second try.
 */
export function withServiceClock(send: Send, clock: ServiceClock): Send {
  return async (request) => {
    const wasCorrected = clock.corrected;
    const answer = await send(request);
    if (wasCorrected || !refusesAuthentication(answer) || !clock.correctBy(answer)) return answer;
    return send(request);
  };
}
