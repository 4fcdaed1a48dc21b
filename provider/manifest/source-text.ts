import type { Position, Range } from "./diagnostic";

/** Start and end as indexes of `SourceText.parsed`. */
export type Span = [start: number, end: number];

/** A manifest's text with its line starts, so that a place costs a search and not a scan. */
export class SourceText {
  /** Without the byte order mark, which would shift the columns of line 1. */
  readonly body: string;
  private readonly markLength: number;
  private starts: readonly number[] | undefined;

  /** @param mended what the parser is to read in place of the body, and where its places are there */
  constructor(
    readonly text: string,
    private readonly mended?: { text: string; before: (index: number) => number },
  ) {
    this.markLength = text.startsWith("\u{FEFF}") ? 1 : 0;
    this.body = text.slice(this.markLength);
  }

  /** What the parser reads. Line breaks are where they are in `body`. */
  get parsed(): string {
    return this.mended?.text ?? this.body;
  }

  /** An index of `parsed` as one of `body`. */
  inBody(index: number): number {
    return this.mended?.before(index) ?? index;
  }

  /** The range between two indexes of `parsed`; its offsets count in `text`. */
  range(start: number, end: number): Range {
    return { start: this.position(this.inBody(start)), end: this.position(this.inBody(Math.max(start, end))) };
  }

  /** Index of a position in `body`; undefined when there is no such line. */
  index({ line, column }: Pick<Position, "line" | "column">): number | undefined {
    const start = this.body === "" ? undefined : this.lineStarts[line - 1];
    return start === undefined ? undefined : Math.min(start + column - 1, this.body.length);
  }

  /** The text of a range; undefined when there is no such line. */
  slice({ start, end }: Range): string | undefined {
    const from = this.index(start);
    return from === undefined ? undefined : this.body.slice(from, this.index(end));
  }

  /** A line without its line break, from 1; undefined when there is no such line. */
  line(number: number): string | undefined {
    const from = this.index({ line: number, column: 1 });
    if (from === undefined) return undefined;
    const end = this.body.indexOf("\n", from);
    return this.body.slice(from, end < 0 ? undefined : end).replace(/\r$/, "");
  }

  private position(index: number): Position {
    const offset = Math.min(Math.max(index, 0), this.body.length);
    const { lineStarts } = this;
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1, offset: offset + this.markLength };
  }

  /** Worked out when they are first asked for: most manifests have no problem, and then nobody asks for a place. */
  private get lineStarts(): readonly number[] {
    return (this.starts ??= lineStartsOf(this.body));
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
