import type { Position, Range } from "../diagnostic";

/** Start and end as indexes of `SourceText.body`. */
export type Span = [start: number, end: number];

/** A manifest's text with its line starts, so that a place costs a search and not a scan. */
export class SourceText {
  /** The text for the parser: without the byte order mark, which would shift the columns of line 1. */
  readonly body: string;
  private readonly markLength: number;
  private starts: readonly number[] | undefined;

  constructor(readonly text: string) {
    this.markLength = text.startsWith("\u{FEFF}") ? 1 : 0;
    this.body = text.slice(this.markLength);
  }

  /** The range between two indexes of `body`; its offsets count in `text`. */
  range(start: number, end: number): Range {
    return { start: this.position(start), end: this.position(Math.max(start, end)) };
  }

  private position(index: number): Position {
    const offset = Math.min(Math.max(index, 0), this.body.length);
    // Most manifests have no problem, and then nobody asks for a place.
    const lineStarts = (this.starts ??= lineStartsOf(this.body));
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1, offset: offset + this.markLength };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
