import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { CallFailure, type LiveApplication, type ManagementApi, type Market } from "../service";
import { adoptionCandidates } from "../application";

/** What the service has for a declared application. */
export type Counterpart =
  | { kind: "found"; live: LiveApplication }
  /** The declared id is of an application of another market. */
  | { kind: "elsewhere"; live: LiveApplication }
  | { kind: "missing" }
  | { kind: "several"; found: readonly LiveApplication[] };

/** Finds declared applications at the service: by the id in `adopt`, else by the exact name. One list for each market of each account. */
export class Counterparts {
  private readonly listings = new Map<ManagementApi, Map<Market, Promise<LiveApplication[]>>>();

  /** @throws the errors of the API */
  async of({ market, name, adopt = "by-name" }: ApplicationInputs, api: ManagementApi): Promise<Counterpart> {
    const found = adoptionCandidates(adopt, name, await this.listing(api, market));
    const [only] = found;
    if (only !== undefined) return found.length === 1 ? { kind: "found", live: only } : { kind: "several", found };
    return adopt === "by-name" ? { kind: "missing" } : this.elsewhere(adopt, api);
  }

  private listing(api: ManagementApi, market: Market): Promise<LiveApplication[]> {
    const ofApi = this.listings.get(api) ?? new Map<Market, Promise<LiveApplication[]>>();
    this.listings.set(api, ofApi);
    const listing = ofApi.get(market) ?? api.listApplications(market);
    ofApi.set(market, listing);
    return listing;
  }

  private async elsewhere(id: string, api: ManagementApi): Promise<Counterpart> {
    try {
      return { kind: "elsewhere", live: await api.showApplication(id) };
    } catch (error) {
      if (error instanceof CallFailure && error.meaning === "application-missing") return { kind: "missing" };
      throw error;
    }
  }
}
