import { dirname, resolve } from "node:path";
import { isMap, isScalar, type Document } from "yaml";
import { otherKind, SourceText } from "../../manifest";
import { parseDocuments } from "../../manifest/yaml";

/** What became of the editor line of one document. */
export interface EditorLine {
  /** `unreachable`: the document begins on the line of its `---`, and a comment has no place before it. */
  change: "added" | "replaced" | "right" | "unreachable";
  /** Where the document begins, from 1, in the text as it was. */
  line: number;
  /** What the line pointed to before, when it is replaced. */
  former?: string;
}

/** A text with its editor lines, or why it has none. */
export type EditedText =
  | { refusal?: undefined; text: string; lines: EditorLine[] }
  | { refusal: "not YAML"; line: number; message: string }
  | { refusal: "no manifest" };

const comment = "# yaml-language-server: $schema=";

/**
 * Puts the line on top of each manifest of a file by which editors find its schema. yaml-language-server looks for it among the
 * comments before the first key, takes the first one, and takes it for that document only; all of this is tested with the real one.
 *
 * @param manifest path of the file, from which relative schemas count
 * @param schema what the line is to point to
 */
export function withEditorLines(text: string, manifest: string, schema: string): EditedText {
  const source = new SourceText(text);
  const parsed = parseDocuments(source.body);
  const problems = "problem" in parsed ? [parsed.problem] : parsed.documents.flatMap(({ problem }) => problem ?? []);
  const [problem] = problems;
  if (problem !== undefined) {
    return { refusal: "not YAML", line: source.range(problem.start, problem.start).start.line, message: problem.told.what };
  }
  const documents = "documents" in parsed ? parsed.documents.map(({ document }) => document) : [];
  const lines = source.body.split("\n");
  const manifests = documents.flatMap((document, index) =>
    isManifest(document) ? [headerOf(lines, lineOf(document, source), index === 0)] : [],
  );
  const empty = documents.every(({ contents }) => contents === null || (isScalar(contents) && contents.value === null));
  if (empty) manifests.push({ from: 0, to: lines.length, line: 1, unreachable: false });
  if (manifests.length === 0) return { refusal: "no manifest" };

  const wanted = { folder: dirname(manifest), schema, lineEnd: lines[0]?.endsWith("\r") === true ? "\r" : "" };
  // From the last one up, so that the lines above keep their numbers.
  const changes = manifests.toReversed().map((header) => changeIn(lines, header, wanted));
  return { text: text.slice(0, text.length - source.body.length) + lines.join("\n"), lines: changes.toReversed() };
}

/** The lines before the first key of a document, from line index to line index. */
interface Header {
  from: number;
  to: number;
  line: number;
  unreachable: boolean;
}

function headerOf(lines: readonly string[], content: number, first: boolean): Header {
  if (first) return { from: 0, to: content, line: content + 1, unreachable: false };
  let from = content;
  while (from > 0 && /^\s*(#.*)?$/.test(lines[from - 1] ?? "")) from -= 1;
  return { from, to: content, line: content + 1, unreachable: /^---\s/.test(lines[content] ?? "") };
}

/** The line that a document is to have. */
interface Wanted {
  /** Relative schemas count from it. */
  folder: string;
  schema: string;
  lineEnd: string;
}

function changeIn(lines: string[], { from, to, line, unreachable }: Header, { folder, schema, lineEnd }: Wanted): EditorLine {
  if (unreachable) return { change: "unreachable", line };
  const wanted = `${comment}${schema}${lineEnd}`;
  const at = lines.slice(from, to).findIndex((text) => isModeline(text));
  const former = at < 0 ? undefined : /\$schema(?:=|:[^\S\r\n]*)(\S+)/.exec(lines[from + at] ?? "")?.[1];
  if (former === undefined) {
    lines.splice(from, 0, wanted);
    return { change: "added", line };
  }
  if (resolve(folder, former) === resolve(folder, schema)) return { change: "right", line };
  lines[from + at] = wanted;
  return { change: "replaced", line, former };
}

// As yaml-language-server 1.25 reads it.
const isModeline = (line: string) => /^\s*#\s+(?:yaml-language-server\s*:|\$schema:)/.test(line);

const lineOf = (document: Document.Parsed, source: SourceText) => {
  const start = document.contents?.range[0] ?? 0;
  return source.range(start, start).start.line - 1;
};

/** Judged by the keys of the root alone: aliases stay folded, whatever they would unfold to. */
function isManifest({ contents }: Document.Parsed): boolean {
  if (!isMap(contents)) return false;
  const root = contents.items.flatMap(({ key, value }) =>
    isScalar(key) ? [[String(key.value), isScalar(value) ? value.value : {}] as const] : [],
  );
  return otherKind(Object.fromEntries(root)) === undefined;
}
