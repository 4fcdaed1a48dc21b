import { ForeseenError } from "../messages";
import type { CreatedApplication } from "./management-api";

/**
 * What a failed call may have done at the service:
 * `not-sent` it provably never reached it, `refused` the service or its gateway answered no and did nothing, `unknown` anything may have happened.
 */
export type CallOutcome = "not-sent" | "refused" | "unknown";

/**
 * What a failed call tells: `no-answer` nobody answered, `unexpected-answer` the answer is not what the contract says,
 * `application-missing` the service knows no such application, `refused` it says no for another reason, `unsendable` the call was not tried.
 */
export type CallMeaning = "no-answer" | "unexpected-answer" | "application-missing" | "refused" | "unsendable";

/** A call of the {@link ManagementApi} that failed. Whoever follows it up goes by `outcome` and `meaning`, never by code or text. */
export abstract class CallFailure extends ForeseenError {
  abstract readonly outcome: CallOutcome;
  abstract readonly meaning: CallMeaning;

  /** What a faulty answer to a creation held all the same, secret included: it is never shown again. */
  get created(): CreatedApplication | undefined {
    return undefined;
  }
}
