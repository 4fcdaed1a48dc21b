import { ForeseenError } from "../../messages";
import { adoptionCandidates } from "../facts/existing";
import type { OpenMarket } from "../run/market";
import { managedByAnother } from "../says/moved";
import { nothingToAdopt } from "../says/refusals";
import type { Gained } from "./complete";

/**
 * The application to take over. Its secret is unknown unless `appSecret` gives it: the service showed it once, to whoever created it.
 *
 * @throws ForeseenError SMS2012 when there is not exactly one such application
 */
export async function adopted(adopt: string, name: string, market: OpenMarket): Promise<Gained> {
  const applications = await market.listing();
  const found = adoptionCandidates(adopt, name, applications);
  const [only] = found;
  // The check has refused it where the list could be had; here nothing of it may be sent.
  const managing = (await market.run.stackState())?.entries.find(({ id }) => id === only?.id);
  if (only !== undefined && managing !== undefined)
    throw new ForeseenError(managedByAnother(only, managing, { program: undefined, root: null }));
  if (only !== undefined && found.length === 1) return { id: only.id, by: "adoption" };
  throw new ForeseenError(nothingToAdopt({ adopt, name }, found.length, applications, market.name));
}
