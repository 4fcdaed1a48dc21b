/** A piece of a text, and what is meant by it. */
export interface Edit {
  start: number;
  end: number;
  meant: string;
}

/** A text with pieces replaced by what is meant, and where each of its places was before. */
export class Mending {
  readonly text: string;
  /** Where each replaced piece ends in the new text. */
  private readonly ends: readonly number[];

  /** @param edits by place, without overlaps */
  constructor(
    before: string,
    private readonly edits: readonly Edit[],
  ) {
    const parts: string[] = [];
    const ends: number[] = [];
    let [at, length] = [0, 0];
    for (const { start, end, meant } of edits) {
      parts.push(before.slice(at, start), meant);
      length += start - at + meant.length;
      ends.push(length);
      at = end;
    }
    this.text = parts.join("") + before.slice(at);
    this.ends = ends;
  }

  /** The index in the text before. */
  before(index: number): number {
    let [low, high] = [0, this.ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle] ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    const [last, next] = [this.edits[low - 1], this.edits[low]];
    const after = last === undefined ? index : last.end + index - (this.ends[low - 1] ?? 0);
    // Within a replaced piece.
    return next === undefined ? after : Math.min(after, next.end);
  }
}
