import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { Accounts, type AccountSources, type OpenedAccount } from "../../config";
import { ForeseenError, quoted } from "../../messages";
import { placeText, type DeclaredApplication, type ManifestsResult } from "../../manifest";
import { flagsOfOneAccount } from "../accounts/account";
import type { ReportFormatName } from "../../reports";
import { writeReports, type Destination } from "../output/formats";
import { readNamedManifests } from "./manifests";
import type { Shell } from "../shell";

/**
 * What manifests declare, for commands that go on with it. Manifests with errors are reported instead.
 *
 * @param paths none means the current folder
 * @param reported where the errors go; standard error as text when absent
 * @returns undefined when there are errors
 * @throws ForeseenError SMS5101 for a path that leads to no manifest
 */
export async function readDeclarations(
  paths: readonly string[],
  shell: Shell,
  reported?: readonly Destination<ReportFormatName>[],
): Promise<ManifestsResult | undefined> {
  const read = await readNamedManifests(paths, shell);
  const diagnostics = read.diagnostics.filter(({ severity }) => severity === "error");
  if (diagnostics.length === 0) return read;
  const findings = { ...read, diagnostics, applications: read.declared.length };
  if (reported === undefined) await writeReports(findings, [{ format: "text" }], { ...shell, stdout: shell.stderr });
  else await writeReports(findings, reported, shell);
  shell.stderr.write("The manifests have errors, so nothing else was looked at.\n");
  return undefined;
}

/**
 * The applications of one profile, or all of them without one.
 *
 * @throws ForeseenError SMS4003 when no application names the profile: most likely it is a slip
 */
export function ofProfile(declared: readonly DeclaredApplication[], profile: string | undefined): readonly DeclaredApplication[] {
  if (profile === undefined) return declared;
  const found = declared.filter(({ inputs }) => inputs.profile === profile);
  if (found.length > 0) return found;
  const named = [...new Set(declared.flatMap(({ inputs }) => inputs.profile ?? []))].map(quoted).join(", ");
  throw new ForeseenError(
    "SMS4003",
    `no application of the manifests names the profile ${quoted(profile)}; ${named === "" ? "they name none" : `they name ${named}`}. Correct --profile.`,
  );
}

/**
 * A flag for one account must not stand for several: each application would be looked for in the same project.
 *
 * @throws ForeseenError SMS4008
 */
export function requireOneAccount(declared: readonly DeclaredApplication[], sources: AccountSources): void {
  const profiles = new Set(declared.map(({ inputs }) => inputs.profile));
  const given = flagsOfOneAccount(sources);
  if (profiles.size < 2 || given.length === 0) return;
  const names = [...profiles].map((profile) => (profile === undefined ? "none" : quoted(profile))).join(", ");
  throw new ForeseenError(
    "SMS4008",
    `${given.join(" and ")} ${given.length === 1 ? "is" : "are"} for one account, and the applications name several profiles: ${names}. ` +
      "Look at one with --profile, or take the settings of all from a stack (--stack) or from account.profiles in msgsms.config.yaml.",
  );
}

/**
 * The account of a declared application.
 *
 * @throws ForeseenError of the configuration; what concerns just this application names its place
 */
export function accountOf({ inputs, file, range }: DeclaredApplication, accounts: Accounts): OpenedAccount {
  const known: Partial<ApplicationInputs> = inputs;
  try {
    return accounts.for(known);
  } catch (error) {
    if (!(error instanceof ForeseenError) || !["SMS4003", "SMS4005", "SMS4006"].includes(error.code)) throw error;
    throw new ForeseenError(error.code, `${placeText(file, range)}: ${error.explanation}`, { cause: error });
  }
}
