import { adoptionCandidates, namedExactly, type StackEntry } from "../application";
import type { DeclaredApplication } from "../manifest";
import { CallFailure, type LiveApplication, type ManagementApi, type Market } from "../service";
import { entriesOf, isElsewhere, type Place, type StackHoldings } from "./stack-holdings";

/** What the service has for a declared application, or why nobody can say. */
export type Counterpart =
  | Found
  /** The id is of an application of another market. */
  | { kind: "elsewhere"; live: LiveApplication; entry?: StackEntry }
  | Missing
  | { kind: "several"; found: readonly LiveApplication[] }
  /** The stack manages it, and the service does not know its id. */
  | { kind: "lost"; entry: StackEntry; named: readonly LiveApplication[] }
  /** The stack manages it in another account than the settings name. */
  | { kind: "other account"; entry: StackEntry; account: Place }
  /** Several resources of the stack may be it. */
  | { kind: "unclear"; entries: readonly StackEntry[] };

interface Found {
  kind: "found";
  live: LiveApplication;
  /** What the stack has of it. */
  entry?: StackEntry;
  /** The stack manages it as a resource that is not the declared one. */
  isOtherResource?: true;
  /** Other applications that have the declared name. */
  namesakes?: readonly LiveApplication[];
}

interface Missing {
  kind: "missing";
  /** No stack was looked at: it may have been renamed. */
  isStackUnknown: boolean;
}

/** One declared application, and the API of the account of its profile. */
export interface Asked {
  application: DeclaredApplication;
  api: ManagementApi;
}

/**
 * Finds declared applications at the service: by the id in the stack's state, else by the id in `adopt`, else by the exact name.
 * One list for each market of each account.
 */
export class Counterparts {
  private readonly listings = new Map<ManagementApi, Map<Market, Promise<LiveApplication[]>>>();
  private readonly recorded: ReadonlyMap<DeclaredApplication, readonly StackEntry[]>;

  /** @param stack what the stack manages, where one is looked at */
  constructor(
    declared: readonly DeclaredApplication[],
    private readonly stack: StackHoldings | undefined,
  ) {
    this.recorded = stack === undefined ? new Map() : entriesOf(declared, stack);
  }

  /** @throws the errors of the API */
  async of(asked: Asked): Promise<Counterpart> {
    const possible = this.recorded.get(asked.application) ?? [];
    const [entry] = possible;
    if (entry !== undefined && possible.length === 1) return this.byEntry(entry, asked);
    const found = await this.byDeclaration(asked);
    if (found.kind === "found") return this.withEntry(found, possible, asked);
    if (found.kind !== "missing" || this.stack === undefined) return found;
    if (possible.length > 0) return { kind: "unclear", entries: possible };
    const former = this.stack.entries.find((one) => hasRecordedName(one, asked) && !this.isOwned(one));
    const byFormer = former === undefined ? found : await this.byEntry(former, asked);
    return byFormer.kind === "found" ? { ...byFormer, isOtherResource: true } : byFormer;
  }

  private readonly isOwned = (entry: StackEntry): boolean => [...this.recorded.values()].some((entries) => entries.includes(entry));

  private async byDeclaration({ application: { inputs }, api }: Asked): Promise<Counterpart> {
    const { market, name, adopt = "by-name" } = inputs;
    const found = adoptionCandidates(adopt, name, await this.listing(api, market));
    const [only] = found;
    if (only !== undefined) return found.length === 1 ? { kind: "found", live: only } : { kind: "several", found };
    const elsewhere = adopt === "by-name" ? undefined : await shown(adopt, api);
    return elsewhere === undefined ? { kind: "missing", isStackUnknown: this.stack === undefined } : { kind: "elsewhere", live: elsewhere };
  }

  /** What was found by its name may be managed by the stack, as this resource or as another. */
  private withEntry(found: Found, possible: readonly StackEntry[], asked: Asked): Counterpart | Promise<Counterpart> {
    const entry = this.stack?.entries.find(({ id }) => id === found.live.id);
    if (entry === undefined) return found;
    return possible.includes(entry) ? this.byEntry(entry, asked) : { ...found, entry, isOtherResource: true };
  }

  private async byEntry(entry: StackEntry, { application: { inputs }, api }: Asked): Promise<Counterpart> {
    if (isElsewhere(entry, api))
      return { kind: "other account", entry, account: { cloudRegion: api.cloudRegion, projectId: api.projectId } };
    const { market, name } = inputs;
    const listing = await this.listing(api, market);
    const live = listing.find(({ id }) => id === entry.id) ?? (await shown(entry.id, api));
    const namesakes = namedExactly(listing, name).filter(({ id }) => id !== entry.id);
    if (live === undefined) return { kind: "lost", entry, named: namesakes };
    return live.market === market ? { kind: "found", live, entry, namesakes } : { kind: "elsewhere", live, entry };
  }

  private listing(api: ManagementApi, market: Market): Promise<LiveApplication[]> {
    const ofApi = this.listings.get(api) ?? new Map<Market, Promise<LiveApplication[]>>();
    this.listings.set(api, ofApi);
    const listing = ofApi.get(market) ?? api.listApplications(market);
    ofApi.set(market, listing);
    return listing;
  }
}

async function shown(id: string, api: ManagementApi): Promise<LiveApplication | undefined> {
  try {
    return await api.showApplication(id);
  } catch (error) {
    if (error instanceof CallFailure && error.meaning === "application-missing") return undefined;
    throw error;
  }
}

/** A resource that had another logical name when the stack was last brought up. */
const hasRecordedName = (entry: StackEntry, { application: { inputs }, api }: Asked): boolean =>
  !isElsewhere(entry, api) && (["name", "market", "profile"] as const).every((part) => entry.outputs[part] === inputs[part]);
