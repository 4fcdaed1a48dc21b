import { Command } from "commander";
import { Counterparts, isOpen, todoOf, todoReports, type TodoItem } from "../../inventory";
import type { DeclaredApplication } from "../../manifest";
import { accountNotes, accountSources, addAccountFlags, openAccounts, type AccountFlags } from "../accounts/account";
import type { CommandFactory } from "../commands";
import type { Configuration } from "../configuration/configuration";
import { accountOf, ofProfile, readDeclarations, requireOneAccount } from "../manifests/declarations";
import { writeTo } from "../output/destination";
import { exitCodes, type ExitCode } from "../output/exit-codes";
import { flag } from "../flags";
import { formatFlag, type Destination } from "../output/formats";
import { pathsArgument } from "../manifests/manifests";
import type { Shell } from "../shell";

const formats = ["text", "markdown", "json"] as const;

interface Flags extends AccountFlags {
  format?: Destination<(typeof formats)[number]>[];
  live?: true;
}

const example = `Examples:
  $ msgsms todo sms-applications.yaml
  $ msgsms todo sms/ --format markdown=todo.md
  $ msgsms todo sms/ --live --stack prod
`;

const notes = `
What was entered is told by confirmedInConsole in the manifest. With --live the service is asked too: an IP whitelist that it shows as declared
is done, and one that differs is shown. Without --live no account is needed.
${accountNotes.trimStart()}
The exit code is 0 when nothing is left to enter, 1 when something is or a manifest has errors.`;

/** `msgsms todo`: what a person still has to enter on the console. Changes nothing. */
export const todoCommand: CommandFactory = (shell, done, configuration) => {
  const command = new Command("todo").description(
    "Lists what a person still has to enter on the console: application, menu, field, value.",
  );
  command
    .addHelpText("before", example)
    .addHelpText("after", notes)
    .argument(...pathsArgument);
  command.addOption(formatFlag("todo", formats));
  command.addOption(flag("todo", "--live", "ask the service as well"));
  addAccountFlags(command, "look only at the applications of this profile");
  return command.action(async (paths: string[], flags: Flags) => done(await run(paths, flags, command, shell, configuration())));
};

async function run(
  paths: readonly string[],
  { format, live, profile }: Flags,
  command: Command,
  shell: Shell,
  configuration: Configuration,
): Promise<ExitCode> {
  const read = await readDeclarations(paths, shell);
  if (read === undefined) return exitCodes.findings;
  const declared = ofProfile(read.applications, profile);
  const items =
    live === true ? await liveItems(declared, command, shell, configuration) : declared.flatMap((one) => todoOf(one, undefined));
  for (const destination of format ?? [{ format: "text" as const }]) writeTo(destination, todoReports[destination.format](items), shell);
  return items.some(isOpen) ? exitCodes.findings : exitCodes.success;
}

/** Only applications with console-only settings are asked for. */
async function liveItems(
  declared: readonly DeclaredApplication[],
  command: Command,
  shell: Shell,
  configuration: Configuration,
): Promise<TodoItem[]> {
  const concerned = declared.filter((one) => todoOf(one, undefined).length > 0);
  const sources = await accountSources(command, shell, configuration);
  requireOneAccount(concerned, sources);
  const accounts = openAccounts(sources, shell);
  const opened = concerned.map((application) => ({ application, api: accountOf(application, accounts).api }));
  const counterparts = new Counterparts();
  const items = await Promise.all(
    opened.map(async ({ application, api }) => todoOf(application, await counterparts.of(application.inputs, api))),
  );
  return items.flat();
}
