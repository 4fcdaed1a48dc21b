import { countsOf } from "../../reports";
import { counted } from "../../messages";
import type { Command } from "../command";
import { numberFlag, quietFlag } from "../flags";
import { exitCodes } from "../output/exit-codes";
import { destinationsOf, formatFlag, jsonFlag, reportFormatNames, usualFormats, writeReports } from "../output/formats";
import { pathsArgument, readNamedManifests } from "../manifests/manifests";

const flags = {
  format: formatFlag(reportFormatNames),
  json: jsonFlag,
  maxWarnings: numberFlag("<number>", "fail when there are more warnings than this", 1_000_000),
  quiet: { ...quietFlag, description: "show errors only; warnings still count for --max-warnings" },
};

/** `msgsms validate`: what is wrong with manifests, without an account and without a network. */
export const command: Command<typeof flags, readonly string[]> = {
  description: "Checks manifests. Needs no account and no network.",
  examples: [
    "msgsms validate sms-applications.yaml",
    "msgsms validate sms/ 'teams/*/sms.yaml' --max-warnings 0",
    "msgsms validate --format text --format sarif=sms.sarif",
    "msgsms validate - < sms-applications.yaml",
  ],
  notes: [
    "On GitHub Actions (GITHUB_ACTIONS=true) problems become annotations as well, unless --format is given.",
    "More warnings than --max-warnings allows end with exit code 1, too.",
  ],
  argument: pathsArgument,
  flags,
  isConfigurable: true,
  async run({ argument: paths, flags: { maxWarnings, quiet, ...formats }, shell }) {
    const { diagnostics, unshown, shownTexts, files, declared } = await readNamedManifests(paths, shell);
    const { errors, warnings } = countsOf({ diagnostics, unshown });
    const shown = quiet === true ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics;
    const hiddenWarnings = quiet === true ? warnings : 0;
    const rest = quiet === true ? { errors: unshown.errors, warnings: 0 } : unshown;
    const findings = { diagnostics: shown, unshown: rest, shownTexts, files, applications: declared.length, hiddenWarnings };
    await writeReports(findings, destinationsOf(formats, usualFormats(shell)), shell);
    if (errors > 0) return exitCodes.findings;
    if (maxWarnings === undefined || warnings <= maxWarnings) return exitCodes.success;
    shell.stderr.write(`${counted(warnings, "warning")}, and --max-warnings allows ${maxWarnings}.\n`);
    return exitCodes.findings;
  },
};
