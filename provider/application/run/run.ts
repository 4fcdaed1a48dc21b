import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { Message } from "../../messages";
import type { ManagementApi } from "../../service";
import type { ProgramFacts } from "../facts/program-facts";
import type { CreationIntents } from "./intent";
import type { StackState } from "./stack-state";

/** The management API of one account, with what else is known of the account. */
export interface OpenAccount extends ManagementApi {
  /** Origin under which the same service was reached before; state that names it is of this account. */
  readonly formerEndpoint?: string;
}

/** Where an account is, as far as it is given. */
export type AccountPlace = Partial<Pick<OpenAccount, "cloudRegion" | "projectId" | "endpoint" | "formerEndpoint">>;

/** What a run of the engine gives. */
export interface Run {
  /**
   * The management API of the account that the profile names, after the market and the settings were checked against its site.
   * Does no I/O. Throws the foreseen errors of the configuration.
   */
  openAccount: (inputs: Partial<ApplicationInputs>) => OpenAccount;
  /** What this user's runs on this machine have set out to create. */
  intents: CreationIntents;
  /** Name of the stack that runs, unique among the user's; null when the engine does not tell it. */
  stack: () => Promise<string | null>;
  /** Whether a preview fails when the service cannot be reached (`msgsms:preflight: required`). */
  preflightRequired: () => boolean;
  /**
   * What the state of the stack says: read once, and only when something is to be created. Undefined when it cannot be read, which has been said then.
   *
   * @param program the first that asks tells what the program knows of the stack
   */
  stackState: (program?: ProgramFacts) => Promise<StackState | undefined>;
  /** Ends when the engine seems to have told of all resources that it will check before the creation that is about to begin. */
  allTold: () => Promise<void>;
  /** Whether the engine is still there: what is created after its end would reach no state. */
  engineRuns: () => Promise<boolean>;
  /** The place of the account that the profile names, as far as the configuration gives it; without credentials. Throws the foreseen errors of the configuration. */
  placeOf: (profile: string | undefined) => AccountPlace;
  /** The profiles of the configuration, for finding an application that is not where the state says. */
  profiles: () => readonly string[];
  now: () => Date;
  /** Milliseconds by a clock that nobody sets. */
  elapsed: () => number;
  /** Waits so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
  /** Says something to the user that does not stop the run. */
  warn: (told: Message) => void;
}
