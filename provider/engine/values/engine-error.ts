import { CreatedIncompleteError } from "../../application";
import { block, engineText, ForeseenError, type Message } from "../../messages";
import { engineOutputs } from "./outputs";

/**
 * An error as the dynamic provider server passes it on. With `id` the engine keeps the resource and shows the reasons;
 * without `__provider` in the properties a later refresh would fail (ENGINE-6).
 */
class EngineError extends Error {
  id?: string;
  properties?: Record<string, unknown>;
  reasons?: string[];

  constructor(private readonly told: Message) {
    super(errorText(told));
    // For read and delete the server also prints `${error}: ${error.stack}` under the stack; the message itself is shown under the resource.
    this.stack = "see the error of the resource";
  }

  override toString(): string {
    return this.told.code;
  }
}

/** A message as the engine may print it: the first line goes into the progress row, the rest appears below the diagnostics once. */
export const errorText = (told: Message): string => engineText(block(told, { more: true }));

/** What to throw to the server for any failure: foreseen ones without a stack, an incomplete creation with all that is known of it. @param hidden properties of our own that the state keeps */
export function engineError(error: unknown, hidden: Readonly<Record<string, unknown>>): unknown {
  if (!(error instanceof ForeseenError)) return error;
  const engine = new EngineError(error.told);
  if (error instanceof CreatedIncompleteError) {
    engine.id = error.id.toWellFormed();
    engine.properties = { ...engineOutputs(error.outputs), ...hidden };
    engine.reasons = [engine.message];
  }
  return engine;
}
