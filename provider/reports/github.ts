import { headlineOf, lineOf, moreThanShown, moreWords, type ReportFormat, type ReportStyle } from "./report";
import { projectPath } from "./file-names";
import { visible } from "../messages";
import type { Diagnostic } from "../manifest";

/**
 * Workflow commands of GitHub Actions, one line for each problem; GitHub shows them at the lines of a pull request.
 * The form and the escapes: docs.github.com "Workflow commands for GitHub Actions"; actions/runner, ActionCommand.cs.
 */
export const github: ReportFormat = (findings, style) => {
  const more = moreThanShown(findings) === 0 ? "" : `::${findings.unshown?.errors === 0 ? "warning" : "error"}::${moreWords(findings)}\n`;
  return findings.diagnostics.map((diagnostic) => `${command(diagnostic, style)}\n`).join("") + more;
};

function command(diagnostic: Diagnostic, style: ReportStyle): string {
  const { code, severity, file, range } = diagnostic;
  const { start, end } = range;
  // The runner drops columns when the lines differ: an annotation has columns within one line only.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  const properties = {
    file: projectPath(file, style),
    line: start.line,
    endLine: end.line,
    ...columns,
    title: `${code}: ${headlineOf(code)}`,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${severity} ${written.join(",")}::${data(lineOf(diagnostic))}`;
}

const data = (text: string) => visible(text).replaceAll("%", "%25");

const property = (text: string) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
