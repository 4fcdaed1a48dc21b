import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { CallFailure, type CreatedApplication, type LiveApplication, type ManagementApi, type NewApplication } from "../../service";
import { ForeseenError } from "../../messages";
import { adoptApplication, takeOver } from "./adopt";
import { LifeCycleError, type CreatedIncompleteError } from "../says/life-cycle-error";
import { listAfterEarlierRun, ownApplication } from "../run/earlier-run";
import { placeOf, type CreationIntent, type IntentPlace } from "../run/intent";
import { MarketView } from "../run/market-view";
import { applicationOutputs, secretOf, type ApplicationOutputs, type ManagedApplication } from "../facts/outputs";
import { nameInUse } from "../check/preflight";
import { recoverCreation } from "./recover";
import { createdIncomplete, reportNew } from "../says/report";
import type { Surroundings } from "../run/surroundings";
import { settingsNotTaken, writableSettings } from "../facts/writable";

/**
 * Creates the application exactly once, or takes over the one that `adopt` names, or that a killed run of this stack has left.
 * Creations in one market of one account run one after another. The POST is sent again only when it
 * provably did not reach the service (`provider/api/outcomes.ts`).
 *
 * An intent is on the disk before the POST. A lost answer is followed up by listing.
 *
 * @throws LifeCycleError SMS2001 the name exists; SMS2004 nothing was created; SMS2005 nobody knows; SMS2022 the intent cannot be kept
 * @throws CreatedIncompleteError SMS2011 it exists and a later step failed: keep its id and outputs
 * @throws ForeseenError from the configuration and the API, before anything was sent
 */
export async function createApplication(inputs: ApplicationInputs, surroundings: Surroundings): Promise<ManagedApplication> {
  const api = surroundings.openAccount(inputs);
  if (inputs.adopt !== undefined) return adoptApplication(inputs, inputs.adopt, api, surroundings);
  const created = await surroundings.lock.run(MarketView.key(api, inputs.market), () => createOnce(inputs, api, surroundings));
  if (created.takenOver === true) return takeOver(created.id, inputs, false, api, surroundings);
  return completed(inputs, created, api, surroundings);
}

/** What came of a creation; `takenOver` when an earlier run had made it. */
interface Created extends CreatedApplication {
  takenOver?: boolean;
}

async function createOnce(inputs: ApplicationInputs, api: ManagementApi, surroundings: Surroundings): Promise<Created> {
  const place = placeOf(api, inputs.market, inputs.name);
  const applications = await listAfterEarlierRun(place, api, surroundings);
  const own = await ownApplication(place, applications, surroundings);
  if (own !== undefined) return takenOver(own, place, surroundings);
  const taken = nameInUse(inputs.name, applications);
  if (taken !== undefined) throw taken;
  const intent: CreationIntent = {
    ...place,
    ...(inputs.profile === undefined ? {} : { profile: inputs.profile }),
    stack: await surroundings.stack(),
    time: surroundings.now().toISOString(),
    seenBefore: applications.map(({ id }) => id),
  };
  surroundings.intents.write(intent);
  const created = await sentOnce(inputs, intent, api, surroundings);
  applications.push({ id: created.id, market: inputs.market, name: inputs.name });
  noteCreated({ ...intent, id: created.id }, surroundings);
  return created;
}

// Written again under this process: the run that takes over may be killed as well.
function takenOver(own: LiveApplication, place: IntentPlace, { intents, warn }: Surroundings): Created {
  const intent = intents.find(place);
  if (intent !== undefined) intents.write({ ...intent, id: own.id });
  warn(
    `${own.name} (${own.id}) was created by an earlier run that was killed, and is taken over; none was created. ` +
      `If the stack shows a pending creation, run: pulumi refresh --clear-pending-creates.`,
  );
  return { id: own.id, takenOver: true };
}

/** The id is worth more than its note: neither a full disk nor a fault of ours may stop what has been created from reaching the state. */
function noteCreated(intent: CreationIntent, { intents, warn }: Surroundings): void {
  try {
    intents.write(intent);
  } catch (error) {
    const reason = error instanceof ForeseenError ? error.explanation : String(error);
    warn(`${intent.name} (${intent.id ?? ""}) was created, and the note of it could not be completed: ${reason}`);
  }
}

async function sentOnce(
  inputs: ApplicationInputs,
  intent: CreationIntent,
  api: ManagementApi,
  surroundings: Surroundings,
): Promise<CreatedApplication> {
  try {
    return await api.createApplication(newApplication(inputs));
  } catch (error) {
    surroundings.markets.forget(api, inputs.market);
    if (!(error instanceof CallFailure)) throw error;
    if (error.created !== undefined) {
      noteCreated({ ...intent, id: error.created.id }, surroundings);
      throw unusableAnswer(error, error.created, inputs, api, surroundings);
    }
    if (error.outcome === "unknown") return await recoverCreation(inputs, new Set(intent.seenBefore), error, api, surroundings);
    surroundings.intents.remove(intent);
    throw new LifeCycleError("notCreated", `${inputs.name} was not created, and it is safe to run again. ${error.message}`, {
      cause: error,
    });
  }
}

function newApplication(inputs: ApplicationInputs): NewApplication {
  const { testSignatureAndTemplate } = inputs;
  return { ...writableSettings(inputs), ...(testSignatureAndTemplate === undefined ? {} : { testSignatureAndTemplate }) };
}

/** An answer that is not as documented may still hold the id, and the secret that is shown only once. */
function unusableAnswer(
  error: CallFailure,
  { id, appKey, appSecret }: CreatedApplication,
  inputs: ApplicationInputs,
  api: ManagementApi,
  surroundings: Surroundings,
): CreatedIncompleteError {
  const outputs = applicationOutputs(
    inputs,
    appKey === undefined ? {} : { appKey },
    secretOf(inputs, appSecret, surroundings.now()),
    api,
    false,
  );
  return createdIncomplete(id, outputs, [error.message], surroundings);
}

/** From here on the id is known, so every failure carries it. */
async function completed(
  inputs: ApplicationInputs,
  created: CreatedApplication,
  api: ManagementApi,
  surroundings: Surroundings,
): Promise<ManagedApplication> {
  const secret = secretOf(inputs, created.appSecret, surroundings.now());
  const known = { ...(created.appKey === undefined ? {} : { appKey: created.appKey }) };
  const outputsOf = (live: Partial<LiveApplication>) => applicationOutputs(inputs, { ...known, ...live }, secret, api, false);
  const live = await shown(created.id, api, outputsOf, surroundings);
  const differences = settingsNotTaken(writableSettings(inputs), live);
  if (differences.length > 0)
    throw createdIncomplete(created.id, outputsOf(live), [`${differences.join("; ")}. Run pulumi up again`], surroundings);
  const outputs = outputsOf(live);
  reportNew(created.id, outputs, surroundings.warn);
  return { id: created.id, outputs };
}

async function shown(
  id: string,
  api: ManagementApi,
  outputsOf: (live: Partial<LiveApplication>) => ApplicationOutputs,
  surroundings: Surroundings,
): Promise<LiveApplication> {
  try {
    return await api.showApplication(id);
  } catch (error) {
    const reason = error instanceof ForeseenError ? error.message : `an unforeseen failure (${String(error)})`;
    const unread = `${id} was created, but could not be read back. Nothing is lost: run pulumi up again. Reason: ${reason}`;
    throw createdIncomplete(id, outputsOf({}), [unread], surroundings);
  }
}
