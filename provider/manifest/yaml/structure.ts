import { isAlias, isMap, isScalar, isSeq, type Alias, type Document, type Node, type Pair, type Scalar, type YAMLMap } from "yaml";
import { limits } from "../../../schemas/generated/settings";
import { asShown, message, plain } from "../../messages";
import { settingOf } from "../document-path";
import type { YamlProblem } from "./yaml-document";

/** What a walk over one document finds. */
export interface Structure {
  /** Uses of YAML that a manifest does not have; with any of them the document's meaning is not certain. */
  problems: YamlProblem[];
  /** How many more there are, beyond the limit. */
  more: number;
  /** The value each alias stands for. */
  aliases: Map<Alias, Node>;
}

/**
 * Walks a document that parsed without error, and refuses what would make its meaning doubtful: keys given twice,
 * keys that are not strings, merge keys, tags of other types, aliases without or inside their anchor, and aliases
 * that unfold to more than 10,000 values.
 */
export function structureOf(document: Document.Parsed): Structure {
  const walk = new Walk();
  if (document.contents !== null) walk.visit(document.contents);
  return { problems: walk.problems, more: walk.more, aliases: walk.aliases };
}

class Walk {
  readonly problems: YamlProblem[] = [];
  more = 0;
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
      if (name.length > longestKey) {
        this.refuse(() => message("SMS1104", { what: "longKey", do: ["longKey"] }), key);
        continue;
      }
      this.path.push(name);
      const earlier = first.get(name);
      if (earlier === undefined) first.set(name, key);
      else this.refuseSecond(key, earlier);
      size += this.visit(pair.value as Node | null);
      this.path.pop();
    }
    return size;
  }

  /** The key when it is a string; any other is refused. */
  private keyOf({ key, value }: Pair<Node | null, Node | null>): Scalar | undefined {
    if (isScalar(key) && key.value === "<<" && key.type === "PLAIN") {
      this.path.push("<<");
      this.refuse(() => message("SMS1106", { what: "merge", why: "readers", do: ["defaults"] }), key);
      this.path.pop();
      return undefined;
    }
    if (isScalar(key) && isText(key)) return key;
    this.refuse(() => message("SMS1106", { what: "key", do: ["quote"] }), key ?? value);
    return undefined;
  }

  private refuseSecond(key: Scalar, earlier: Scalar): void {
    const [start, end] = earlier.range ?? [0, 0];
    const values = { setting: asShown(settingOf(this.path)) };
    this.refuse(() => message("SMS1105", { values, do: ["keep"] }), key, [{ what: "first given here", start, end }]);
  }

  private visitAlias(alias: Alias): number {
    const target = this.anchors.get(alias.source);
    if (target === undefined) {
      this.refuse(() => message("SMS1107", { what: "anchor", do: ["quote", "anchor"] }), alias);
      return 1;
    }
    if (this.open.has(target)) {
      this.refuse(() => message("SMS1107", { what: "inside", do: ["write"] }), alias);
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
    if (before > limits.aliasValues || this.aliasValues <= limits.aliasValues) return;
    this.refuse(() => message("SMS1103", { what: "aliases", values: { limit: plain(limits.aliasValues) }, do: ["aliases"] }), alias);
  }

  private checkTag(node: Exclude<Node, Alias>): void {
    if (node.tag === undefined || coreTags.has(node.tag)) return;
    if (/^!include/.test(node.tag)) {
      this.refuse(() => message("SMS1111", { what: "tag", do: ["all"] }), node);
      return;
    }
    this.refuse(() => message("SMS1106", { what: "tag", do: ["tag"] }), node);
  }

  private refuse(tell: () => YamlProblem["told"], node: Node | null, related: NonNullable<YamlProblem["related"]> = []): void {
    if (this.problems.length === limits.problems) {
      this.more += 1;
      return;
    }
    const [start, end] = node?.range ?? [0, 0];
    const path = [...this.path];
    this.problems.push({ told: tell(), start, end: isMap(node) || isSeq(node) ? start + 1 : end, path, related });
  }
}

/** YAML has this limit for keys without a question mark. Each problem below a key would repeat it. */
const longestKey = 1024;

/** The name that the key has in the document's value. */
export const nameOf = ({ value }: Scalar): string => String(value);

/** 2024 is fine as a key; 1.0 and 0x10 would silently become the names "1" and "16". */
const isText = ({ value, source }: Scalar) =>
  typeof value === "string" || ((typeof value === "number" || typeof value === "boolean") && String(value) === source);

const coreTags = new Set(["str", "int", "float", "bool", "null", "map", "seq"].map((type) => `tag:yaml.org,2002:${type}`));
