import { ForeseenError, message, plain } from "../../messages";
import type { Run } from "./run";

/** The state holds the application, so the note that it was to be created has served. A note that stays does no harm. */
export function settleIntent(id: string, { intents, warn }: Run): void {
  try {
    intents.settle(id);
  } catch (error) {
    if (!(error instanceof ForeseenError)) throw error;
    warn(message("SMS2212", { values: { id: plain(id) }, do: ["folder"], cause: error.told }));
  }
}
