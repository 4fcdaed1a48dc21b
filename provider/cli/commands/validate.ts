import { Command } from "commander";
import { countsOf, type ReportFormatName } from "../../reports";
import { counted } from "../../messages";
import { exitCodes, type ExitCode } from "../output/exit-codes";
import { flag, wholeNumber } from "../flags";
import { formatFlag, reportFormatNames, usualFormats, writeReports, type Destination } from "../output/formats";
import { pathsArgument, readNamedManifests } from "../manifests/manifests";
import type { Shell } from "../shell";

interface Flags {
  format?: Destination<ReportFormatName>[];
  maxWarnings?: number;
  quiet?: true;
}

const example = `Examples:
  $ msgsms validate sms-applications.yaml
  $ msgsms validate sms/ 'teams/*/sms.yaml' --max-warnings 0
  $ msgsms validate --format text --format sarif=sms.sarif
  $ msgsms validate - < sms-applications.yaml
`;

const notes = `
On GitHub Actions (GITHUB_ACTIONS=true) problems are annotated as well, unless --format is given.
The exit code is 0 without errors, 1 with errors or too many warnings, 2 when a path leads to no manifest.`;

/** `msgsms validate`: what is wrong with manifests, without an account and without a network. */
export function validateCommand(shell: Shell, done: (code: ExitCode) => void): Command {
  const command = new Command("validate").description("Checks manifests, without an account and without a network.");
  command
    .addHelpText("before", example)
    .addHelpText("after", notes)
    .argument(...pathsArgument);
  command.addOption(formatFlag("validate", reportFormatNames));
  command.addOption(
    flag("validate", "--max-warnings <number>", "fail when there are more warnings than this").argParser(wholeNumber(1_000_000)),
  );
  command.addOption(flag("validate", "--quiet", "show errors only; warnings still count for --max-warnings"));
  return command.action(async (paths: string[], flags: Flags) => done(await run(paths, flags, shell)));
}

async function run(paths: readonly string[], { format, maxWarnings, quiet }: Flags, shell: Shell): Promise<ExitCode> {
  const { diagnostics, shownTexts, files, declared } = await readNamedManifests(paths, shell);
  const { errors, warnings } = countsOf(diagnostics);
  const shown = quiet === true ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics;
  const hiddenWarnings = diagnostics.length - shown.length;
  const findings = { diagnostics: shown, shownTexts, files, applications: declared.length, hiddenWarnings };
  await writeReports(findings, format ?? usualFormats(shell), shell);
  if (errors > 0) return exitCodes.findings;
  if (maxWarnings === undefined || warnings <= maxWarnings) return exitCodes.success;
  shell.stderr.write(`${counted(warnings, "warning")}, and --max-warnings allows ${maxWarnings}.\n`);
  return exitCodes.findings;
}
