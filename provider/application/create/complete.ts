import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { message, plain, type Message } from "../../messages";
import type { CallFailure, CreatedApplication, LiveApplication, ManagementApi } from "../../service";
import { applicationOutputs, secretOf, type ManagedApplication } from "../facts/outputs";
import { settingsNotTaken, writableSettings } from "../facts/writable";
import type { OpenMarket } from "../run/market";
import { CreatedIncompleteError } from "../says/created-incomplete";
import { differenceFacts, reasonOf, settingsIn } from "../says/reasons";
import { secretWarnings, warningsOfNew } from "../says/warnings";
import { settingsToWrite, writeSettings } from "../write/write-settings";

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
  failure?: Message;
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
  // Whether the secret is known is said in any case: the run that completes the application has no reason to.
  const warnings = failure === undefined ? warningsOfNew(id, outputs) : secretWarnings(id, outputs);
  warnings.forEach(run.warn);
  if (failure !== undefined) throw new CreatedIncompleteError(failure, id, outputs);
  return { id, outputs };
}

async function compared({ id, failure, appKey, appSecret }: Gained, inputs: ApplicationInputs, api: ManagementApi): Promise<Completion> {
  const values = { name: plain(inputs.name) };
  const known = { id: plain(id) };
  if (failure !== undefined)
    return { live: {}, failure: message("SMS2011", { what: "unusual", values, facts: known, cause: failure.told }) };
  try {
    const live = await api.showApplication(id);
    const differences = settingsNotTaken(writableSettings(inputs), live);
    if (differences.length === 0) return { live };
    const facts = { ...known, ...differenceFacts(differences, "sent") };
    const told = message("SMS2011", { what: "notTaken", values: { ...values, settings: settingsIn(differences) }, facts, do: ["again"] });
    return { live, failure: told };
  } catch (error) {
    const { cause, failure: unforeseen } = reasonOf(error, [appKey, appSecret, inputs.appSecret]);
    const facts = { ...known, failure: unforeseen };
    return { live: {}, failure: message("SMS2011", { what: "unread", values, facts, do: cause === undefined ? ["again"] : [], cause }) };
  }
}

async function changed(id: string, inputs: ApplicationInputs, api: ManagementApi): Promise<Completion> {
  const live = await api.showApplication(id);
  const differences = settingsToWrite(live, {}, inputs);
  try {
    return { live: await writeSettings(live, {}, inputs, api) };
  } catch (error) {
    const { uplinkDestination, ...others } = inputs;
    // Where the site never shows the uplink destination, the state alone can tell the next run that it is still to be written.
    const written = live.uplinkDestination === undefined ? others : inputs;
    const { cause, failure } = reasonOf(error, [live.appKey, inputs.appSecret]);
    const values = { name: plain(inputs.name), settings: settingsIn(differences) };
    const facts = { id: plain(id), ...differenceFacts(differences, "declared"), failure };
    return {
      live,
      written,
      failure: message("SMS2011", { what: "takenOver", values, facts, do: cause === undefined ? ["again"] : [], cause }),
    };
  }
}
