import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { Message } from "../../messages";
import type { ManagementApi } from "../../service";
import type { CreationIntents } from "./intent";

/** The management API of one account, with what else is known of the account. */
export interface OpenAccount extends ManagementApi {
  /** Origin under which the same service was reached before; state that names it is of this account. */
  readonly formerEndpoint?: string;
}

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
  /** The profiles of the configuration, for finding an application that is not where the state says. */
  profiles: () => readonly string[];
  now: () => Date;
  /** Waits so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
  /** Says something to the user that does not stop the run. */
  warn: (told: Message) => void;
}
