import { Command } from "commander";
import type { Market } from "../../service";
import { holdingsOf, holdingsReports } from "../../inventory";
import { accountNotes, accountSources, addAccountFlags, openAccounts, type AccountFlags } from "../accounts/account";
import type { CommandFactory } from "../commands";
import type { Configuration } from "../configuration/configuration";
import { exitCodes } from "../output/exit-codes";
import { writeTo } from "../output/destination";
import { formatFlag, type Destination } from "../output/formats";
import { marketFlag, marketsOf } from "../accounts/market";
import type { Shell } from "../shell";

const formats = ["table", "json"] as const;

interface Flags extends AccountFlags {
  market?: Market;
  format?: Destination<(typeof formats)[number]>[];
}

const example = `Examples:
  $ msgsms list --stack dev
  $ msgsms list --cloud-region eu-west-101 --project-id 0123456789abcdef0123456789abcdef
  $ msgsms list --profile europe --market european --format json
`;

/** `msgsms list`: the applications that exist in an account, with the quota. Changes nothing. */
export const listCommand: CommandFactory = (shell, done, configuration) => {
  const command = new Command("list").description("Lists the applications of an account by market, with the quota used and left.");
  command.addHelpText("before", example).addHelpText("after", `${accountNotes}\nKeys and secrets of applications are never shown.`);
  command.addOption(marketFlag("list"));
  command.addOption(formatFlag("list", formats));
  addAccountFlags(command, "account of this profile, instead of the one at the top level");
  return command.action(async (flags: Flags) => {
    await run(flags, command, shell, configuration());
    done(exitCodes.success);
  });
};

async function run({ market, format, profile }: Flags, command: Command, shell: Shell, configuration: Configuration): Promise<void> {
  const opened = openAccounts(await accountSources(command, shell, configuration), shell).of(profile);
  const { cloudRegion, projectId, endpoint } = opened.account;
  const markets = await Promise.all(marketsOf(opened, market).map((name) => holdingsOf(opened.api, name)));
  const holdings = { profile, cloudRegion, projectId, endpoint, markets };
  for (const destination of format ?? [{ format: "table" as const }]) {
    writeTo(destination, holdingsReports[destination.format](holdings), shell);
  }
}
