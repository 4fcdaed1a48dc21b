import { Command } from "commander";
import { Counterparts, driftOf, type DriftFinding } from "../../inventory";
import { byPlace, type ManifestsResult } from "../../manifest";
import { countsOf, type ReportFormatName } from "../../reports";
import { accountNotes, accountSources, addAccountFlags, openAccounts, type AccountFlags } from "../accounts/account";
import type { CommandFactory } from "../commands";
import type { Configuration } from "../configuration/configuration";
import { accountOf, ofProfile, readDeclarations, requireOneAccount } from "../manifests/declarations";
import { exitCodes, type ExitCode } from "../output/exit-codes";
import { formatFlag, reportFormatNames, usualFormats, writeReports, type Destination } from "../output/formats";
import { pathsArgument } from "../manifests/manifests";
import type { Shell } from "../shell";

interface Flags extends AccountFlags {
  format?: Destination<ReportFormatName>[];
}

const example = `Examples:
  $ msgsms drift sms-applications.yaml --stack prod
  $ msgsms drift sms/ --format text --format sarif=drift.sarif
  $ msgsms drift sms/ --profile europe --cloud-region eu-west-101 --project-id 0123456789abcdef0123456789abcdef
`;

const notes = `${accountNotes}
Each application is looked for in the account of its own profile: by the id in adopt, else by its exact name. A renamed one is found by its id only.
uplinkSendTime and statusReportDestination are shown by no answer of the service and cannot be compared; msgsms todo lists them.
The exit code is 0 without drift, 1 with drift or errors in a manifest. A status that is not LAUNCHED and a setting that is not declared are notes.`;

/** `msgsms drift`: declared against live. Changes nothing. */
export const driftCommand: CommandFactory = (shell, done, configuration) => {
  const command = new Command("drift").description("Compares what manifests declare with what the service shows, setting by setting.");
  command
    .addHelpText("before", example)
    .addHelpText("after", notes)
    .argument(...pathsArgument);
  command.addOption(formatFlag("drift", reportFormatNames));
  addAccountFlags(command, "look only at the applications of this profile");
  return command.action(async (paths: string[], flags: Flags) => done(await run(paths, flags, command, shell, configuration())));
};

async function run(
  paths: readonly string[],
  { format, profile }: Flags,
  command: Command,
  shell: Shell,
  configuration: Configuration,
): Promise<ExitCode> {
  const destinations = format ?? usualFormats(shell);
  const read = await readDeclarations(paths, shell, destinations);
  if (read === undefined) return exitCodes.findings;
  const declared = ofProfile(read.applications, profile);
  const sources = await accountSources(command, shell, configuration);
  requireOneAccount(declared, sources);
  const accounts = openAccounts(sources, shell);
  // All accounts are opened first, so that a mistake in the configuration is told before anything is asked.
  const opened = declared.map((application) => ({ application, api: accountOf(application, accounts).api }));
  const counterparts = new Counterparts();
  const found = await Promise.all(
    opened.map(async ({ application, api }) => driftOf(application, await counterparts.of(application.inputs, api))),
  );
  const diagnostics = found.flat().sort(byPlace(read.files));
  await writeReports(
    { diagnostics, shownTexts: textsOf(diagnostics, read), files: read.files, applications: declared.length, subject: "drift" },
    destinations,
    shell,
  );
  return countsOf(diagnostics).errors > 0 ? exitCodes.findings : exitCodes.success;
}

const textsOf = (findings: readonly DriftFinding[], { shownTextOf }: ManifestsResult) =>
  Object.fromEntries([...new Set(findings.map(({ file }) => file))].map((file) => [file, shownTextOf(file)]));
