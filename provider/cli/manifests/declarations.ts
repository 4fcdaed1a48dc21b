import { asShown, ForeseenError, listed, message, quoted } from "../../messages";
import type { DeclaredApplication, ManifestsResult } from "../../manifest";
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
  const unshown = { errors: read.unshown.errors, warnings: 0 };
  const findings = { ...read, diagnostics, unshown, applications: read.declared.length };
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
  const named = [...new Set(declared.flatMap(({ inputs }) => inputs.profile ?? []))].map((name) => asShown(quoted(name)));
  const facts = { "they name": listed(named) };
  throw new ForeseenError(message("SMS4003", { what: "notNamed", values: { profile: asShown(quoted(profile)) }, facts, do: ["flag"] }));
}
