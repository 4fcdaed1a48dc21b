import { ForeseenError, type Message } from "../../messages";

/**
 * The application exists, but a later step failed. Whoever keeps the state must keep `id` and `outputs`:
 * the application can never be deleted, and its secret is shown once.
 */
export class CreatedIncompleteError extends ForeseenError {
  override readonly name = "CreatedIncompleteError";

  constructor(
    told: Message,
    readonly id: string,
    readonly outputs: object,
  ) {
    super(told);
  }
}
