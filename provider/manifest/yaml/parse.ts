import { Composer, Parser, type Document, type ErrorCode, type YAMLError } from "yaml";
import type { DiagnosticCode } from "../../messages";
import { excessiveSize, mayHoldDirectives, type Excess } from "../files/limits";
import { isShallow, limitedTokens, type Comment } from "./tokens";

/** A problem of the YAML itself, at indexes of the parsed text. */
export interface YamlProblem {
  code: DiagnosticCode;
  start: number;
  end: number;
  message: string;
  nextStep: string;
  path?: (string | number)[];
  related?: { message: string; start: number; end: number }[];
}

/** One YAML document. With a problem its contents are only a guess of the parser. */
export interface ParsedDocument {
  document: Document.Parsed;
  problem?: YamlProblem;
}

/**
 * Parses YAML 1.2 (core schema) into documents with positions. Each document tells its first error only, since the
 * parser's later ones mostly follow from it. Gives a problem instead when a limit (limits.ts) is exceeded.
 *
 * @param text without byte order mark
 */
export function parseDocuments(text: string): { documents: ParsedDocument[]; comments: Comment[] } | { problem: YamlProblem } {
  const size = excessiveSize(Buffer.byteLength(text));
  if (size !== undefined) return { problem: beyondLimit(size) };
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
  const { message, nextStep } = wordingOf(first);
  const line = text.slice(start).search(/\r?\n/);
  const lineEnd = line < 0 ? text.length : start + line;
  return { document, problem: { code: "SMS1104", start, end: Math.max(start, Math.min(first.pos[1], lineEnd)), message, nextStep } };
}

function wordingOf({ code, message }: YAMLError): Wording {
  // The parser has no codes of its own for these two, and they are the commonest slips.
  if (/^Missing closing ["']quote/.test(message)) return openQuote;
  if (/ end with a [\]}]$/.test(message)) return openBracket;
  return wordings[code] ?? otherwise;
}

const beyondLimit = ({ offset, message, nextStep }: Excess): YamlProblem => ({
  code: "SMS1103",
  start: offset,
  end: offset,
  message,
  nextStep,
});

/** YAML 1.2.2, 5.1: no control characters but tab and line breaks. */
function controlCharacter(text: string): YamlProblem | undefined {
  const start = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/);
  if (start < 0) return undefined;
  const name = `U+${text.charCodeAt(start).toString(16).toUpperCase().padStart(4, "0")}`;
  const message = `YAML does not allow the control character ${name}`;
  return { code: "SMS1104", start, end: start + 1, message, nextStep: "remove it; the file may be damaged or no text file" };
}

type Wording = Pick<YamlProblem, "message" | "nextStep">;

const openQuote: Wording = { message: "a quote is not closed before here", nextStep: "find the line where the quote opens, and close it" };
const openBracket: Wording = {
  message: "a bracket is not closed before here",
  nextStep: "find the line where the bracket opens, and close it; what stands inside must be indented",
};
const indentation: Wording = {
  message: "the indentation does not fit the lines above",
  nextStep: "align the keys of one mapping, and the dashes of one list, at the same column, with spaces",
};
const otherwise: Wording = {
  message: "is not valid YAML here",
  nextStep: "look for a missing colon, quote or bracket on this line or the one before",
};

// Words of our own: the parser's messages can repeat pieces of the file, and a piece may be a secret.
const wordings: Partial<Record<ErrorCode, Wording>> = {
  BAD_INDENT: indentation,
  TAB_AS_INDENT: { message: "a tab is used as indentation", nextStep: "indent with spaces" },
  MISSING_CHAR: {
    message: "a character of YAML is missing here: a colon, a comma, a quote, a closing bracket or a space",
    nextStep: "write keys as `key: value`, and close each quote and bracket",
  },
  BAD_DQ_ESCAPE: {
    message: "the text in double quotes has an unknown escape after a backslash",
    nextStep: "write the backslash twice, or use single quotes",
  },
  BAD_SCALAR_START: { message: "a value cannot begin with this character", nextStep: "put the value in quotes" },
  BLOCK_AS_IMPLICIT_KEY: {
    message: "there are two values where one is expected",
    nextStep: "put a text that holds `: ` in quotes, and each key on a line of its own",
  },
  BLOCK_IN_FLOW: { message: "brackets hold lines that are written as a block", nextStep: "write it either with brackets or as a block" },
  MULTILINE_IMPLICIT_KEY: { message: "a key goes over more than one line", nextStep: "check the line above for a missing colon or quote" },
  MULTIPLE_ANCHORS: { message: "a value has two anchors", nextStep: "remove one" },
  MULTIPLE_TAGS: { message: "a value has two tags", nextStep: "remove them" },
  ALIAS_PROPS: { message: "an alias has an anchor or a tag", nextStep: "remove it" },
  BAD_ALIAS: {
    message: "an alias or anchor has no usable name",
    nextStep: "give it a name, or put a value that begins with * or & in quotes",
  },
  BAD_DIRECTIVE: { message: "the line that begins with % is no YAML directive", nextStep: "remove the line" },
  KEY_OVER_1024_CHARS: { message: "a key has more than 1024 characters", nextStep: "check for a missing quote or line break" },
  UNEXPECTED_TOKEN: otherwise,
};
