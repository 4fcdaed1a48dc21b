import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { CallFailure, CreatedApplication, LiveApplication, ManagementApi } from "../../service";
import { ForeseenError } from "../../messages";
import { applicationOutputs, secretOf, type ManagedApplication } from "../facts/outputs";
import { settingsNotTaken, writableSettings } from "../facts/writable";
import type { OpenMarket } from "../run/market";
import { createdIncomplete } from "../says/life-cycle-error";
import { reportNew } from "../says/report";
import { writeSettings } from "../write/write-settings";

/** An application that is now ours: how it came to be so, and what the answer to its creation held. */
export interface Gained extends CreatedApplication {
  by: "creation" | "earlier run" | "adoption";
  /** The answer was not as documented. */
  failure?: CallFailure;
}

/** How far an application is what was declared. */
interface Completion {
  live: Partial<LiveApplication>;
  /** What was declared and is written, if not everything is. */
  written?: ApplicationInputs;
  /** Why it is not whole. */
  failure?: string;
}

/**
 * Brings an application whose id is known to what is declared, and says what a person still has to do. From here on every failure
 * carries the id. One that was taken over is changed; what was created is compared with what was sent.
 *
 * @throws CreatedIncompleteError SMS2011 when it is not as declared; it is to be kept in the state
 * @throws ForeseenError when one to take over cannot be read: nothing was changed then
 */
export async function completed(inputs: ApplicationInputs, gained: Gained, market: OpenMarket): Promise<ManagedApplication> {
  const { id, appKey, appSecret, by } = gained;
  const { api, run } = market;
  const completion = by === "creation" ? await compared(gained, inputs, api) : await changed(id, inputs, api);
  const { live, written = inputs, failure } = completion;
  const secret = secretOf(inputs, appSecret, run.now());
  const known = { live: appKey === undefined ? live : { appKey, ...live }, secret, adopted: by === "adoption" };
  const outputs = applicationOutputs(written, known, api);
  if (failure !== undefined) throw createdIncomplete(id, outputs, [failure], run.warn);
  reportNew(id, outputs, run.warn);
  return { id, outputs };
}

async function compared({ id, failure }: Gained, inputs: ApplicationInputs, api: ManagementApi): Promise<Completion> {
  if (failure !== undefined) return { live: {}, failure: failure.message };
  try {
    const live = await api.showApplication(id);
    const differences = settingsNotTaken(writableSettings(inputs), live);
    return differences.length === 0 ? { live } : { live, failure: `${differences.join("; ")}. Run pulumi up again` };
  } catch (error) {
    const reason = error instanceof ForeseenError ? error.message : `an unforeseen failure (${String(error)})`;
    return { live: {}, failure: `${id} was created, but could not be read back. Nothing is lost: run pulumi up again. Reason: ${reason}` };
  }
}

async function changed(id: string, inputs: ApplicationInputs, api: ManagementApi): Promise<Completion> {
  const live = await api.showApplication(id);
  try {
    return { live: await writeSettings(live, {}, inputs, api) };
  } catch (error) {
    const { uplinkDestination, ...others } = inputs;
    // Where the site never shows the uplink destination, the state alone can tell the next run that it is still to be written.
    const written = live.uplinkDestination === undefined ? others : inputs;
    return { live, written, failure: `${id} was taken over, but: ${error instanceof Error ? error.message : String(error)}` };
  }
}
