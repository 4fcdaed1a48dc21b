import { Composer, Parser, type Document, type ErrorCode, type YAMLError } from "yaml";
import { message, plain } from "../../messages";
import { excessiveLines, excessiveSize, mayHoldDirectives, type Excess } from "../files/limits";
import type { YamlProblem } from "./yaml-document";
import { isShallow, limitedTokens, type Comment } from "./tokens";

/** One YAML document. With a problem its contents are only a guess of the parser. */
export interface ParsedDocument {
  document: Document.Parsed;
  problem?: YamlProblem;
}

/**
 * Parses YAML 1.2 (core schema) into documents with positions. Of each document only the first error is reported, since the
 * parser's later ones mostly follow from it. Gives a problem instead when a limit (limits.ts) is exceeded.
 *
 * @param text without byte order mark
 */
export function parseDocuments(text: string): { documents: ParsedDocument[]; comments: Comment[] } | { problem: YamlProblem } {
  const size = excessiveSize(Buffer.byteLength(text));
  if (size !== undefined) return { problem: beyondLimit(size) };
  const lines = excessiveLines(text);
  if (lines !== undefined) return { problem: beyondLimit(lines) };
  const control = controlCharacter(text);
  if (control !== undefined) return { problem: control };
  const lexed = isShallow(text) && !mayHoldDirectives(text) ? undefined : limitedTokens(text);
  if (lexed !== undefined && "excess" in lexed) return { problem: beyondLimit(lexed.excess) };

  // merge: false keeps `<<` an ordinary key, which structure.ts refuses; duplicate keys are found there, with both places.
  const composer = new Composer({ schema: "core", strict: true, merge: false, uniqueKeys: false, prettyErrors: false, logLevel: "silent" });
  const documents = [...composer.compose(lexed === undefined ? new Parser().parse(text) : parsed(lexed.tokens), true, text.length)];
  return { documents: documents.map((document) => withProblem(document, text)), comments: lexed?.comments ?? [] };
}

function* parsed(tokens: readonly string[]) {
  const parser = new Parser();
  for (const token of tokens) yield* parser.next(token);
  yield* parser.end();
}

function withProblem(document: Document.Parsed, text: string): ParsedDocument {
  const first = document.errors.reduce<YAMLError | undefined>(
    (earliest, error) => (earliest === undefined || error.pos[0] < earliest.pos[0] ? error : earliest),
    undefined,
  );
  if (first === undefined) return { document };
  const start = Math.min(first.pos[0], text.length);
  const line = text.slice(start).search(/\r?\n/);
  const lineEnd = line < 0 ? text.length : start + line;
  const kind = kindOf(first);
  const told = message("SMS1104", { what: kind, do: [kind] });
  return { document, problem: { told, start, end: Math.max(start, Math.min(first.pos[1], lineEnd)) } };
}

const beyondLimit = ({ offset, told }: Excess): YamlProblem => ({ told, start: offset, end: offset });

/** YAML 1.2.2, 5.1: no control characters but tab and line breaks. */
function controlCharacter(text: string): YamlProblem | undefined {
  const start = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/);
  if (start < 0) return undefined;
  const character = plain(`U+${text.charCodeAt(start).toString(16).toUpperCase().padStart(4, "0")}`);
  return { told: message("SMS1104", { what: "control", values: { character }, do: ["control"] }), start, end: start + 1 };
}

function kindOf({ code, message: words }: YAMLError): SyntaxErrorKind {
  // The parser has no codes of its own for these two, and they are the commonest slips.
  if (/^Missing closing ["']quote/.test(words)) return "quote";
  if (/ end with a [\]}]$/.test(words)) return "bracket";
  return kinds[code] ?? "otherwise";
}

type SyntaxErrorKind =
  | "otherwise"
  | "quote"
  | "bracket"
  | "indentation"
  | "tab"
  | "character"
  | "escape"
  | "start"
  | "block"
  | "flow"
  | "key"
  | "anchors"
  | "tags"
  | "alias"
  | "name"
  | "directive"
  | "longKey";

// Words of our own: the parser's messages can repeat pieces of the file, and a piece may be a secret.
const kinds: Partial<Record<ErrorCode, SyntaxErrorKind>> = {
  BAD_INDENT: "indentation",
  TAB_AS_INDENT: "tab",
  MISSING_CHAR: "character",
  BAD_DQ_ESCAPE: "escape",
  BAD_SCALAR_START: "start",
  BLOCK_AS_IMPLICIT_KEY: "block",
  BLOCK_IN_FLOW: "flow",
  MULTILINE_IMPLICIT_KEY: "key",
  MULTIPLE_ANCHORS: "anchors",
  MULTIPLE_TAGS: "tags",
  ALIAS_PROPS: "alias",
  BAD_ALIAS: "name",
  BAD_DIRECTIVE: "directive",
  KEY_OVER_1024_CHARS: "longKey",
};
