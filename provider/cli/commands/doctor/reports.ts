import { counted, details, heading, visibleJson } from "../../../messages";
import type { Finding } from "./finding";

/** For people: a line for each finding, what to do below it, and how many are bad. */
export function text(findings: readonly Finding[]): string {
  const width = Math.max(0, ...findings.map(({ topic }) => topic.length));
  const lines = findings.flatMap((finding) => {
    const begin = `${finding.level.padEnd("warning".length)}  ${finding.topic.padEnd(width)}  `;
    if (finding.level === "ok") return [begin + finding.what];
    return [begin + heading(finding.told), ...details(finding.told).map((line) => " ".repeat(begin.length) + line)];
  });
  const { problems, warnings } = summaryOf(findings);
  const summary = problems + warnings === 0 ? "All is well." : `${counted(problems, "problem")}, ${counted(warnings, "warning")}.`;
  return [...lines, "", summary, ""].join("\n");
}

/** `{findings, summary}`; a finding that is not good has the parts of its message. */
export const json = (findings: readonly Finding[]): string =>
  visibleJson({ findings: findings.map((finding) => shown(finding)), summary: summaryOf(findings) });

const shown = (finding: Finding) => (finding.level === "ok" ? finding : { level: finding.level, topic: finding.topic, ...finding.told });

function summaryOf(findings: readonly Finding[]) {
  const count = (level: Finding["level"]) => findings.filter((finding) => finding.level === level).length;
  return { ok: count("ok"), warnings: count("warning"), problems: count("problem") };
}
