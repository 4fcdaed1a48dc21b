import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Scalar, type YAMLMap } from "yaml";
import type { Problem } from "../../rules";
import type { Span } from "../source-text";
import { nameOf } from "./structure";

interface Step {
  key: Scalar | undefined;
  value: Node | null;
}

/**
 * Finds the key or the value that a path of a document means. A path that leads through an alias ends at the anchor's
 * value, where the text is. A missing key is shown at the key that should hold it, at the root at the first key.
 */
export class Locator {
  private readonly pairs = new Map<YAMLMap, Map<string, Step>>();

  /**
   * @param aliases the value that each alias stands for (structure.ts)
   * @param text what was parsed
   */
  constructor(
    private readonly root: Node,
    private readonly aliases: ReadonlyMap<Alias, Node>,
    private readonly text: string,
  ) {}

  locate(path: Problem["path"], target: Problem["target"]): Span {
    const step = this.follow(target === "missing" ? path.slice(0, -1) : path);
    if (target === "value") return valueSpan(step, this.text);
    return step.key === undefined ? firstKeySpan(step.value ?? this.root, this.text) : nodeSpan(step.key, this.text);
  }

  private follow(path: Problem["path"]): Step {
    let step: Step = { key: undefined, value: this.root };
    for (const name of path) {
      const node = isAlias(step.value) ? this.aliases.get(step.value) : step.value;
      step = (isMap(node) ? this.pairsOf(node).get(String(name)) : itemOf(node, name)) ?? step;
    }
    return step;
  }

  /** Indexed once for each mapping: many problems in a large one would otherwise cost a scan each. */
  private pairsOf(map: YAMLMap): Map<string, Step> {
    const known = this.pairs.get(map);
    if (known !== undefined) return known;
    const pairs = new Map<string, Step>();
    for (const { key, value } of map.items) if (isScalar(key)) pairs.set(nameOf(key), { key, value: value as Node | null });
    this.pairs.set(map, pairs);
    return pairs;
  }
}

const itemOf = (node: Node | null | undefined, position: string | number): Step | undefined =>
  isSeq(node) ? { key: undefined, value: (node.items[Number(position)] ?? null) as Node | null } : undefined;

function valueSpan({ key, value }: Step, text: string): Span {
  const span = value === null ? undefined : nodeSpan(value, text);
  // A value that was left out has no text; its key has.
  if (key !== undefined && (span === undefined || span[0] === span[1])) return nodeSpan(key, text);
  return span ?? [0, 0];
}

function firstKeySpan(node: Node, text: string): Span {
  const key = isMap(node) ? (node.items[0]?.key as Node | undefined) : undefined;
  return nodeSpan(key ?? node, text);
}

/** The node's text without the line breaks and spaces after it. */
function nodeSpan(node: Node, text: string): Span {
  const [start, end] = node.range ?? [0, 0];
  const length = text.slice(start, end).trimEnd().length;
  return [start, start + length];
}
