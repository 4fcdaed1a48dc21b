import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { ApplicationCount, LiveApplication, ManagementApi, Market } from "../../service";

/** What exists in one market of one account, and how much more it may hold. */
export interface MarketSurvey {
  applications: readonly LiveApplication[];
  count: ApplicationCount;
}

/** What the resources of this run want in one market. */
export interface MarketClaims {
  /** Names to be created, in the order of the resources. */
  created: string[];
  /** All names to be given: by creation, adoption or renaming. */
  names: Set<string>;
  /** Ids of applications to be taken over. */
  adopted: Set<string>;
}

/** A list older than this many milliseconds is taken again before a creation: somebody else may have acted. */
const freshFor = 5_000;

/**
 * What one run knows of the markets it looks at: one survey for all checks of a market, and one list for creations
 * that follow each other closely, however many resources ask.
 */
export class MarketView {
  private readonly surveys = new Map<string, Promise<MarketSurvey>>();
  private readonly listings = new Map<string, { takenAt: number; applications: Promise<LiveApplication[]> }>();
  private readonly claims = new Map<string, MarketClaims>();
  private readonly recorded = new Set<string>();

  constructor(private readonly now: () => Date) {}

  static key(api: ManagementApi, market: Market): string {
    return [api.endpoint, api.cloudRegion, api.projectId, market].join(" ");
  }

  /** Whether this run has surveyed the market already, with whatever result. */
  hasSurveyed(api: ManagementApi, market: Market): boolean {
    return this.surveys.has(MarketView.key(api, market));
  }

  /** The survey of this run; a failure is shared as well. Throws the errors of the API. */
  survey(api: ManagementApi, market: Market): Promise<MarketSurvey> {
    const key = MarketView.key(api, market);
    const survey = this.surveys.get(key) ?? surveyed(api, market);
    this.surveys.set(key, survey);
    return survey;
  }

  /** A list young enough to create on. Whoever creates adds to it. Throws the errors of the API. */
  listing(api: ManagementApi, market: Market): Promise<LiveApplication[]> {
    const key = MarketView.key(api, market);
    const known = this.listings.get(key);
    const now = this.now().getTime();
    if (known !== undefined && now - known.takenAt < freshFor) return known.applications;
    const applications = api.listApplications(market);
    this.listings.set(key, { takenAt: now, applications });
    // A failed list is taken again by the next creation; this one gets the failure itself.
    applications.catch(() => this.listings.delete(key));
    return applications;
  }

  /** Forgets the list, so that the next creation looks again: after a failed creation nothing shared can be trusted. */
  forget(api: ManagementApi, market: Market): void {
    this.listings.delete(MarketView.key(api, market));
  }

  /** Remembers an application that the state of the last run holds. */
  record(inputs: Partial<ApplicationInputs>): void {
    this.recorded.add(identity(inputs));
  }

  /** Whether the state of the last run holds an application of this profile, market and name, as far as this run has seen it. */
  isRecorded(inputs: Partial<ApplicationInputs>): boolean {
    return this.recorded.has(identity(inputs));
  }

  claimsOf(api: ManagementApi, market: Market): MarketClaims {
    const key = MarketView.key(api, market);
    const claims = this.claims.get(key) ?? { created: [], names: new Set(), adopted: new Set() };
    this.claims.set(key, claims);
    return claims;
  }
}

const identity = ({ profile, market, name }: Partial<ApplicationInputs>) => JSON.stringify([profile, market, name]);

async function surveyed(api: ManagementApi, market: Market): Promise<MarketSurvey> {
  const [applications, count] = await Promise.all([api.listApplications(market), api.countApplications(market)]);
  return { applications, count };
}
