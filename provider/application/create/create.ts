import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { ForeseenError, message, plain } from "../../messages";
import { CallFailure, type CreatedApplication, type LiveApplication, type NewApplication } from "../../service";
import { defined } from "../facts/defined";
import type { ManagedApplication } from "../facts/outputs";
import { writableSettings } from "../facts/writable";
import { ownApplication } from "../run/earlier-run";
import type { CreationIntent } from "../run/intent";
import type { OpenMarket } from "../run/market";
import type { Surroundings } from "../run/surroundings";
import { reasonOf } from "../says/reasons";
import { nameInUse } from "../says/refusals";
import { adopted } from "./adopt";
import { completed, type Gained } from "./complete";
import { listAfterEarlierRun } from "./earlier-run";
import { recoverCreation } from "./recover";

/**
 * Creates the application exactly once, or takes over the one that `adopt` names, or that a killed run of this stack has left.
 * Creations in one market of one account run one after another. The POST is sent again only when it
 * provably did not reach the service (`provider/api/outcomes.ts`).
 *
 * An intent is on the disk before the POST. A lost answer is followed up by listing.
 *
 * @throws ForeseenError SMS2001 the name exists; SMS2004 nothing was created; SMS2005 nobody knows; SMS2012 there is not exactly one
 *   application to adopt; SMS2022 the intent cannot be kept
 * @throws CreatedIncompleteError SMS2011 it exists and a later step failed: keep its id and outputs
 * @throws ForeseenError from the configuration and the API, before anything was sent
 */
export async function createApplication(inputs: ApplicationInputs, surroundings: Surroundings): Promise<ManagedApplication> {
  const market = surroundings.market(inputs);
  const { adopt } = inputs;
  const gained = adopt === undefined ? await market.inTurn(() => createOnce(inputs, market)) : await adopted(adopt, inputs.name, market);
  return completed(inputs, gained, market);
}

async function createOnce(inputs: ApplicationInputs, market: OpenMarket): Promise<Gained> {
  const { name, profile, testSignatureAndTemplate } = inputs;
  const applications = await listAfterEarlierRun(name, market);
  const own = await ownApplication(name, applications, market);
  if (own !== undefined) return takenOver(own, name, market);
  const taken = nameInUse(name, applications, market.name);
  if (taken !== undefined) throw new ForeseenError(taken);
  const { run } = market;
  const intent: CreationIntent = defined({
    ...market.placeOf(name),
    profile,
    stack: await run.stack(),
    time: run.now().toISOString(),
    seenBefore: applications.map(({ id }) => id),
  });
  run.intents.write(intent);
  const created = await sentOnce(defined({ ...writableSettings(inputs), testSignatureAndTemplate }), intent, market);
  applications.push({ id: created.id, market: market.name, name });
  noteCreated({ ...intent, id: created.id }, market);
  return { ...created, by: "creation" };
}

// Written again under this process: the run that takes over may be killed as well.
function takenOver({ id, name }: LiveApplication, declaredName: string, market: OpenMarket): Gained {
  const { intents, warn } = market.run;
  const intent = intents.find(market.placeOf(declaredName));
  if (intent !== undefined) intents.write({ ...intent, id });
  warn(message("SMS2208", { what: "done", values: { name: plain(name) }, facts: { id: plain(id) }, do: ["clear"] }));
  return { id, by: "earlier run" };
}

/** The id is worth more than its note: neither a full disk nor a fault of ours may stop what has been created from reaching the state. */
function noteCreated(intent: CreationIntent, { run: { intents, warn } }: OpenMarket): void {
  try {
    intents.write(intent);
  } catch (error) {
    const { cause, failure } = reasonOf(error);
    const values = { name: plain(intent.name) };
    warn(message("SMS2211", { values, facts: { id: plain(intent.id ?? ""), failure }, do: ["folder"], cause }));
  }
}

/** What came of the one request; an answer that is not as documented may still hold the id, and the secret that is shown only once. */
async function sentOnce(
  application: NewApplication,
  intent: CreationIntent,
  market: OpenMarket,
): Promise<CreatedApplication & Pick<Gained, "failure">> {
  try {
    return await market.api.createApplication(application);
  } catch (error) {
    market.forget();
    if (!(error instanceof CallFailure)) throw error;
    if (error.created !== undefined) return { ...error.created, failure: error };
    if (error.outcome === "unknown") return await recoverCreation(intent, error, market);
    market.run.intents.remove(intent);
    const values = { name: plain(application.name) };
    throw new ForeseenError(message("SMS2004", { what: "refused", values, why: "refused", cause: error.told }), { cause: error });
  }
}
