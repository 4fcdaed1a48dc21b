import { InvalidArgumentError, type Option } from "commander";
import { cloudRegions } from "../../../schemas/generated/cloud-regions";
import type { Market } from "../../service";
import { requireMarketInRegion, type OpenedAccount } from "../../config";
import { nearest } from "../../rules";
import { flag } from "../flags";

const names: readonly Market[] = ["chinese-mainland", "international", "european"];

/** The flag `--market`. */
export const marketFlag = (command: string): Option =>
  flag(command, "--market <name>", `only this one: ${names.join(", ")}`).argParser((text: string): Market => {
    const market = names.find((name) => name === text);
    if (market !== undefined) return market;
    const meant = nearest(text, names);
    throw new InvalidArgumentError(`Give one of ${names.join(", ")}.${meant === undefined ? "" : ` (Did you mean ${meant}?)`}`);
  });

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
