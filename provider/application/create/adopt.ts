import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { LiveApplication, ManagementApi } from "../../service";
import { LifeCycleError } from "../says/life-cycle-error";
import { applicationOutputs, secretOf, type ManagedApplication } from "../facts/outputs";
import { adoptionCandidates } from "../facts/existing";
import { createdIncomplete, reportNew } from "../says/report";
import type { Surroundings } from "../run/surroundings";
import { writeSettings } from "../keep/update";

/**
 * Takes over an application that exists, and changes it to what is declared in the same run. Creates nothing.
 * Its secret is unknown unless `appSecret` gives it: the service showed it once, to whoever created it.
 *
 * @throws LifeCycleError SMS2012 when there is not exactly one such application
 * @throws CreatedIncompleteError SMS2011 when a setting could not be changed; the application is kept in the state
 */
export async function adoptApplication(
  inputs: ApplicationInputs,
  adopt: string,
  api: ManagementApi,
  surroundings: Surroundings,
): Promise<ManagedApplication> {
  const { id } = theOne(await surroundings.markets.listing(api, inputs.market), inputs, adopt);
  return takeOver(id, inputs, true, api, surroundings);
}

/**
 * Brings an application that exists to what is declared.
 *
 * @param adopted whether somebody else made it
 * @throws CreatedIncompleteError SMS2011 when a setting could not be changed; the application is kept in the state
 * @throws ForeseenError when it cannot be read: nothing was changed then
 */
export async function takeOver(
  id: string,
  inputs: ApplicationInputs,
  adopted: boolean,
  api: ManagementApi,
  surroundings: Surroundings,
): Promise<ManagedApplication> {
  const live = await api.showApplication(id);
  const secret = secretOf(inputs, undefined, surroundings.now());
  try {
    const outputs = applicationOutputs(inputs, await writeSettings(id, live, {}, inputs, api), secret, api, adopted);
    reportNew(id, outputs, surroundings.warn);
    return { id, outputs };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const { uplinkDestination, ...others } = inputs;
    // Where the site never shows the uplink destination, the state alone can tell the next run that it is still to be written.
    const written = live.uplinkDestination === undefined ? others : inputs;
    throw createdIncomplete(
      id,
      applicationOutputs(written, live, secret, api, adopted),
      [`${id} was taken over, but: ${reason}`],
      surroundings,
    );
  }
}

function theOne(applications: readonly LiveApplication[], inputs: ApplicationInputs, adopt: string): LiveApplication {
  const found = adoptionCandidates(adopt, inputs.name, applications);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const what = adopt === "by-name" ? `named ${inputs.name}` : `with the id ${adopt}`;
  throw new LifeCycleError(
    "nothingToAdopt",
    `${found.length === 0 ? "no" : "more than one"} ${inputs.market} application ${what} exists, so none was taken over and none created. Give the id of one that exists, or remove adopt.`,
  );
}
