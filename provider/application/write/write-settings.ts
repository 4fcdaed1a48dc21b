import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { ForeseenError, message, plain } from "../../messages";
import { CallFailure, type LiveApplication, type ManagementApi, type WritableSettings } from "../../service";
import { defined } from "../facts/defined";
import { settingsNotTaken, type Difference } from "../facts/writable";
import { differenceFacts, settingsIn } from "../says/reasons";

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
  if (settingsToWrite(live, before, inputs).length === 0) return live;
  const body = merged(live, before, inputs);
  const lost = await lostAnswer(api.updateApplication(live.id, body));
  const after = await readBack(live, api);
  const differences = settingsNotTaken(body, after);
  if (differences.length > 0) throw notTaken(differences, after, lost);
  return after;
}

/** What a write would change. */
export function settingsToWrite(live: LiveApplication, before: Partial<ApplicationInputs>, inputs: ApplicationInputs): Difference[] {
  const differing = settingsNotTaken(merged(live, before, inputs), live);
  // The international site never shows the uplink destination, so only the declaration tells that it changed.
  const isUnseen = live.uplinkDestination === undefined && before.uplinkDestination !== inputs.uplinkDestination;
  return isUnseen ? [...differing, { setting: "uplinkDestination", declared: inputs.uplinkDestination ?? "" }] : differing;
}

function notTaken(differences: readonly Difference[], { id, name }: LiveApplication, lost: CallFailure | undefined): ForeseenError {
  const told = message("SMS2006", {
    what: "notTaken",
    values: { settings: settingsIn(differences), name: plain(name) },
    facts: { id: plain(id), ...differenceFacts(differences, "sent") },
    why: lost === undefined ? "concurrent" : "lost",
    do: [lost === undefined ? "refresh" : "again"],
    cause: lost?.told,
  });
  return new ForeseenError(told, { cause: lost });
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

async function readBack({ id, name }: LiveApplication, api: ManagementApi): Promise<LiveApplication> {
  try {
    return await api.showApplication(id);
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    const values = { name: plain(name) };
    throw new ForeseenError(message("SMS2006", { what: "unread", values, facts: { id: plain(id) }, do: ["refresh"], cause: error.told }), {
      cause: error,
    });
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
