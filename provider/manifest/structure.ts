import { isAlias, isMap, isScalar, isSeq, type Alias, type Document, type Node, type Pair, type Scalar, type YAMLMap } from "yaml";
import { maxValues } from "./limits";
import type { YamlProblem } from "./parse";

/** What a walk over one document finds. */
export interface Structure {
  /** Uses of YAML that a manifest does not have; with any of them the document's meaning is not certain. */
  problems: YamlProblem[];
  /** The value each alias stands for. */
  aliases: Map<Alias, Node>;
}

/**
 * Walks a document that parsed without error, and refuses what would make its meaning doubtful: keys given twice,
 * keys that are no texts, merge keys, tags of other types, aliases without or inside their anchor, and aliases
 * that unfold to more than 100,000 values.
 *
 * @param lineOf line number of an index, for the second place of a duplicate
 */
export function structureOf(document: Document.Parsed, lineOf: (index: number) => string): Structure {
  const walk = new Walk(lineOf);
  if (document.contents !== null) walk.visit(document.contents, []);
  return { problems: walk.problems, aliases: walk.aliases };
}

type Path = (string | number)[];

class Walk {
  readonly problems: YamlProblem[] = [];
  readonly aliases = new Map<Alias, Node>();
  private readonly anchors = new Map<string, Node>();
  private readonly sizes = new Map<Node, number>();
  private readonly open = new Set<Node>();
  private tooLarge = false;

  constructor(private readonly lineOf: (index: number) => string) {}

  /** Gives the number of values that the node stands for, aliases unfolded. */
  visit(node: Node | null, path: Path): number {
    if (node === null) return 1;
    if (isAlias(node)) return this.visitAlias(node, path);
    this.checkTag(node, path);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    this.open.add(node);
    const size = 1 + this.visitInside(node, path);
    this.open.delete(node);
    this.sizes.set(node, size);
    return this.bounded(size, node, path);
  }

  private visitInside(node: Node, path: Path): number {
    if (isMap(node)) return this.visitMap(node, path);
    if (!isSeq(node)) return 0;
    return node.items.reduce<number>((size, item, index) => size + this.visit(item as Node | null, [...path, index]), 0);
  }

  private visitMap(map: YAMLMap, path: Path): number {
    const first = new Map<string, Scalar>();
    return map.items.reduce((size, pair) => {
      const key = this.keyOf(pair as Pair<Node | null, Node | null>, path);
      if (key === undefined) return size + 1;
      const name = nameOf(key);
      const earlier = first.get(name);
      if (earlier === undefined) first.set(name, key);
      else this.refuseSecond(key, earlier, [...path, name]);
      return size + 1 + this.visit(pair.value as Node | null, [...path, name]);
    }, 0);
  }

  /** The key when it is a plain text; any other is refused. */
  private keyOf({ key, value }: Pair<Node | null, Node | null>, path: Path): Scalar | undefined {
    if (isScalar(key) && key.value === "<<" && key.type === "PLAIN") {
      this.refuse("SMS1106", key, [...path, "<<"], "merge keys (<<) are not part of a manifest", "write the settings out, or use defaults");
      return undefined;
    }
    if (isScalar(key) && isText(key)) return key;
    this.refuse("SMS1106", key ?? value, path, "a key is not a text", "write the key as a plain word, or put it in quotes");
    return undefined;
  }

  private refuseSecond(key: Scalar, earlier: Scalar, path: Path): void {
    const place = this.lineOf(earlier.range?.[0] ?? 0);
    this.refuse("SMS1105", key, path, `is given twice, first at ${place}`, "keep one of the two");
  }

  private visitAlias(alias: Alias, path: Path): number {
    const target = this.anchors.get(alias.source);
    if (target === undefined) {
      const nextStep = "put the anchor (&) before the alias (*), in the same document, or put a text that begins with * in quotes";
      this.refuse("SMS1107", alias, path, "the alias has no anchor above it", nextStep);
      return 1;
    }
    if (this.open.has(target)) {
      this.refuse("SMS1107", alias, path, "the alias stands inside the value that it repeats", "write the value out");
      return 1;
    }
    this.aliases.set(alias, target);
    return this.bounded(this.sizes.get(target) ?? 1, alias, path);
  }

  private checkTag(node: Exclude<Node, Alias>, path: Path): void {
    if (node.tag === undefined || coreTags.has(node.tag)) return;
    this.refuse("SMS1106", node, path, "the value has a tag that is not part of a manifest", "remove the word that begins with !");
  }

  private bounded(size: number, node: Node, path: Path): number {
    if (size <= maxValues) return size;
    if (!this.tooLarge) {
      const message = `has more than ${maxValues} values once its aliases are unfolded`;
      this.refuse("SMS1103", node, path, message, "use fewer aliases, or split the manifest");
    }
    this.tooLarge = true;
    return size;
  }

  private refuse(code: YamlProblem["code"], node: Node | null, path: Path, message: string, nextStep: string): void {
    const [start, end] = node?.range ?? [0, 0];
    this.problems.push({ code, start, end: isMap(node) || isSeq(node) ? start + 1 : end, path, message, nextStep });
  }
}

/** The name that the key has in the document's value. */
export const nameOf = ({ value }: Scalar): string => String(value);

/** 2024 is fine as a key; 1.0 and 0x10 would silently become the names "1" and "16". */
const isText = ({ value, source }: Scalar) =>
  typeof value === "string" || ((typeof value === "number" || typeof value === "boolean") && String(value) === source);

const coreTags = new Set(["str", "int", "float", "bool", "null", "map", "seq"].map((type) => `tag:yaml.org,2002:${type}`));
