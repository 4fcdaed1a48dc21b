import { holdingsOf, holdingsReports } from "../../inventory";
import { accountFlags, accountNotes, accountSources, openAccounts } from "../accounts/account";
import { holdingsOfStack, stackInUse } from "../accounts/stack";
import { marketFlag, marketsOf } from "../accounts/market";
import type { Command } from "../command";
import { exitCodes } from "../output/exit-codes";
import { quietFlag } from "../flags";
import { destinationsOf, formatFlag, jsonFlag, writeTo } from "../output/formats";

const flags = {
  market: marketFlag,
  format: formatFlag(["table", "json"]),
  json: jsonFlag,
  quiet: quietFlag,
  ...accountFlags("account of this profile, instead of the one at the top level"),
};

/** `msgsms list`: the applications that exist in an account, with the quota. Changes nothing. */
export const command: Command<typeof flags> = {
  description: "Lists the applications of an account by market, with the quota used and left.",
  examples: [
    "msgsms list --stack dev",
    "msgsms list --cloud-region eu-west-101 --project-id 0123456789abcdef0123456789abcdef",
    "msgsms list --profile europe --market european --format json",
  ],
  notes: [
    "With a stack each application that it manages is marked with its resource, and one that it manages and the service does not show is told.",
    ...accountNotes,
    "Keys and secrets of applications are never shown.",
  ],
  flags,
  isConfigurable: true,
  async run(context) {
    const { market, profile } = context.flags;
    const stack = await stackInUse(context);
    const opened = openAccounts(accountSources(context, stack?.settings), context.shell).of(profile);
    const { cloudRegion, projectId, endpoint } = opened.account;
    const markets = await Promise.all(marketsOf(opened, market).map((name) => holdingsOf(opened.api, name)));
    const holdings = { profile, cloudRegion, projectId, endpoint, markets, stack: holdingsOfStack(stack) };
    for (const { format: name, file } of destinationsOf(context.flags, [{ format: "table" }]))
      writeTo(file, holdingsReports[name](holdings), context.shell);
    return exitCodes.success;
  },
};
