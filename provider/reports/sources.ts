import { codeFrame, type Diagnostic, type Position, type Range } from "../manifest";
import type { Findings } from "./report";

/** The text of one file as a report may show it. Its line starts are worked out once, so that n problems do not cost n times the text. */
export class Source {
  private readonly text: string;
  private starts: readonly number[] | undefined;

  constructor(shownText: string) {
    this.text = shownText.replace(/^\u{FEFF}/u, "");
  }

  /** Index of a position in the text without its byte order mark, or undefined when the text has no such line. */
  offset({ line, column }: Position): number | undefined {
    this.starts ??= [0, ...[...this.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    const start = this.text === "" ? undefined : this.starts[line - 1];
    return start === undefined ? undefined : Math.min(start + column - 1, this.text.length);
  }

  /** The text of a range; undefined when there is none to show. */
  slice({ start, end }: Range): string | undefined {
    const from = this.offset(start);
    return from === undefined ? undefined : this.text.slice(from, this.offset(end));
  }

  /** The line of a problem and the carets below it; undefined when there is nothing to show. */
  frame(diagnostic: Diagnostic): { line: string; indent: string; carets: string } | undefined {
    const { start, end } = diagnostic.range;
    const from = this.offset({ ...start, column: 1 });
    if (from === undefined) return undefined;
    const next = this.text.indexOf("\n", from);
    // Just the line is handed over: to find it in the whole text would cost the length of the text for each problem.
    const range = { start: { ...start, line: 1 }, end: { ...end, line: end.line - start.line + 1 } };
    const drawn = codeFrame(this.text.slice(from, next < 0 ? undefined : next), { ...diagnostic, range });
    const [, line, indent, carets] = /^.*?\| (.*)\n.*?\| ( *)(\^+)$/.exec(drawn) ?? [];
    return line === undefined || indent === undefined || carets === undefined ? undefined : { line, indent, carets };
  }
}

/** The texts of a report by file; a file without one has an empty one. */
export function sourcesOf({ shownTexts }: Findings): (file: string) => Source {
  const sources = new Map<string, Source>();
  return (file) => {
    const source = sources.get(file) ?? new Source(Object.hasOwn(shownTexts, file) ? (shownTexts[file] ?? "") : "");
    sources.set(file, source);
    return source;
  };
}
