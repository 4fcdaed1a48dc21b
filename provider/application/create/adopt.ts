import { adoptionCandidates } from "../facts/existing";
import type { OpenMarket } from "../run/market";
import { LifeCycleError } from "../says/life-cycle-error";
import type { Gained } from "./complete";

/**
 * The application to take over. Its secret is unknown unless `appSecret` gives it: the service showed it once, to whoever created it.
 *
 * @throws LifeCycleError SMS2012 when there is not exactly one such application
 */
export async function adopted(adopt: string, name: string, market: OpenMarket): Promise<Gained> {
  const found = adoptionCandidates(adopt, name, await market.listing());
  const [only] = found;
  if (only !== undefined && found.length === 1) return { id: only.id, by: "adoption" };
  const what = adopt === "by-name" ? `named ${name}` : `with the id ${adopt}`;
  throw new LifeCycleError(
    "nothingToAdopt",
    `${found.length === 0 ? "no" : "more than one"} ${market.name} application ${what} exists, so none was taken over and none created. Give the id of one that exists, or remove adopt.`,
  );
}
