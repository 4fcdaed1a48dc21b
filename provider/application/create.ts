import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { ApiError, UnexpectedAnswerError } from "../api/api-errors";
import type { CreatedApplication, LiveApplication, ManagementApi, NewApplication } from "../api/management-api";
import { ForeseenError } from "../errors/foreseen-error";
import { adoptApplication } from "./adopt";
import { CreatedIncompleteError, LifeCycleError } from "./life-cycle-error";
import { MarketView } from "./market-view";
import { applicationOutputs, secretOf, type ApplicationOutputs } from "./outputs";
import { nameInUse } from "./preflight";
import { reportNew } from "./report";
import type { Surroundings } from "./surroundings";
import { settingsNotTaken, writableSettings } from "./writable";

/** An application that exists, with everything the state is to keep of it. */
export interface Created {
  id: string;
  outputs: ApplicationOutputs;
}

/**
 * Creates the application exactly once, or takes over the one that `adopt` names.
 * Creations in one market of one account run one after another. The one POST is never repeated.
 *
 * @throws LifeCycleError SMS2001 the name exists; SMS2004 provably nothing was created; SMS2005 nobody knows
 * @throws CreatedIncompleteError SMS2011 it exists and a later step failed: keep its id and outputs
 * @throws ForeseenError from the configuration and the API, before anything was sent
 */
export async function createApplication(inputs: ApplicationInputs, surroundings: Surroundings): Promise<Created> {
  const api = surroundings.openAccount(inputs);
  if (inputs.adopt !== undefined) return adoptApplication(inputs, inputs.adopt, api, surroundings);
  const created = await surroundings.lock.run(MarketView.key(api, inputs.market), () => createOnce(inputs, api, surroundings));
  return completed(inputs, created, api, surroundings);
}

async function createOnce(inputs: ApplicationInputs, api: ManagementApi, surroundings: Surroundings): Promise<CreatedApplication> {
  const applications = await surroundings.markets.listing(api, inputs.market);
  const [taken] = nameInUse(inputs.name, applications);
  if (taken !== undefined) throw new LifeCycleError("nameInUse", taken.replace(/^\w+: /, ""));
  try {
    const created = await api.createApplication(newApplication(inputs));
    applications.push({ id: created.id, market: inputs.market, name: inputs.name });
    return created;
  } catch (error) {
    surroundings.markets.forget(api, inputs.market);
    throw failedCreation(error, inputs, api, surroundings);
  }
}

function newApplication(inputs: ApplicationInputs): NewApplication {
  const { testSignatureAndTemplate } = inputs;
  return { ...writableSettings(inputs), ...(testSignatureAndTemplate === undefined ? {} : { testSignatureAndTemplate }) };
}

function failedCreation(error: unknown, inputs: ApplicationInputs, api: ManagementApi, { now }: Surroundings): unknown {
  if (!(error instanceof ApiError)) return error;
  if (error instanceof UnexpectedAnswerError && error.applicationId !== undefined) {
    const { appKey, appSecret } = error.created ?? {};
    const outputs = applicationOutputs(inputs, appKey === undefined ? {} : { appKey }, secretOf(inputs, appSecret, now()), api, false);
    return new CreatedIncompleteError(error.applicationId, outputs, [error.message]);
  }
  if (error.outcome === "unknown") {
    return new LifeCycleError(
      "outcomeUnknown",
      `nobody knows whether the ${inputs.market} application ${inputs.name} was created in project ${api.projectId}: the request was sent, and no usable answer came. ` +
        `It was not sent again. Look at the console, or run pulumi up again: it lists the applications first, and shows the id of this one if it exists. ${error.message}`,
      { cause: error },
    );
  }
  return new LifeCycleError("notCreated", `${inputs.name} was not created, and it is safe to run again. ${error.message}`, {
    cause: error,
  });
}

/** From here on the id is known, so every failure carries it. */
async function completed(
  inputs: ApplicationInputs,
  created: CreatedApplication,
  api: ManagementApi,
  surroundings: Surroundings,
): Promise<Created> {
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
