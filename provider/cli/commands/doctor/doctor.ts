import { AccessKeys } from "../../../api";
import type { AccountSources } from "../../../config";
import { accountFlags, accountNotes, accountSources, type AccountContext } from "../../accounts/account";
import { plain } from "../../../messages";
import type { Command } from "../../command";
import { quietFlag } from "../../flags";
import { destinationsOf, formatFlag, jsonFlag, writeTo } from "../../output/formats";
import { creationNotes } from "./creation-notes";
import { codeOf, exitCodeOfAll, ok, type Finding } from "./finding";
import * as reports from "./reports";
import { checkService } from "./service";
import { accountsIn, brokenSources, type CheckedAccount } from "./settings";
import { checkState } from "./stack-state";
import { versions } from "./versions";

const flags = {
  format: formatFlag(["text", "json"]),
  json: jsonFlag,
  quiet: quietFlag,
  ...accountFlags("check only the account of this profile"),
};

/** `msgsms doctor`: what is wrong with settings, network, permission and versions, and what to do. Changes nothing. */
export const command: Command<typeof flags> = {
  description: "Checks versions, settings, network, clock, permissions, quota and state, and says what to do.",
  examples: ["msgsms doctor", "msgsms doctor --stack prod", "msgsms doctor --profile europe --format json"],
  notes: [
    "Without --profile all accounts are checked: the one at the top level, and each profile of the stack or the configuration file.",
    "The exit code is that of the worst problem: 1 for this machine or the state, 2 for the configuration, 3 for the service or the credentials.",
    "Warnings do not change it.",
    ...accountNotes,
  ],
  flags,
  isConfigurable: true,
  async run(context) {
    const { configuration, shell } = context;
    const { stack } = context.flags;
    const { findings: ofAccounts, accounts } = await lookAtAccounts(context);
    // A stack whose configuration cannot be read has been told of.
    const isStackUnread = ofAccounts.some((finding) => codeOf(finding) === "SMS4007");
    const findings = [
      ...(await versions(shell)),
      ok("configuration", plain(configuration.file === undefined ? "no msgsms.config.yaml was found" : `${configuration.file} is used`)),
      ...ofAccounts,
      ...creationNotes(shell),
      ...(stack === undefined || isStackUnread ? [] : await checkState(stack, accounts, shell)),
    ];
    for (const { format: name, file } of destinationsOf(context.flags, [{ format: "text" }])) writeTo(file, reports[name](findings), shell);
    return exitCodeOfAll(findings);
  },
};

interface Looked {
  findings: Finding[];
  accounts: readonly CheckedAccount[];
}

async function lookAtAccounts(context: AccountContext): Promise<Looked> {
  let sources: AccountSources;
  let accounts: CheckedAccount[];
  try {
    sources = await accountSources(context);
    accounts = accountsIn(sources);
  } catch (error) {
    return { findings: [brokenSources(error)], accounts: [] };
  }
  const findings: Finding[] = [];
  const surroundings = { sources, shell: context.shell, keys: new AccessKeys() };
  for (const checked of accounts) {
    findings.push(...checked.findings, ...(checked.account === undefined ? [] : await checkService(checked.account, surroundings)));
  }
  return { findings, accounts };
}
