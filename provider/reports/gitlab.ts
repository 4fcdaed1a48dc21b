import { slashed } from "./file-names";
import { fingerprintsOf } from "./fingerprints";
import { lineOf, type ReportFormat } from "./report";
import { sourcesOf } from "./sources";
import { visible, visibleJson } from "../messages";

/** Severities of GitLab: info, minor, major, critical, blocker. A run with an error stops; nothing here is an emergency. */
const severities = { error: "major", warning: "minor" } as const;

/** GitLab's code quality report (docs.gitlab.com "Code Quality report format"), a part of Code Climate's. */
export const gitlab: ReportFormat = (findings) => {
  const fingerprints = fingerprintsOf(findings.diagnostics, sourcesOf(findings));
  return visibleJson(
    findings.diagnostics.map((diagnostic, index) => ({
      type: "issue",
      description: visible(lineOf(diagnostic)),
      check_name: diagnostic.code,
      fingerprint: fingerprints[index],
      severity: severities[diagnostic.severity],
      location: {
        path: slashed(diagnostic.file),
        lines: { begin: diagnostic.range.start.line, end: diagnostic.range.end.line },
      },
    })),
  );
};
