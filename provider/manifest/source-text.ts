import type { Position, Range } from "./diagnostic";

/** A manifest's text with its line starts, so that a place costs a search and not a scan. */
export class SourceText {
  /** The text for the parser: without the byte order mark, which would shift the columns of line 1. */
  readonly body: string;
  private readonly markLength: number;
  private readonly lineStarts: number[] = [0];

  constructor(readonly text: string) {
    this.markLength = text.startsWith("\u{FEFF}") ? 1 : 0;
    this.body = text.slice(this.markLength);
    for (let at = this.body.indexOf("\n"); at >= 0; at = this.body.indexOf("\n", at + 1)) this.lineStarts.push(at + 1);
  }

  /** The range between two indexes of `body`; its offsets count in `text`. */
  range(start: number, end: number): Range {
    return { start: this.position(start), end: this.position(Math.max(start, end)) };
  }

  private position(index: number): Position {
    const offset = Math.min(Math.max(index, 0), this.body.length);
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.lineStarts[low] ?? 0) + 1, offset: offset + this.markLength };
  }
}
