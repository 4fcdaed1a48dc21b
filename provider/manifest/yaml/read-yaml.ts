import { isMap, isScalar } from "yaml";
import type { Problem } from "../../rules";
import type { Span } from "./source-text";
import { Locator } from "./locate";
import { parseDocuments, type ParsedDocument, type YamlProblem } from "./parse";
import { secretSpans, secretTexts } from "./secret-spans";
import { structureOf } from "./structure";
import type { Comment } from "./tokens";

export type { YamlProblem } from "./parse";
export type { Comment } from "./tokens";

/** The nodes of one document. They take twenty times the memory of their text. */
export interface DocumentNodes {
  /** Where the key or the value of a path stands. */
  locate: (path: Problem["path"], target: Problem["target"]) => Span;
  /** Values that no code frame may show. */
  secrets: () => Span[];
  /** Texts that no message may show. */
  secretTexts: () => string[];
}

/** One document of a text: nothing at all, something of uncertain meaning, or a value. */
export type YamlDocument =
  | { kind: "empty" }
  | { kind: "broken"; problem: YamlProblem }
  | { kind: "refused"; problems: YamlProblem[]; rootKeys: string[]; nodes: DocumentNodes }
  | { kind: "value"; value: unknown; nodes: DocumentNodes };

/**
 * Reads all of YAML 1.2 (core schema) that a manifest may use.
 *
 * @param text without byte order mark
 */
export function readYaml(text: string): { documents: YamlDocument[]; comments: Comment[] } | { problem: YamlProblem } {
  const parsed = parseDocuments(text);
  if ("problem" in parsed) return parsed;
  return { documents: parsed.documents.map((document) => documentOf(document, text)), comments: parsed.comments };
}

function documentOf({ document, problem }: ParsedDocument, text: string): YamlDocument {
  if (problem !== undefined) return { kind: "broken", problem };
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return { kind: "empty" };
  const { problems, aliases } = structureOf(document);
  const locator = new Locator(root, aliases, text);
  const nodes: DocumentNodes = {
    locate: (path, target) => locator.locate(path, target),
    secrets: () => secretSpans(root, aliases),
    secretTexts: () => secretTexts(root, aliases),
  };
  if (problems.length > 0) return { kind: "refused", problems, rootKeys: rootKeysOf(root), nodes };
  // The walk has bounded what the aliases unfold to.
  return { kind: "value", value: document.toJS({ maxAliasCount: -1 }) as unknown, nodes };
}

const rootKeysOf = (root: unknown): string[] =>
  isMap(root) ? root.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : [])) : [];
