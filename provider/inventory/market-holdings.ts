import type { CloudRegion } from "../../schemas/generated/cloud-regions";
import type { StackHoldings } from "./stack-holdings";
import type { ApplicationCount, LiveApplication, ManagementApi, Market } from "../service";

/** What exists in one market of an account. */
export interface MarketHoldings extends ApplicationCount {
  market: Market;
  /** Applications that may still be created; never below 0, although an account may hold more than its quota. */
  left: number;
  applications: readonly LiveApplication[];
}

/** What exists in an account. */
export interface AccountHoldings {
  /** What is managed by a stack, where one is looked at. */
  stack?: StackHoldings | undefined;
  profile: string | undefined;
  cloudRegion: CloudRegion;
  projectId: string;
  endpoint: string;
  markets: readonly MarketHoldings[];
}

/** Asks for the list and the count of a market. @throws the errors of the API */
export async function holdingsOf(api: ManagementApi, market: Market): Promise<MarketHoldings> {
  const [applications, { quota, used }] = await Promise.all([api.listApplications(market), api.countApplications(market)]);
  return { market, quota, used, left: Math.max(0, quota - used), applications };
}
