import type { ApplicationCount, LiveApplication, ManagementApi, Market } from "../api/management-api";

/** What exists in one market of one account, at one moment, with what this process has added since. */
export interface MarketSnapshot {
  takenAt: number;
  applications: LiveApplication[];
  count: ApplicationCount;
}

/** Names that this run wants to give in one market: created applications, and all taken names including renames. */
export interface MarketClaims {
  created: string[];
  names: Map<string, string>;
}

/** A snapshot older than this many milliseconds is taken again before a creation: somebody else may have acted. */
const freshFor = 30_000;

/**
 * The shared view of all markets that one run looks at: one list and one count per account and market,
 * however many resources ask.
 */
export class MarketView {
  private readonly snapshots = new Map<string, Promise<MarketSnapshot>>();
  private readonly claims = new Map<string, MarketClaims>();

  constructor(private readonly now: () => Date) {}

  static key(api: ManagementApi, market: Market): string {
    return [api.endpoint, api.cloudRegion, api.projectId, market].join(" ");
  }

  /** Whether this run has looked at the market already, with whatever result. */
  hasAsked(api: ManagementApi, market: Market): boolean {
    return this.snapshots.has(MarketView.key(api, market));
  }

  /** The snapshot of this run. A failure is shared as well, until `fresh` asks again. Throws the errors of the API. */
  async shared(api: ManagementApi, market: Market): Promise<MarketSnapshot> {
    const key = MarketView.key(api, market);
    const snapshot = this.snapshots.get(key) ?? this.take(api, market);
    this.snapshots.set(key, snapshot);
    return snapshot;
  }

  /** A snapshot young enough to create on; a failed or old one is taken again. Throws the errors of the API. */
  async fresh(api: ManagementApi, market: Market): Promise<MarketSnapshot> {
    const key = MarketView.key(api, market);
    const known = await this.snapshots.get(key)?.catch(() => undefined);
    if (known !== undefined && this.now().getTime() - known.takenAt < freshFor) return known;
    this.snapshots.delete(key);
    return this.shared(api, market);
  }

  /** Forgets the snapshot, so that the next creation looks again: after an unknown outcome nothing shared can be trusted. */
  forget(api: ManagementApi, market: Market): void {
    this.snapshots.delete(MarketView.key(api, market));
  }

  claimsOf(api: ManagementApi, market: Market): MarketClaims {
    const key = MarketView.key(api, market);
    const claims = this.claims.get(key) ?? { created: [], names: new Map<string, string>() };
    this.claims.set(key, claims);
    return claims;
  }

  private async take(api: ManagementApi, market: Market): Promise<MarketSnapshot> {
    const takenAt = this.now().getTime();
    const [applications, count] = await Promise.all([api.listApplications(market), api.countApplications(market)]);
    return { takenAt, applications, count };
  }
}
