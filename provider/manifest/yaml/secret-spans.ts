import { isAlias, isScalar, visit, type Alias, type Node } from "yaml";
import { settings } from "../../../schemas/generated/settings";
import { secretKey } from "../secrets";
import type { Span } from "../source-text";

const knownKeys: ReadonlySet<string> = new Set(["apiVersion", "kind", "defaults", "applications", ...Object.keys(settings)]);

/** The places of all values that stand under a key that names a secret, or that no manifest knows: it may be a slip in such a key. */
export function secretSpans(root: Node, aliases: ReadonlyMap<Alias, Node>): Span[] {
  const spans: Span[] = [];
  visit(root, {
    Pair(_, { key, value }) {
      if (!isScalar(key)) return;
      const name = String(key.value);
      if (!secretKey.test(name) && (knownKeys.has(name) || !isScalar(value))) return;
      const node = isAlias(value) ? aliases.get(value) : (value as Node | null);
      if (node?.range) spans.push([node.range[0], node.range[1]]);
    },
  });
  return spans;
}
