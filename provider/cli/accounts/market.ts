import { cloudRegions } from "../../../schemas/generated/cloud-regions";
import type { Market } from "../../service";
import { requireMarketInRegion, type OpenedAccount } from "../../config";
import { oneOf } from "../choices";
import type { Flag } from "../command";

const names: readonly Market[] = ["chinese-mainland", "international", "european"];

/** The flag `--market`. */
export const marketFlag: Flag<Market> = {
  value: "<name>",
  description: "only this market",
  choices: names,
  read: (text) => oneOf(names, text),
};

/**
 * The markets of an account's cloud region, or the one that was asked for.
 *
 * @throws ForeseenError SMS4005 for a market that the cloud region does not have
 */
export function marketsOf({ account }: OpenedAccount, wanted: Market | undefined): readonly Market[] {
  if (wanted === undefined) return cloudRegions[account.cloudRegion].markets;
  requireMarketInRegion(wanted, account);
  return [wanted];
}
