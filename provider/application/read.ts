import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { RefusedError } from "../api/api-errors";
import type { LiveApplication, ManagementApi } from "../api/management-api";
import { requireSameAccount } from "./account-guard";
import { inputsWithin } from "./declaration";
import { LifeCycleError } from "./life-cycle-error";
import { applicationOutputs, type ApplicationOutputs, type Secret } from "./outputs";
import type { Surroundings } from "./surroundings";

/** An application as it is live: inputs to compare with what is declared, and outputs. */
interface ReadApplication {
  inputs: Partial<ApplicationInputs>;
  outputs: ApplicationOutputs;
}

/**
 * Reads the application back. Only what the answer contains is compared; console-only settings keep their declared value,
 * and how far they are is in `consoleChanges`.
 *
 * @param recorded the outputs of the last run, or the inputs of a `get`
 * @throws LifeCycleError SMS2007 the service says that it does not exist (never a silent removal: the next run would
 *   create a second one); SMS2008 the configuration names another account
 * @throws ForeseenError from the configuration and the API
 */
export async function readApplication(
  id: string,
  recorded: Partial<ApplicationOutputs>,
  surroundings: Surroundings,
): Promise<ReadApplication> {
  const api = surroundings.openAccount(inputsWithin(recorded));
  requireSameAccount(id, recorded, api);
  const live = await showExisting(id, recorded, api);
  const inputs = liveInputs(declaredInputs(recorded), live);
  const outputs = applicationOutputs(inputs, live, secretWithin(recorded), api, recorded.adopted === true);
  warnOfStatus(recorded, live, surroundings);
  warnOfConsoleDrift(outputs, surroundings);
  return { inputs, outputs };
}

async function showExisting(id: string, recorded: Partial<ApplicationOutputs>, api: ManagementApi): Promise<LiveApplication> {
  try {
    return await api.showApplication(id);
  } catch (error) {
    if (!(error instanceof RefusedError) || error.code !== "SMS3006") throw error;
    throw new LifeCycleError(
      "applicationMissing",
      `application ${id}${recorded.name === undefined ? "" : ` (${recorded.name})`} does not exist in project ${api.projectId} of ${api.cloudRegion}. ` +
        `It stays in the state, because forgetting it would make the next run create another one. Check projectId and profile first. ` +
        `If it exists under another id, declare adopt: <id>. If it is surely gone, run: pulumi state delete <urn>. ${error.message}`,
      { cause: error },
    );
  }
}

// An input and an output share the name appSecret; secretSource tells whether it was declared.
function declaredInputs(recorded: Partial<ApplicationOutputs>): Partial<ApplicationInputs> {
  const { appSecret, ...others } = inputsWithin(recorded);
  return appSecret !== undefined && recorded.secretSource === "given" ? { ...others, appSecret } : others;
}

/** The declared inputs with what the service shows in place of what was declared. */
function liveInputs(
  { uplinkDestination, enterpriseProjectId, ...declared }: Partial<ApplicationInputs>,
  live: LiveApplication,
): ApplicationInputs {
  const uplink = live.uplinkDestination ?? uplinkDestination ?? "";
  const project = enterpriseProjectId === undefined ? undefined : (live.enterpriseProjectId ?? enterpriseProjectId);
  return {
    ...declared,
    market: live.market,
    name: live.name,
    ...(uplink === "" ? {} : { uplinkDestination: uplink }),
    ...(project === undefined ? {} : { enterpriseProjectId: project }),
  };
}

function secretWithin({ appSecret, secretSource, secretUsableFrom }: Partial<ApplicationOutputs>): Secret {
  return {
    secretSource: secretSource ?? "unknown",
    ...(appSecret === undefined ? {} : { appSecret }),
    ...(secretUsableFrom === undefined ? {} : { secretUsableFrom }),
  };
}

const statusWords: Record<string, string> = {
  CREATED: "its creation is not finished yet; wait, then run pulumi refresh",
  PROCESSING: "Huawei Cloud is allocating resources; ask the account manager or open a service ticket",
  SUSPENDED:
    "it accepts no traffic; Huawei Cloud suspended it after a content violation or on request, and only Huawei Cloud can resume it",
};

/** The engine does not show a changed output, so a status other than the normal one is said aloud. */
function warnOfStatus(recorded: Partial<ApplicationOutputs>, { id, name, status }: LiveApplication, { warn }: Surroundings): void {
  const words = status === undefined ? undefined : statusWords[status];
  if (words !== undefined) warn(`${name} (${id}) has the status ${status ?? ""}: ${words}.`);
  else if (recorded.status !== undefined && recorded.status !== status) {
    warn(`${name} (${id}) changed its status from ${recorded.status} to ${status ?? "unknown"}.`);
  }
}

function warnOfConsoleDrift({ name, consoleChanges }: ApplicationOutputs, { warn }: Surroundings): void {
  for (const { setting, status, value, liveValue, instruction } of consoleChanges) {
    if (status !== "differs") continue;
    warn(
      `${setting} of ${name} is ${[liveValue].flat().join(",")} on the console, and ${[value].flat().join(",")} is declared. ${instruction}`,
    );
  }
}
