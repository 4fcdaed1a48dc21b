import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { type ProgramFacts, resourceKey } from "../facts/program-facts";
import { MarketMemory, OpenMarket } from "./market";
import type { OpenAccount, Run } from "./run";

/** Everything that the life cycle has around it: what the run gives, and what it has seen so far. One for each run of the engine. */
export class Surroundings {
  private readonly markets = new Map<string, MarketMemory>();
  private readonly recorded = new Set<string>();

  constructor(readonly run: Run) {}

  /**
   * The market that is declared, in the account that the profile names. The rules of the account's site and cloud region are applied here:
   * it throws SMS4005 where they have no such market, SMS4006 where they have no such setting, and the foreseen errors of the configuration.
   */
  market(inputs: DeclaredPlace): OpenMarket {
    const api = this.account(inputs);
    const key = [api.endpoint, api.cloudRegion, api.projectId, inputs.market].join(" ");
    const memory = this.markets.get(key) ?? new MarketMemory();
    this.markets.set(key, memory);
    return new OpenMarket(inputs.market, api, this.run, memory);
  }

  /** The account that the profile names, for an application that exists. The same rules are applied, as far as the settings are given. */
  account(inputs: Partial<ApplicationInputs>): OpenAccount {
    return this.run.openAccount(inputs);
  }

  /** Remembers a resource whose application the state of the last run holds. */
  record(inputs: Partial<ApplicationInputs>, program: ProgramFacts | undefined): void {
    this.recorded.add(identity(inputs));
    if (program !== undefined) this.recorded.add(resourceKey(program));
  }

  /**
   * Whether the state of the last run holds the resource, as far as this run has seen it: where the program does not tell which one it is, an
   * application of this profile, market and name.
   */
  isRecorded(inputs: Partial<ApplicationInputs>, program: ProgramFacts | undefined): boolean {
    return this.recorded.has(program === undefined ? identity(inputs) : resourceKey(program));
  }
}

/** Inputs that say at least which market. */
type DeclaredPlace = Partial<ApplicationInputs> & Pick<ApplicationInputs, "market">;

const identity = ({ profile, market, name }: Partial<ApplicationInputs>) => JSON.stringify([profile, market, name]);
