import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { CallFailure, type LiveApplication, type ManagementApi, type WritableSettings } from "../../service";
import { defined } from "../facts/defined";
import { settingsNotTaken } from "../facts/writable";
import { LifeCycleError } from "../says/life-cycle-error";

/**
 * Writes what differs between live and declared, and reads it back.
 * A setting that was declared before and no longer is gets cleared; one that never was keeps its live value.
 *
 * @returns the application as the service shows it afterwards
 */
export async function writeSettings(
  live: LiveApplication,
  before: Partial<ApplicationInputs>,
  inputs: ApplicationInputs,
  api: ManagementApi,
): Promise<LiveApplication> {
  const body = merged(live, before, inputs);
  if (settingsNotTaken(body, live).length === 0 && !writtenBlindly(live, before, inputs)) return live;
  const lost = await lostAnswer(api.updateApplication(live.id, body));
  const after = await readBack(live.id, inputs, api);
  const differences = settingsNotTaken(body, after);
  if (differences.length > 0) {
    const why =
      lost === undefined
        ? "Somebody else may have changed it at the same time: run pulumi up --refresh."
        : `Run pulumi up again. ${lost.message}`;
    throw new LifeCycleError("settingNotTaken", `application ${live.id} (${inputs.name}): ${differences.join("; ")}. ${why}`);
  }
  return after;
}

/** The failure of a change that may have taken effect all the same: reading it back decides. Throws every other failure. */
async function lostAnswer(change: Promise<void>): Promise<CallFailure | undefined> {
  try {
    await change;
    return undefined;
  } catch (error) {
    if (error instanceof CallFailure && error.outcome === "unknown") return error;
    throw error;
  }
}

async function readBack(id: string, inputs: ApplicationInputs, api: ManagementApi): Promise<LiveApplication> {
  try {
    return await api.showApplication(id);
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    const explanation = `application ${id} (${inputs.name}): the change was sent, and could not be read back. Run pulumi up --refresh: it looks first. ${error.message}`;
    throw new LifeCycleError("settingNotTaken", explanation, { cause: error });
  }
}

// Fields that are not sent may be lost (GAP-PUT), so what is live and not declared is sent as it is.
function merged(live: LiveApplication, before: Partial<ApplicationInputs>, inputs: ApplicationInputs): WritableSettings {
  const cleared = before.uplinkDestination !== undefined ? "" : live.uplinkDestination;
  // "0" is the default project (OAS).
  const usual = before.enterpriseProjectId !== undefined ? "0" : live.enterpriseProjectId;
  return defined({
    market: inputs.market,
    name: inputs.name,
    uplinkDestination: inputs.uplinkDestination ?? cleared,
    enterpriseProjectId: inputs.enterpriseProjectId ?? usual,
  });
}

// The international site never shows the uplink destination, so only the declaration tells that it changed.
function writtenBlindly(live: LiveApplication, before: Partial<ApplicationInputs>, inputs: ApplicationInputs): boolean {
  return live.uplinkDestination === undefined && before.uplinkDestination !== inputs.uplinkDestination;
}
