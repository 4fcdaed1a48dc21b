import type { Diagnostic } from "./diagnostic";

const widest = 100;

/**
 * The line of a diagnostic with a caret under each character of its range, without colours; empty when the text has no such line.
 * A long line is cut around the range.
 *
 * @param shownText the text of `ManifestResult.shownText`, in which secrets are starred
 */
export function codeFrame(shownText: string, { range: { start, end } }: Diagnostic): string {
  const line = linesOf(shownText)[start.line - 1]?.replace(/\r$/, "");
  if (line === undefined || line === "") return "";
  const first = start.column - 1;
  const last = end.line === start.line ? end.column - 1 : line.length;
  const from = first + 10 <= widest ? 0 : first - 20;
  const to = Math.min(line.length, from + widest);
  const shownLine = printable(line.slice(from, to));
  const lead = from > 0 ? "…" : "";
  const gutter = `  ${start.line} | `;
  const carets = "^".repeat(Math.max(1, columns(line.slice(first, Math.min(last, to)))));
  const indent = " ".repeat(columns(lead + line.slice(from, first)));
  return [`${gutter}${lead}${shownLine}${to < line.length ? "…" : ""}`, `${" ".repeat(gutter.length - 2)}| ${indent}${carets}`].join("\n");
}

let latest: { text: string; lines: readonly string[] } = { text: "", lines: [] };

/** Kept for the text that was asked for last: a report asks for one text many times, and would otherwise split it for each problem. */
function linesOf(text: string): readonly string[] {
  if (text !== latest.text) latest = { text, lines: text.replace(/^\u{FEFF}/u, "").split("\n") };
  return latest.lines;
}

/** Tabs as one space, and what a terminal would act upon as a visible sign, each at the width of one character. */
const printable = (text: string) => text.replaceAll("\t", " ").replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "\u{FFFD}");

const columns = (text: string) => [...text].length;
