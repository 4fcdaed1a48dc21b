/** A line of a text without its comment. */
interface Contents {
  start: number;
  /** Where the comment begins, or the line ends. */
  end: number;
  lineEnd: number;
}

/**
 * The lines of a text. It looks at one line at a time, so it takes a `#` in a string of several lines for a comment; what depends
 * on it is only asked of a text that has errors.
 */
export function* contentsOf(text: string): Generator<Contents> {
  for (let start = 0; start <= text.length;) {
    const found = text.indexOf("\n", start);
    const lineEnd = found < 0 ? text.length : found;
    yield { start, end: contentEnd(text, start, lineEnd), lineEnd };
    start = lineEnd + 1;
  }
}

/** What stands before a quote that opens a string. */
const opening = /[\s:,[{(?\u2018-\u201F\uFF1A-]/;

function contentEnd(text: string, start: number, lineEnd: number): number {
  let quote = "";
  for (let index = start; index < lineEnd; index += 1) {
    const sign = text[index] ?? "";
    const before = index === start ? " " : (text[index - 1] ?? "");
    if (quote !== "") {
      if (sign === quote && !(quote === '"' && before === "\\")) quote = "";
    } else if ((sign === '"' || sign === "'") && opening.test(before)) quote = sign;
    else if (sign === "#" && /\s/.test(before)) return index;
  }
  return lineEnd;
}
