import { CST, Lexer } from "yaml";

/** Largest manifest, in bytes of UTF-8. */
const maxBytes = 1024 * 1024;
/** Most levels that brackets and indentation may open inside each other; a manifest of ours needs five. */
const maxDepth = 64;
/** Most YAML documents in one file. */
const maxDocuments = 1000;
/** Most values in one document that come from its aliases. */
export const maxAliasValues = 10_000;
/** Most applications in one run. */
export const maxApplications = 1000;

/** A limit that is exceeded, with the index of the text where it happens. */
export interface Excess {
  offset: number;
  message: string;
  nextStep: string;
}

/** A comment, from its `#` to the end of the line. */
export interface Comment {
  text: string;
  offset: number;
}

/** The size limit. It holds before anything else looks at the text. */
export function excessiveSize(bytes: number): Excess | undefined {
  if (bytes <= maxBytes) return undefined;
  const message = `has ${bytes} bytes, and a manifest has at most ${maxBytes}`;
  return { offset: 0, message, nextStep: "split it into several files" };
}

/**
 * Cuts the text into YAML tokens, and stops at the first one that nests too deep or begins too many documents.
 * This comes before the parser because the parser recurses: 20,000 nested brackets can abort the whole process,
 * and no `catch` sees it (measured, yaml 2.9.1). The lexer itself does not recurse.
 *
 * @param text without control characters, which the lexer uses as marks of its own
 */
export function limitedTokens(text: string): { tokens: string[]; comments: Comment[] } | { excess: Excess } {
  const tokens: string[] = [];
  const comments: Comment[] = [];
  const nesting = new Nesting();
  const begun = { "doc-start": 0, "doc-mode": 0 };
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === "doc-start" || type === "doc-mode") begun[type] += 1;
    if (nesting.after(token, type) > maxDepth) return { excess: tooDeep(offset) };
    if (Math.max(begun["doc-start"], begun["doc-mode"]) > maxDocuments) return { excess: tooMany(offset) };
    tokens.push(token);
    if (type === "comment") comments.push({ text: token, offset });
    offset += lengthInText(token);
  }
  return { tokens, comments };
}

// The lexer adds marks of one character that stand for no text.
const marks = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);
const lengthInText = (token: string) => (marks.has(token) ? 0 : token.length);

type TokenType = ReturnType<typeof CST.tokenType>;
const blank = new Set<TokenType>(["space", "newline", "comment", "scalar", "byte-order-mark", "directive-line"]);

/**
 * How deep the values nest: open brackets, plus the growing columns at which block values begin. A hostile text cannot
 * keep it low: each level of block nesting needs a deeper column, except that a list may stand at the column of its key.
 */
class Nesting {
  private flow = 0;
  private readonly columns: number[] = [];
  private column = 0;
  private textBlockFollows = false;

  after(token: string, type: TokenType): number {
    if (type === "flow-map-start" || type === "flow-seq-start") this.flow += 1;
    else if (type === "flow-map-end" || type === "flow-seq-end") this.flow = Math.max(0, this.flow - 1);
    else if (type === "flow-error-end" || type === "doc-mode") this.flow = 0;
    else this.value(type);
    const lineEnd = token.lastIndexOf("\n");
    this.column = lineEnd < 0 ? this.column + lengthInText(token) : token.length - lineEnd - 1;
    return this.flow + this.columns.length;
  }

  private value(type: TokenType): void {
    if (this.flow > 0 || blank.has(type)) return;
    // The lines of a text block (`|`, `>`) come as one token that begins at column 0 and says nothing about nesting.
    if (!this.textBlockFollows) this.beginAt(this.column);
    this.textBlockFollows = type === "block-scalar-header";
  }

  private beginAt(column: number): void {
    while ((this.columns.at(-1) ?? -1) > column) this.columns.pop();
    if ((this.columns.at(-1) ?? -1) < column) this.columns.push(column);
  }
}

const tooDeep = (offset: number): Excess => ({
  offset,
  message: `nests deeper than ${maxDepth} levels`,
  nextStep: "a manifest needs no more than five: remove the surplus brackets or indentation",
});

const tooMany = (offset: number): Excess => ({
  offset,
  message: `has more than ${maxDocuments} documents`,
  nextStep: "put the applications into fewer documents, or into several files",
});
