import { ForeseenError } from "../../messages";
import type { CreationIntents } from "./intent";
import type { Run } from "./run";

/**
 * The notes of this machine; undefined where their folder cannot be used, and the state of the stack tells what was cut off.
 *
 * @throws ForeseenError SMS2022 where neither can be used: a killed run could lose an application
 */
export async function notesOf({ intents, stackState }: Run): Promise<CreationIntents | undefined> {
  try {
    intents.open();
    return intents;
  } catch (error) {
    if (!(error instanceof ForeseenError) || (await stackState()) === undefined) throw error;
    return undefined;
  }
}
