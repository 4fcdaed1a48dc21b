import { problemBlock } from "./block";
import { lookalikes, withoutLogCommands } from "../messages";
import { painter, type Paint } from "./paint";
import { codesIn, countsOf, extent, moreThanShown, moreWords, verdict, type Findings, type ReportFormat } from "./report";
import { sourcesOf } from "./sources";

/** Codes that the last line names at most. */
const namedCodes = 5;

/** For people: each problem with its lines, a summary, and what to run next. */
export const text: ReportFormat = (findings, { colour }) => {
  const paint = painter(colour);
  const sourceOf = sourcesOf(findings);
  const problems = findings.diagnostics.map((diagnostic) => `${problemBlock(diagnostic, sourceOf, paint)}\n\n`);
  const more = moreThanShown(findings) === 0 ? "" : `${moreWords(findings)}\n\n`;
  return withoutLogCommands(`${problems.join("")}${more}${summary(findings, paint)}\n${next(findings, paint)}`, lookalikes);
};

function summary(findings: Findings, paint: Paint): string {
  const { errors, warnings } = countsOf(findings);
  const words = verdict(findings).replace(/^n/, "N");
  return `${paint(errors > 0 ? "error" : warnings > 0 ? "warning" : "good", words)}: ${extent(findings)}.`;
}

function next({ diagnostics }: Findings, paint: Paint): string {
  const [first, ...others] = codesIn(diagnostics);
  if (first === undefined) return "";
  const named = others.slice(0, namedCodes - 1).join(", ");
  const more = others.length < namedCodes ? "" : ` and ${others.length - namedCodes + 1} more`;
  return `What a code means, with examples: ${paint("link", `msgsms explain ${first}`)}${named === "" ? "" : ` (also ${named}${more})`}\n`;
}
