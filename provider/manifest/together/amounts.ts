import { limits } from "../../../schemas/generated/settings";
import { message, plain, type DiagnosticCode, type Message } from "../../messages";
import { diagnosticAt, type Diagnostic } from "../diagnostic";
import type { DeclaredApplication, DeclaredName } from "../document/documents";

/** More applications than a run may have: reported once, at the first one too many. */
export function tooManyApplications(declared: readonly DeclaredName[]): Diagnostic[] {
  const first = declared[limits.applications];
  if (first === undefined) return [];
  const values = { count: plain(declared.length), limit: plain(limits.applications) };
  return [atName(message("SMS1103", { what: "applications", values, do: ["files"] }), first)];
}

/**
 * More applications in one market and profile than the default quota: reported once, at the first one too many.
 * One that is adopted exists already, and counts as well.
 */
export function beyondDefaultQuota(applications: readonly DeclaredApplication[]): Diagnostic[] {
  const groups = new Map<string, DeclaredApplication[]>();
  for (const application of applications) {
    const { market, profile } = application.inputs;
    const key = JSON.stringify([market, profile]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [application]);
    else group.push(application);
  }
  return [...groups.values()].flatMap((group) => {
    const first = group[limits.defaultQuota];
    if (first === undefined) return [];
    const { market, profile } = first.inputs;
    const values = { count: plain(group.length), market: plain(market), quota: plain(limits.defaultQuota) };
    const facts = { profile: profile === undefined ? undefined : plain(profile) };
    return [atName(message("SMS1201", { values, facts, do: ["see", "ticket", "off"] }), first)];
  });
}

const atName = (told: Message<DiagnosticCode>, { file, range, logicalName }: DeclaredName) =>
  diagnosticAt(told, { file, range, path: ["applications", logicalName] });
