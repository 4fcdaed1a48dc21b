import type { Finding } from "./finding";

/** For people: one line for each finding, and how many are bad. */
export function text(findings: readonly Finding[]): string {
  const width = Math.max(0, ...findings.map(({ topic }) => topic.length));
  const lines = findings.map(({ level, topic, message, nextStep, code }) => {
    const what = `${code === undefined ? "" : `${code}: `}${message}`;
    return `${level.padEnd("warning".length)}  ${topic.padEnd(width)}  ${what}${nextStep === undefined ? "" : `; ${nextStep}`}\n`;
  });
  const { problems, warnings } = summaryOf(findings);
  const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  return `${lines.join("")}\n${problems + warnings === 0 ? "All is well." : `${plural(problems, "problem")}, ${plural(warnings, "warning")}.`}\n`;
}

/** `{findings, summary}` */
export const json = (findings: readonly Finding[]): string =>
  `${JSON.stringify({ findings: findings.map(({ exitCode, ...finding }) => finding), summary: summaryOf(findings) }, null, 2)}\n`;

function summaryOf(findings: readonly Finding[]) {
  const count = (level: Finding["level"]) => findings.filter((finding) => finding.level === level).length;
  return { ok: count("ok"), warnings: count("warning"), problems: count("problem") };
}
