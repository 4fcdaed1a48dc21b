import { isAlias, isMap, isScalar, isSeq, type Alias, type Document, type Node, type Pair, type Scalar, type YAMLMap } from "yaml";
import { maxAliasValues } from "../files/limits";
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
 * that unfold to more than 10,000 values.
 */
export function structureOf(document: Document.Parsed): Structure {
  const walk = new Walk();
  if (document.contents !== null) walk.visit(document.contents);
  return { problems: walk.problems, aliases: walk.aliases };
}

class Walk {
  readonly problems: YamlProblem[] = [];
  readonly aliases = new Map<Alias, Node>();
  private readonly anchors = new Map<string, Node>();
  private readonly sizes = new Map<Node, number>();
  private readonly open = new Set<Node>();
  private aliasValues = 0;

  /** Steps to the node that is being visited. */
  private readonly path: (string | number)[] = [];

  /** Gives the number of values that the node stands for, aliases unfolded. */
  visit(node: Node | null): number {
    if (node === null) return 1;
    if (isAlias(node)) return this.visitAlias(node);
    this.checkTag(node);
    const { anchor } = node;
    if (anchor === undefined) return 1 + this.visitInside(node);
    this.anchors.set(anchor, node);
    this.open.add(node);
    const size = 1 + this.visitInside(node);
    this.open.delete(node);
    this.sizes.set(node, size);
    return size;
  }

  private visitInside(node: Node): number {
    if (isMap(node)) return this.visitMap(node);
    if (!isSeq(node)) return 0;
    let size = 0;
    for (const [index, item] of node.items.entries()) {
      this.path.push(index);
      size += this.visit(item as Node | null);
      this.path.pop();
    }
    return size;
  }

  private visitMap(map: YAMLMap): number {
    const first = new Map<string, Scalar>();
    let size = 0;
    for (const pair of map.items) {
      size += 1;
      const key = this.keyOf(pair as Pair<Node | null, Node | null>);
      if (key === undefined) continue;
      const name = nameOf(key);
      this.path.push(name);
      const earlier = first.get(name);
      if (earlier === undefined) first.set(name, key);
      else this.refuseSecond(key, earlier);
      size += this.visit(pair.value as Node | null);
      this.path.pop();
    }
    return size;
  }

  /** The key when it is a plain text; any other is refused. */
  private keyOf({ key, value }: Pair<Node | null, Node | null>): Scalar | undefined {
    if (isScalar(key) && key.value === "<<" && key.type === "PLAIN") {
      this.path.push("<<");
      const reason = "merge keys (<<) are not part of YAML 1.2, and programs read them in different ways";
      this.refuse("SMS1106", key, reason, "write the settings out, or use defaults");
      this.path.pop();
      return undefined;
    }
    if (isScalar(key) && isText(key)) return key;
    this.refuse("SMS1106", key ?? value, "a key is not a text", "write the key as a plain word, or put it in quotes");
    return undefined;
  }

  private refuseSecond(key: Scalar, earlier: Scalar): void {
    const [start, end] = earlier.range ?? [0, 0];
    this.refuse("SMS1105", key, "is given twice", "keep one of the two", [{ message: "first given here", start, end }]);
  }

  private visitAlias(alias: Alias): number {
    const target = this.anchors.get(alias.source);
    if (target === undefined) {
      const nextStep = "put the anchor (&) before the alias (*), in the same document, or put a text that begins with * in quotes";
      this.refuse("SMS1107", alias, "the alias has no anchor above it", nextStep);
      return 1;
    }
    if (this.open.has(target)) {
      this.refuse("SMS1107", alias, "the alias stands inside the value that it repeats", "write the value out");
      return 1;
    }
    this.aliases.set(alias, target);
    const size = this.sizes.get(target) ?? 1;
    this.countAliasValues(alias, size);
    return size;
  }

  private countAliasValues(alias: Alias, size: number): void {
    const before = this.aliasValues;
    this.aliasValues += size;
    if (before > maxAliasValues || this.aliasValues <= maxAliasValues) return;
    const message = `the aliases of the document stand for more than ${maxAliasValues} values from here on`;
    this.refuse("SMS1103", alias, message, "use fewer aliases, or split the manifest");
  }

  private checkTag(node: Exclude<Node, Alias>): void {
    if (node.tag === undefined || coreTags.has(node.tag)) return;
    if (/^!include/.test(node.tag)) {
      this.refuse("SMS1111", node, "manifests do not include each other", "give all files to the command or the program, side by side");
      return;
    }
    this.refuse("SMS1106", node, "the value has a tag that is not part of a manifest", "remove the word that begins with !");
  }

  private refuse(
    code: YamlProblem["code"],
    node: Node | null,
    message: string,
    nextStep: string,
    related: NonNullable<YamlProblem["related"]> = [],
  ): void {
    const [start, end] = node?.range ?? [0, 0];
    const path = [...this.path];
    this.problems.push({ code, start, end: isMap(node) || isSeq(node) ? start + 1 : end, path, message, nextStep, related });
  }
}

/** The name that the key has in the document's value. */
export const nameOf = ({ value }: Scalar): string => String(value);

/** 2024 is fine as a key; 1.0 and 0x10 would silently become the names "1" and "16". */
const isText = ({ value, source }: Scalar) =>
  typeof value === "string" || ((typeof value === "number" || typeof value === "boolean") && String(value) === source);

const coreTags = new Set(["str", "int", "float", "bool", "null", "map", "seq"].map((type) => `tag:yaml.org,2002:${type}`));
