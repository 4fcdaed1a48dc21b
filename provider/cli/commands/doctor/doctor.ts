import { AccessKeys } from "../../../api";
import type { AccountSources } from "../../../config";
import { accountFlags, accountNotes, accountSources, type AccountContext } from "../../accounts/account";
import { namedStack, selectedUnread, selectedWords, type NamedStack } from "../../accounts/stack";
import { ForeseenError, plain } from "../../../messages";
import type { Command } from "../../command";
import type { Shell } from "../../shell";
import { quietFlag } from "../../flags";
import { destinationsOf, formatFlag, jsonFlag, writeTo } from "../../output/formats";
import { creationNotes } from "./creation-notes";
import { exitCodeOfAll, ok, warning, type Finding } from "./finding";
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
    const { findings: ofAccounts, accounts, stack } = await lookAtAccounts(context);
    const findings = [
      ...(await versions(shell)),
      ok("configuration", plain(configuration.file === undefined ? "no msgsms.config.yaml was found" : `${configuration.file} is used`)),
      ...ofAccounts,
      ...creationNotes(shell),
      ...(stack === undefined ? [] : await checkState(stack, accounts)),
    ];
    for (const { format: name, file } of destinationsOf(context.flags, [{ format: "text" }])) writeTo(file, reports[name](findings), shell);
    return exitCodeOfAll(findings);
  },
};

interface Looked {
  findings: Finding[];
  accounts: readonly CheckedAccount[];
  /** The stack, where its configuration could be read. */
  stack?: NamedStack | undefined;
}

async function lookAtAccounts(context: AccountContext): Promise<Looked> {
  try {
    const { stack, sources, findings } = await sourcesOf(context);
    const accounts = accountsIn(sources);
    return { stack, accounts, findings: [...findings, ...(await checkAccounts(accounts, sources, context.shell))] };
  } catch (error) {
    return { findings: [brokenSources(error)], accounts: [] };
  }
}

/** @throws ForeseenError SMS4007 when the stack that the user named cannot be read; of the one that is selected it is a finding */
async function sourcesOf(
  context: AccountContext,
): Promise<{ sources: AccountSources; stack?: NamedStack | undefined; findings: Finding[] }> {
  try {
    const stack = await namedStack(context);
    const findings = stack?.isSelected === true ? [ok("stack", plain(selectedWords(stack)))] : [];
    return { stack, sources: accountSources(context, await stack?.settings()), findings };
  } catch (error) {
    if (context.flags.stack !== undefined || !(error instanceof ForeseenError)) throw error;
    return { sources: accountSources(context, undefined), findings: [warning("stack", selectedUnread(error))] };
  }
}

async function checkAccounts(accounts: readonly CheckedAccount[], sources: AccountSources, shell: Shell): Promise<Finding[]> {
  const findings: Finding[] = [];
  const surroundings = { sources, shell, keys: new AccessKeys() };
  for (const checked of accounts) {
    findings.push(...checked.findings, ...(checked.account === undefined ? [] : await checkService(checked.account, surroundings)));
  }
  return findings;
}
