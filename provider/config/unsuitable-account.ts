import { ForeseenError } from "../messages";

/** What is declared of one application does not fit its account: there is no such profile (SMS4003), market (SMS4005) or setting (SMS4006). */
export class UnsuitableAccountError extends ForeseenError {
  override readonly name = "UnsuitableAccountError";
}
