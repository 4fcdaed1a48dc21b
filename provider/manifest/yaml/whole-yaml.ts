import { isMap, isScalar } from "yaml";
import { Locator } from "./locate";
import { parseDocuments, type ParsedDocument } from "./parse";
import { secretSpans, secretTexts } from "./secret-spans";
import { structureOf } from "./structure";
import type { Comment } from "./tokens";
import type { Nodes, YamlDocument, YamlProblem } from "./yaml-document";

/**
 * Reads all of YAML 1.2 (core schema) that a manifest may use.
 *
 * @param text without byte order mark
 */
export function readWholeYaml(text: string): { documents: YamlDocument<Nodes>[]; comments: Comment[] } | { problem: YamlProblem } {
  const parsed = parseDocuments(text);
  if ("problem" in parsed) return parsed;
  return { documents: parsed.documents.map((document) => documentOf(document, text)), comments: parsed.comments };
}

function documentOf({ document, problem }: ParsedDocument, text: string): YamlDocument<Nodes> {
  if (problem !== undefined) return { kind: "broken", problem };
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return { kind: "empty" };
  const { problems, more, aliases } = structureOf(document);
  const locator = new Locator(root, aliases, text);
  const nodes: Nodes = {
    locate: (path, target) => locator.locate(path, target),
    secrets: () => secretSpans(root, aliases),
    secretTexts: () => secretTexts(root, aliases),
  };
  if (problems.length > 0) return { kind: "refused", problems, more, rootKeys: rootKeysOf(root), nodes };
  // The walk has bounded what the aliases unfold to.
  return { kind: "value", value: document.toJS({ maxAliasCount: -1 }) as unknown, nodes };
}

const rootKeysOf = (root: unknown): string[] =>
  isMap(root) ? root.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : [])) : [];
