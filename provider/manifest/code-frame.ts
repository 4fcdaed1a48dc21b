import { visible } from "../messages";
import { escaped, strangePieces } from "../rules";
import type { Range } from "./diagnostic";
import type { SourceText } from "./source-text";

/** The line of a problem, and what stands below it. */
export interface CodeFrame {
  /** Number of the line, from 1. */
  number: number;
  /** The line as it may be printed; a long one is cut around the range. */
  line: string;
  /** Spaces that bring the carets below the range. */
  indent: string;
  /** One below each character of the range. */
  carets: string;
}

const widest = 100;

/**
 * The line in which a range begins, with its carets; undefined when there is nothing to show.
 *
 * @param source the text of `ManifestResult.shownTexts`, in which secrets are starred
 */
export function codeFrame(source: SourceText, { start, end }: Range): CodeFrame | undefined {
  const line = source.line(start.line);
  if (line === undefined || line.trim() === "") return undefined;
  const first = start.column - 1;
  const last = end.line === start.line ? end.column - 1 : line.length;
  const from = first + 10 <= widest ? 0 : first - 20;
  const to = Math.min(line.length, from + widest);
  const lead = from > 0 ? "…" : "";
  const [before, within, after] = [line.slice(from, first), line.slice(first, Math.min(last, to)), line.slice(Math.min(last, to), to)];
  const [shownBefore, shownWithin] = [lead + printable(before), printable(withoutLookalikes(within))];
  return {
    number: start.line,
    line: `${shownBefore}${shownWithin}${printable(after)}${to < line.length ? "…" : ""}`,
    indent: " ".repeat(columns(shownBefore)),
    carets: "^".repeat(Math.max(1, columns(shownWithin))),
  };
}

/** The frame as two lines, without colours; none for a frame that is not there. */
export function frameLines(frame: CodeFrame | undefined): string[] {
  if (frame === undefined) return [];
  const { number, line, indent, carets } = frame;
  return [`  ${number} | ${line}`, `  ${" ".repeat(String(number).length)} | ${indent}${carets}`];
}

/** Tabs as one space, and what nobody sees or a terminal would act upon as an escape. */
const printable = (text: string) => visible(text.replaceAll("\t", " "));

/** What is wrong is shown with its escapes: `n\u0430me`, of which a reader would not see that it is not `name`. */
function withoutLookalikes(text: string): string {
  let [shown, at] = ["", 0];
  for (const { start, end } of strangePieces(text)) {
    shown += text.slice(at, start) + escaped(text.slice(start, end));
    at = end;
  }
  return shown + text.slice(at);
}

const columns = (text: string) => [...text].length;
