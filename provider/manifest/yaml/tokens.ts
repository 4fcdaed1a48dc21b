import { CST, Lexer } from "yaml";
import { limits } from "../../../schemas/generated/settings";
import { message, plain } from "../../messages";
import type { Excess } from "../files/limits";

/** A comment, from its `#` to the end of the line. */
export interface Comment {
  text: string;
  offset: number;
}

/**
 * Whether a text is so small that no limit on nesting, documents or values can be exceeded, whatever it holds: then nobody needs to look
 * at its tokens. Each level of brackets needs a bracket, and each level of a block a column of its own on some line: spaces of its
 * indentation, or an indicator (`-`, `?`, `:`) before it. A value needs a sign: an indicator before it or after it, or a quote.
 */
export function isShallow(text: string): boolean {
  const levels = countOf(text, openers) + deepestColumn(text) + 1;
  // Both marks of documents, and each three dashes of a longer row.
  const documents = countOf(text, marksOfDocuments) / 3;
  return levels <= limits.depth && documents <= limits.documents && 2 * countOf(text, signsOfValues) + 1 <= limits.values;
}

function deepestColumn(text: string): number {
  let deepest = 0;
  let level = 0;
  let indented = true;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === lineFeed) {
      level = 0;
      indented = true;
      continue;
    }
    if (indented && unit !== space) indented = false;
    if (indented || unit === dash || unit === questionMark || unit === colon) level += 1;
    if (level > deepest) deepest = level;
  }
  return deepest;
}

const unitsOf = (signs: string) => [...signs].map((sign) => sign.charCodeAt(0));
const [lineFeed, space, dash, questionMark, colon] = unitsOf("\n -?:");
const openers = new Set(unitsOf("[{"));
const marksOfDocuments = new Set(unitsOf("-."));
const signsOfValues = new Set(unitsOf("[{-?:,'\"*&!|>"));

function countOf(text: string, units: ReadonlySet<number>): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) if (units.has(text.charCodeAt(index))) count += 1;
  return count;
}

/**
 * Cuts the text into YAML tokens, and stops at the first one that nests too deep, or begins too many documents or values.
 * This comes before the parser because the parser recurses: 20,000 nested brackets can abort the whole process,
 * and no `catch` sees it (measured, yaml 2.9.1). The lexer itself does not recurse. And a value takes a thousand bytes there, so that a
 * megabyte of commas takes half a gigabyte.
 *
 * @param text without control characters, which the lexer uses as marks of its own
 */
export function limitedTokens(text: string): { tokens: string[]; comments: Comment[] } | { excess: Excess } {
  const tokens: string[] = [];
  const comments: Comment[] = [];
  const nesting = new Nesting();
  const begun = { "doc-start": 0, "doc-mode": 0 };
  let [values, indicators] = [0, 0];
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === "doc-start" || type === "doc-mode") begun[type] += 1;
    if (nesting.after(token, type) > limits.depth) return { excess: tooDeep(offset) };
    if (Math.max(begun["doc-start"], begun["doc-mode"]) > limits.documents) return { excess: tooMany(offset) };
    if (valued.has(type)) values += 1;
    else if (indicating.has(type)) indicators += 1;
    if (Math.max(values, indicators) > limits.values) return { excess: tooManyValues(offset) };
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
const valued = new Set<TokenType>([
  ...(["scalar", "single-quoted-scalar", "double-quoted-scalar", "block-scalar-header", "alias", "anchor", "tag"] as const),
  ...(["flow-map-start", "flow-seq-start"] as const),
]);
/** What separates values. Between two of them an empty value may stand. */
const indicating = new Set<TokenType>(["seq-item-ind", "explicit-key-ind", "map-value-ind", "comma"]);
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
  told: message("SMS1103", { what: "depth", values: { limit: plain(limits.depth) }, do: ["brackets"] }),
});

const tooMany = (offset: number): Excess => ({
  offset,
  told: message("SMS1103", { what: "documents", values: { limit: plain(limits.documents) }, do: ["documents"] }),
});

const tooManyValues = (offset: number): Excess => ({
  offset,
  told: message("SMS1103", { what: "values", values: { limit: plain(limits.values) }, do: ["split"] }),
});
