import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { ForeseenError, message, plain, type Message } from "../../messages";
import { CallFailure, type LiveApplication, type ManagementApi } from "../../service";
import { inputsWithin } from "../facts/declaration";
import { defined } from "../facts/defined";
import { applicationOutputs, declaredWithin, recordedSecret, type ApplicationOutputs } from "../facts/outputs";
import { settleIntent } from "../run/settle-intent";
import type { Surroundings } from "../run/surroundings";
import { consoleDriftWarnings, statusWarnings } from "../says/warnings";
import { requireSameAccount } from "./account-guard";
import { missing } from "./missing";

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
 * @throws ForeseenError SMS2007 the service says that it does not exist (never a silent removal: the next run would
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
  const warnings = [...statusWarnings(id, recorded, outputs), ...consoleDriftWarnings(outputs), ...undeclaredWarnings(inputs, live)];
  warnings.forEach(surroundings.run.warn);
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
    throw new ForeseenError(await missing(id, recorded, surroundings), { cause: error });
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
function undeclaredWarnings(inputs: ApplicationInputs, { id, name, uplinkDestination = "" }: LiveApplication): Message[] {
  if (uplinkDestination === "" || inputs.uplinkDestination !== undefined) return [];
  const value = plain(uplinkDestination);
  return [message("SMS2206", { values: { name: plain(name), value }, facts: { id: plain(id) }, do: ["declare"] })];
}
