import { codeFrame, diagnosticText, type Diagnostic } from "../manifest";
import { counted } from "../rules/wording";
import { countsOf, type Findings, type ReportFormat } from "./report";

/** For people: each problem with its line and carets below, and a summary. */
export const text: ReportFormat = (findings) => {
  const problems = findings.diagnostics.map((diagnostic) => `${problem(diagnostic, findings)}\n\n`);
  return `${problems.join("")}${summary(findings)}\n`;
};

function problem(diagnostic: Diagnostic, { shownTexts }: Findings): string {
  return `${diagnosticText(diagnostic)}\n${codeFrame(shownTexts[diagnostic.file] ?? "", diagnostic)}`.trimEnd();
}

function summary({ diagnostics, files, applications }: Findings): string {
  const looked = `${counted(applications, "application")} in ${counted(files.length, "file")}`;
  if (diagnostics.length === 0) return `No problems: ${looked}.`;
  const { errors, warnings } = countsOf(diagnostics);
  return `${counted(errors, "error")}, ${counted(warnings, "warning")}: ${looked}.`;
}
