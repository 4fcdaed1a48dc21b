import type { ApplicationInputs } from "../../schemas/generated/application-types";
import type { ManagementApi } from "../api/management-api";
import type { MarketLock } from "./market-lock";
import type { MarketView } from "./market-view";

/** Everything the life cycle needs from outside; one set for each run of the engine. */
export interface Surroundings {
  /**
   * The management API of the account that the profile names, after the market and the settings were checked against its site.
   * Does no I/O. Throws the foreseen errors of the configuration.
   */
  openAccount: (inputs: Partial<ApplicationInputs>) => ManagementApi;
  markets: MarketView;
  lock: MarketLock;
  now: () => Date;
  /** Waits so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
  /** Says something to the user that does not stop the run. */
  warn: (text: string) => void;
}
