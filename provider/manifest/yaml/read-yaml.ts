import type { Problem } from "../../rules";
import { excessiveLines, excessiveSize, mayHoldDirectives } from "../files/limits";
import type { Span } from "../source-text";
import { readPlainYaml } from "./plain-yaml";
import type { Comment } from "./tokens";
import type { Nodes, YamlDocument, YamlProblem } from "./yaml-document";

/**
 * Reads YAML 1.2 (core schema). A manifest that is written plainly, which is most of them, is read by a small reader that gives the same
 * value; comments that switch warnings off need the whole parser.
 *
 * @param text without byte order mark
 */
export function readYaml(text: string): { documents: YamlDocument<DocumentNodes>[]; comments: Comment[] } | { problem: YamlProblem } {
  const isUsual = excessiveSize(Buffer.byteLength(text)) === undefined && excessiveLines(text) === undefined && !mayHoldDirectives(text);
  const value = isUsual ? readPlainYaml(text) : undefined;
  if (value !== undefined) return { documents: [{ kind: "value", value, nodes: new DocumentNodes(text, 0) }], comments: [] };
  const read = wholeYaml().readWholeYaml(text);
  if ("problem" in read) return read;
  const documents = read.documents.map((document, index) =>
    "nodes" in document ? { ...document, nodes: new DocumentNodes(text, index, document.nodes) } : document,
  );
  return { documents, comments: read.comments };
}

/** The nodes of one document. They take twenty times the memory of their text, so they can be let go, and are made again when they are needed. */
export class DocumentNodes implements Nodes {
  /**
   * @param index position of the document in the text
   * @param nodes undefined when the text was read without them
   */
  constructor(
    private readonly text: string,
    private readonly index: number,
    private nodes?: Nodes,
  ) {}

  locate(path: Problem["path"], target: Problem["target"]): Span {
    return this.present().locate(path, target);
  }

  secrets(): Span[] {
    return this.present().secrets();
  }

  secretTexts(): string[] {
    return this.present().secretTexts();
  }

  release(): void {
    this.nodes = undefined;
  }

  private present(): Nodes {
    return (this.nodes ??= this.again());
  }

  private again(): Nodes {
    const read = wholeYaml().readWholeYaml(this.text);
    const document = "problem" in read ? undefined : read.documents[this.index];
    if (document !== undefined && "nodes" in document) return document.nodes;
    throw new Error("a text that was read once cannot be read again");
  }
}

type WholeYaml = typeof import("./whole-yaml");

let loaded: WholeYaml | undefined;

/** The package `yaml` takes a quarter of the time of a small validation, so it is loaded when it is first needed. */
const wholeYaml = (): WholeYaml => (loaded ??= require("./whole-yaml") as WholeYaml);
