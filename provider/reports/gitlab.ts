import { createHash } from "node:crypto";
import { projectPath } from "./file-names";
import { fingerprintsOf } from "./fingerprints";
import { lineOf, moreThanShown, moreWords, type Findings, type ReportFormat, type ReportStyle } from "./report";
import { sourcesOf } from "./sources";
import { visible, visibleJson } from "../messages";

/** Severities of GitLab: info, minor, major, critical, blocker. A run with an error stops; nothing here is an emergency. */
const severities = { error: "major", warning: "minor" } as const;

/** GitLab's code quality report (docs.gitlab.com "Code Quality report format"), a part of Code Climate's. */
export const gitlab: ReportFormat = (findings, style) => {
  const fingerprints = fingerprintsOf(findings.diagnostics, sourcesOf(findings), style);
  return visibleJson([
    ...findings.diagnostics.map((diagnostic, index) => ({
      type: "issue",
      description: visible(lineOf(diagnostic)),
      check_name: diagnostic.code,
      fingerprint: fingerprints[index],
      severity: severities[diagnostic.severity],
      location: {
        path: projectPath(diagnostic.file, style),
        lines: { begin: diagnostic.range.start.line, end: diagnostic.range.end.line },
      },
    })),
    ...rest(findings, style),
  ]);
};

/** One issue that stands for all that is not shown, at the last place that is. */
function rest(findings: Findings, style: ReportStyle): object[] {
  const last = findings.diagnostics.at(-1);
  if (last === undefined || moreThanShown(findings) === 0) return [];
  const description = moreWords(findings);
  return [
    {
      type: "issue",
      description,
      check_name: "msgsms",
      fingerprint: createHash("sha256").update(description).digest("hex").slice(0, 32),
      severity: findings.unshown?.errors === 0 ? severities.warning : severities.error,
      location: { path: projectPath(last.file, style), lines: { begin: last.range.start.line, end: last.range.end.line } },
    },
  ];
}
