import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { ApiError, UnexpectedAnswerError } from "../api/api-errors";
import type { CreatedApplication, LiveApplication, ManagementApi, NewApplication } from "../api/management-api";
import { ForeseenError } from "../errors/foreseen-error";
import { adoptApplication } from "./adopt";
import { CreatedIncompleteError, LifeCycleError } from "./life-cycle-error";
import { MarketView } from "./market-view";
import { applicationOutputs, secretOf, type ApplicationOutputs, type ManagedApplication } from "./outputs";
import { nameInUse } from "./preflight";
import { recoverCreation } from "./recover";
import { reportNew } from "./report";
import type { Surroundings } from "./surroundings";
import { settingsNotTaken, writableSettings } from "./writable";

/**
 * Creates the application exactly once, or takes over the one that `adopt` names.
 * Creations in one market of one account run one after another. The one POST is never repeated.
 *
 * A lost answer is followed up by listing.
 *
 * @throws LifeCycleError SMS2001 the name exists; SMS2004 nothing was created; SMS2005 nobody knows
 * @throws CreatedIncompleteError SMS2011 it exists and a later step failed: keep its id and outputs
 * @throws ForeseenError from the configuration and the API, before anything was sent
 */
export async function createApplication(inputs: ApplicationInputs, surroundings: Surroundings): Promise<ManagedApplication> {
  const api = surroundings.openAccount(inputs);
  if (inputs.adopt !== undefined) return adoptApplication(inputs, inputs.adopt, api, surroundings);
  const created = await surroundings.lock.run(MarketView.key(api, inputs.market), () => createOnce(inputs, api, surroundings));
  return completed(inputs, created, api, surroundings);
}

async function createOnce(inputs: ApplicationInputs, api: ManagementApi, surroundings: Surroundings): Promise<CreatedApplication> {
  const applications = await surroundings.markets.listing(api, inputs.market);
  const [taken] = nameInUse(inputs.name, applications);
  if (taken !== undefined) throw new LifeCycleError("nameInUse", taken.replace(/^\w+: /, ""));
  const seenBefore = new Set(applications.map(({ id }) => id));
  try {
    const created = await api.createApplication(newApplication(inputs));
    applications.push({ id: created.id, market: inputs.market, name: inputs.name });
    return created;
  } catch (error) {
    surroundings.markets.forget(api, inputs.market);
    if (!(error instanceof ApiError)) throw error;
    if (error instanceof UnexpectedAnswerError && error.applicationId !== undefined)
      throw unusableAnswer(error, error.applicationId, inputs, api, surroundings);
    if (error.outcome === "unknown") return await recoverCreation(inputs, seenBefore, error, api, surroundings);
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
  error: UnexpectedAnswerError,
  id: string,
  inputs: ApplicationInputs,
  api: ManagementApi,
  { now }: Surroundings,
): CreatedIncompleteError {
  const { appKey, appSecret } = error.created ?? {};
  const outputs = applicationOutputs(inputs, appKey === undefined ? {} : { appKey }, secretOf(inputs, appSecret, now()), api, false);
  return new CreatedIncompleteError(id, outputs, [error.message]);
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
  const live = await shown(created.id, api, outputsOf);
  const differences = settingsNotTaken(writableSettings(inputs), live);
  if (differences.length > 0) throw new CreatedIncompleteError(created.id, outputsOf(live), differences);
  const outputs = outputsOf(live);
  reportNew(created.id, outputs, surroundings.warn);
  return { id: created.id, outputs };
}

async function shown(
  id: string,
  api: ManagementApi,
  outputsOf: (live: Partial<LiveApplication>) => ApplicationOutputs,
): Promise<LiveApplication> {
  try {
    return await api.showApplication(id);
  } catch (error) {
    const reason = error instanceof ForeseenError ? error.message : `an unforeseen failure (${String(error)})`;
    throw new CreatedIncompleteError(id, outputsOf({}), [
      `${id} was created, but could not be read back. Nothing is lost: run pulumi up again. ${reason}`,
    ]);
  }
}
