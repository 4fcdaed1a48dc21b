import { driftOf } from "../../inventory";
import { byPlace, withinLimit, type Diagnostic, type ManifestsResult } from "../../manifest";
import { countsOf } from "../../reports";
import { accountFlags, accountNotes } from "../accounts/account";
import { liveCounterparts } from "../accounts/live-counterparts";
import type { Command } from "../command";
import { ofProfile, readDeclarations } from "../manifests/declarations";
import { pathsArgument } from "../manifests/manifests";
import { exitCodes } from "../output/exit-codes";
import { quietFlag } from "../flags";
import { destinationsOf, formatFlag, jsonFlag, reportFormatNames, usualFormats, writeReports } from "../output/formats";

const flags = {
  format: formatFlag(reportFormatNames),
  json: jsonFlag,
  quiet: quietFlag,
  ...accountFlags("check only the applications of this profile"),
};

/** `msgsms drift`: declared against live. Changes nothing. */
export const command: Command<typeof flags, readonly string[]> = {
  description: "Compares what manifests declare with what the service shows, setting by setting.",
  examples: [
    "msgsms drift sms-applications.yaml --stack prod",
    "msgsms drift sms/ --format text --format sarif=drift.sarif",
    "msgsms drift sms/ --profile europe --cloud-region eu-west-101 --project-id 0123456789abcdef0123456789abcdef",
  ],
  notes: [
    "Each application is looked up in the account of its own profile: by its id in the state of the stack, else by the id in adopt, else by its",
    "exact name. Without a stack or adopt one that was renamed on the console is not found.",
    "The service never shows uplinkSendTime and statusReportDestination, so these are not compared; msgsms todo lists them.",
    "A status other than LAUNCHED and a setting that is not declared are warnings; they are no drift and do not change the exit code.",
    ...accountNotes,
  ],
  argument: pathsArgument,
  flags,
  isConfigurable: true,
  async run(context) {
    const { argument: paths, shell } = context;
    const destinations = destinationsOf(context.flags, usualFormats(shell));
    const { profile } = context.flags;
    const read = await readDeclarations(paths, shell, destinations);
    if (read === undefined) return exitCodes.findings;
    const declared = ofProfile(read.applications, profile);
    const live = await liveCounterparts(declared, context);
    const drifted = live.flatMap(({ application, counterpart }) => driftOf(application, counterpart)).sort(byPlace(read.files));
    const { diagnostics, unshown } = withinLimit(drifted);
    const findings = { diagnostics, unshown, shownTexts: textsOf(diagnostics, read), files: read.files, applications: declared.length };
    await writeReports({ ...findings, subject: "drift" }, destinations, shell);
    return countsOf(findings).errors > 0 ? exitCodes.findings : exitCodes.success;
  },
};

const textsOf = (findings: readonly Diagnostic[], { shownTextOf }: ManifestsResult) =>
  Object.fromEntries([...new Set(findings.map(({ file }) => file))].map((file) => [file, shownTextOf(file)]));
