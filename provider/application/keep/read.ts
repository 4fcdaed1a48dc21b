import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { CallFailure, type LiveApplication, type ManagementApi } from "../../service";
import { requireSameAccount } from "./account-guard";
import { inputsWithin } from "../facts/declaration";
import { defined } from "../facts/defined";
import type { Run } from "../run/run";
import { settleIntent } from "../run/settle-intent";
import { LifeCycleError } from "../says/life-cycle-error";
import { applicationOutputs, declaredWithin, recordedSecret, type ApplicationOutputs } from "../facts/outputs";
import { reportConsoleDrift, reportStatus } from "../says/report";
import type { Surroundings } from "../run/surroundings";
import { traces } from "./traces";

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
  const api = surroundings.account(inputsWithin(recorded));
  requireSameAccount(id, recorded, api);
  settleIntent(id, surroundings.run);
  const live = await showExisting(id, recorded, api, surroundings);
  const inputs = liveInputs(declaredWithin(recorded), live);
  const outputs = applicationOutputs(inputs, { live, secret: recordedSecret(recorded), adopted: recorded.adopted === true }, api);
  const { warn } = surroundings.run;
  reportStatus(id, recorded, outputs, warn);
  reportConsoleDrift(outputs, warn);
  reportUndeclared(inputs, live, warn);
  return { inputs, outputs };
}

async function showExisting(
  id: string,
  recorded: Partial<ApplicationOutputs>,
  api: ManagementApi,
  surroundings: Surroundings,
): Promise<LiveApplication> {
  try {
    return await api.showApplication(id);
  } catch (error) {
    if (!(error instanceof CallFailure) || error.meaning !== "application-missing") throw error;
    const elsewhere = await traces(id, recorded, api, surroundings);
    throw new LifeCycleError(
      "applicationMissing",
      `application ${id}${recorded.name === undefined ? "" : ` (${recorded.name})`} does not exist in project ${api.projectId} of ${api.cloudRegion}. ` +
        `It stays in the state, because forgetting it would make the next run create another one. ${elsewhere.join(" ")} ` +
        `If it is surely gone, note its secret (pulumi stack export --show-secrets) and run: pulumi state delete <urn>. ${error.message}`,
      { cause: error },
    );
  }
}

/** The declared inputs with what the service shows in place of what was declared; nothing that was not declared. */
function liveInputs(
  { uplinkDestination, enterpriseProjectId, ...declared }: Partial<ApplicationInputs>,
  live: LiveApplication,
): ApplicationInputs {
  const uplink = uplinkDestination === undefined ? "" : (live.uplinkDestination ?? uplinkDestination);
  return defined({
    ...declared,
    market: live.market,
    name: live.name,
    uplinkDestination: uplink === "" ? undefined : uplink,
    enterpriseProjectId: enterpriseProjectId === undefined ? undefined : (live.enterpriseProjectId ?? enterpriseProjectId),
  });
}

// An update keeps such a value. As an input it would be cleared by the next run, although nobody asked for that.
function reportUndeclared(inputs: ApplicationInputs, { id, name, uplinkDestination = "" }: LiveApplication, warn: Run["warn"]): void {
  if (uplinkDestination === "" || inputs.uplinkDestination !== undefined) return;
  warn(
    `${name} (${id}) has the uplink destination ${uplinkDestination}, which is not declared. It is left as it is; declare uplinkDestination to manage it.`,
  );
}
