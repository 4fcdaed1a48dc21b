import { Command } from "commander";
import type { AccountSources } from "../../../config";
import { accountNotes, accountSources, addAccountFlags, type AccountFlags } from "../../accounts/account";
import { creationNotes } from "./creation-notes";
import { exitCodeOfAll, ok, type Finding } from "./finding";
import * as reports from "./reports";
import { checkService } from "./service";
import { accountsIn, brokenSources, type CheckedAccount } from "./settings";
import { checkState } from "./stack-state";
import { versions } from "./versions";
import type { CommandFactory } from "../../commands";
import type { Configuration } from "../../configuration/configuration";
import { writeTo } from "../../output/destination";
import type { ExitCode } from "../../output/exit-codes";
import { formatFlag, type Destination } from "../../output/formats";
import type { Shell } from "../../shell";

const formats = ["text", "json"] as const;

interface Flags extends AccountFlags {
  format?: Destination<(typeof formats)[number]>[];
}

const example = `Examples:
  $ msgsms doctor
  $ msgsms doctor --stack prod
  $ msgsms doctor --profile europe --format json
`;

const notes = `
Without --profile all accounts are looked at: the one at the top level, and each profile of the stack or the configuration file.
${accountNotes.trimStart()}
The exit code is that of the worst problem: 1 this machine or the state, 2 the configuration, 3 the service or the credentials. Warnings do not count.`;

/** `msgsms doctor`: what is wrong with settings, network, permission and versions, and what to do. Changes nothing. */
export const doctorCommand: CommandFactory = (shell, done, configuration) => {
  const command = new Command("doctor").description(
    "Looks at versions, settings, network, clock, permission, quota and state, and says what to do.",
  );
  command.addHelpText("before", example).addHelpText("after", notes);
  command.addOption(formatFlag("doctor", formats));
  addAccountFlags(command, "look only at the account of this profile");
  return command.action(async (flags: Flags) => done(await run(flags, command, shell, configuration())));
};

async function run({ format, stack }: Flags, command: Command, shell: Shell, configuration: Configuration): Promise<ExitCode> {
  const { findings: ofAccounts, accounts } = await lookAtAccounts(command, shell, configuration);
  // A stack whose configuration cannot be read has been told of.
  const isStackUnread = ofAccounts.some(({ code }) => code === "SMS4007");
  const findings = [
    ...(await versions(shell)),
    ok("configuration", configuration.file === undefined ? "there is no msgsms.config.yaml" : `${configuration.file} is used`),
    ...ofAccounts,
    ...creationNotes(shell),
    ...(stack === undefined || isStackUnread ? [] : await checkState(stack, accounts, shell)),
  ];
  for (const destination of format ?? [{ format: "text" as const }]) writeTo(destination, reports[destination.format](findings), shell);
  return exitCodeOfAll(findings);
}

interface Looked {
  findings: Finding[];
  accounts: readonly CheckedAccount[];
}

async function lookAtAccounts(command: Command, shell: Shell, configuration: Configuration): Promise<Looked> {
  let sources: AccountSources;
  let accounts: CheckedAccount[];
  try {
    sources = await accountSources(command, shell, configuration);
    accounts = accountsIn(sources);
  } catch (error) {
    return { findings: [brokenSources(error)], accounts: [] };
  }
  const findings: Finding[] = [];
  for (const checked of accounts) {
    findings.push(...checked.findings, ...(checked.account === undefined ? [] : await checkService(checked.account, sources, shell)));
  }
  return { findings, accounts };
}
