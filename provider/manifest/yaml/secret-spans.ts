import { isAlias, isMap, isNode, isScalar, visit, type Alias, type Node } from "yaml";
import { settings } from "../../../schemas/generated/settings";
import { secretKey } from "../document/secrets";
import type { Span } from "../source-text";

const knownKeys: ReadonlySet<string> = new Set(["apiVersion", "kind", "defaults", "applications", ...Object.keys(settings)]);

/**
 * The places of all values that stand under a key that names a secret, or that no manifest knows: it may be a slip in such a key.
 * A document that is not a mapping is not a manifest, and may be anything, for example a file of variables: all of it is one.
 */
export function secretSpans(root: Node, aliases: ReadonlyMap<Alias, Node>): Span[] {
  if (!isMap(root)) return root.range ? [[root.range[0], root.range[1]]] : [];
  const spans: Span[] = [];
  visit(root, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !isNode(value)) return;
      const name = String(key.value);
      if (!secretKey.test(name) && (knownKeys.has(name) || !isScalar(value))) return;
      // From the key on: an anchor or a tag may be a secret that begins with & or !.
      const start = key.range?.[1] ?? value.range?.[0];
      if (start !== undefined && value.range) spans.push([start + 1, value.range[1]]);
      const repeated = isAlias(value) ? aliases.get(value) : undefined;
      if (repeated?.range) spans.push([repeated.range[0], repeated.range[1]]);
    },
  });
  return spans;
}

/** Texts shorter than this are words that stand elsewhere as well. */
const shortest = 6;

/** The texts under keys that name a secret. An alias can bring one into a setting whose value messages show. */
export function secretTexts(root: Node, aliases: ReadonlyMap<Alias, Node>): string[] {
  const texts: string[] = [];
  visit(root, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !secretKey.test(String(key.value))) return;
      const node = isAlias(value) ? aliases.get(value) : value;
      if (isScalar(node) && typeof node.value === "string" && node.value.length >= shortest) texts.push(node.value);
    },
  });
  return texts;
}
