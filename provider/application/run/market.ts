import type { Shown } from "../../messages";
import { type ApplicationCount, CallFailure, type LiveApplication, type Market } from "../../service";
import type { IntentPlace } from "./intent";
import type { OpenAccount, Run } from "./run";
import { timing } from "./timing";

/** What exists in one market of one account, and how much more it may hold. */
export interface MarketSurvey {
  applications: readonly LiveApplication[];
  count: ApplicationCount;
  /** When it was begun, by `run.elapsed`. */
  takenAt: number;
}

/** A resource that wants a name. */
interface NameClaim {
  /** The resource, as `resourceKey` gives it; undefined where the program did not tell. */
  resource: string | undefined;
  /** When it was checked, by `run.elapsed`. */
  at: number;
  /** The same by the service's clock, where the state has it. */
  marked?: Date;
}

/** What the resources of this run want in one market. */
interface MarketClaims {
  /** What is to be created, in the order of the resources: names, or words for one that is not known yet. */
  created: Shown[];
  /** All names to be given: by creation, adoption or renaming. */
  names: Map<string, NameClaim>;
  /** Ids of applications to be taken over. */
  adopted: Set<string>;
}

/** What all resources of a run share of one market of one account, whatever profile they reach it by. */
export class MarketMemory {
  readonly claims: MarketClaims = { created: [], names: new Map(), adopted: new Set() };
  survey: Promise<MarketSurvey> | undefined;
  /** The service's time as whoever surveyed has heard it: other profiles may have asked nothing yet. */
  heard: OpenAccount["serviceTime"] | undefined;
  list: { takenAt: Moment; applications: Promise<LiveApplication[]> } | undefined;
  /** When this run first waited for an earlier one, by `run.elapsed`. */
  waitingSince: number | undefined;
  /** The end of the last creation that was let in. */
  lastTurn: Promise<void> = Promise.resolve();
}

/** One market of one account in this run: what reaches it, what the run has seen of it, and what its resources want there. */
export class OpenMarket {
  constructor(
    readonly name: Market,
    readonly api: OpenAccount,
    readonly run: Run,
    private readonly memory: MarketMemory,
  ) {}

  get claims(): MarketClaims {
    return this.memory.claims;
  }

  /** Whether this run has surveyed the market already, with whatever result. */
  get isSurveyed(): boolean {
    return this.memory.survey !== undefined;
  }

  /** The survey of this run, one for all checks; a failure is shared as well. Throws the errors of the API. */
  survey(): Promise<MarketSurvey> {
    return (this.memory.survey ??= this.look());
  }

  /** The survey of this run, if there was one and it did not fail: whoever creates looks again anyway. */
  async surveyed(): Promise<MarketSurvey | undefined> {
    try {
      return await this.memory.survey;
    } catch (error) {
      if (error instanceof CallFailure) return undefined;
      throw error;
    }
  }

  private async look(): Promise<MarketSurvey> {
    const takenAt = this.run.elapsed();
    const [applications, count] = await Promise.all([this.api.listApplications(this.name), this.api.countApplications(this.name)]);
    this.memory.heard = this.api.serviceTime;
    return { applications, count, takenAt };
  }

  /** A list young enough to create on, one for creations that follow each other closely. Whoever creates adds to it. Throws the errors of the API. */
  listing(): Promise<LiveApplication[]> {
    const { memory } = this;
    const now = this.moment();
    if (memory.list !== undefined && isWithin(timing.freshFor, memory.list.takenAt, now)) return memory.list.applications;
    const applications = this.api.listApplications(this.name);
    memory.list = { takenAt: now, applications };
    // A failed list is taken again by the next creation; this one gets the failure itself.
    applications.catch(() => this.forget());
    return applications;
  }

  private moment(): Moment {
    return { elapsed: this.run.elapsed(), clock: this.run.now().getTime() };
  }

  /** Forgets the list, so that the next creation looks again: after a failed creation nothing shared can be trusted. */
  forget(): void {
    this.memory.list = undefined;
  }

  /** Lets creations in one after another: they must see each other. Those of other markets and accounts need not wait. */
  inTurn<T>(create: () => Promise<T>): Promise<T> {
    const result = this.memory.lastTurn.then(create);
    // The next one waits for this one to end, whatever its end is; its failure belongs to its own caller.
    this.memory.lastTurn = result.then(noResult, noResult);
    return result;
  }

  /** Milliseconds that this run has waited in this market for what earlier runs may have under way; counted from the first call. */
  waited(): number {
    const { memory, run } = this;
    return run.elapsed() - (memory.waitingSince ??= run.elapsed());
  }

  /** The service's time as its answers have told it, to whatever profile; undefined before the first. */
  serviceTime(): Date | undefined {
    return this.api.serviceTime() ?? this.memory.heard?.();
  }

  /** The service's time as its answers tell it, else this machine's. */
  time(): Date {
    return this.serviceTime() ?? this.run.now();
  }

  /** The places in which an application of the name may have been created: at the endpoint, or where it was before. */
  placesOf(name: string): IntentPlace[] {
    const place = this.placeOf(name);
    const { formerEndpoint } = this.api;
    return formerEndpoint === undefined ? [place] : [place, { ...place, endpoint: formerEndpoint }];
  }

  /** The one place in which an application of the name can be. */
  placeOf(name: string): IntentPlace {
    const { endpoint, cloudRegion, projectId } = this.api;
    return { endpoint, cloudRegion, projectId, market: this.name, name };
  }
}

/** A moment by both clocks of this machine: one is set now and then, and the other stands still while the machine sleeps. */
interface Moment {
  elapsed: number;
  clock: number;
}

const isWithin = (milliseconds: number, before: Moment, after: Moment) =>
  after.elapsed - before.elapsed < milliseconds && Math.abs(after.clock - before.clock) < milliseconds;

const noResult = () => undefined;
