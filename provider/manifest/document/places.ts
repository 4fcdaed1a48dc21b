import type { Problem } from "../../rules";
import { severityOf } from "../../messages";
import { placeText, type Diagnostic, type Range } from "../diagnostic";
import type { SourceText, Span } from "../yaml/source-text";
import { wholeYaml } from "../yaml/whole-yaml";
import type { DocumentNodes, YamlProblem } from "../yaml/read-yaml";

/**
 * Turns paths of one document into places of its file. The nodes are let go after reading, because few of thousands of manifests
 * have problems, and made again from the text when a place is asked for later.
 */
export class DocumentPlaces {
  /**
   * @param index position of the document in its file
   * @param nodes undefined when the text was read without them
   */
  constructor(
    private readonly source: SourceText,
    readonly file: string,
    private readonly index: number,
    private nodes: DocumentNodes | undefined,
  ) {}

  range(path: Problem["path"], target: Problem["target"]): Range {
    return this.source.range(...this.present().locate(path, target));
  }

  secrets(): Span[] {
    return this.present().secrets();
  }

  release(): void {
    this.nodes = undefined;
  }

  diagnostic({ code, message, path, target, nextStep, source, suggestion, quoting, related = [] }: Problem): Diagnostic {
    const range = this.range(path, target);
    const replacement = quoting === true ? JSON.stringify(this.source.text.slice(range.start.offset, range.end.offset)) : suggestion;
    const others = related.map((other) => ({ message: other.message, file: this.file, range: this.range(other.path, "value") }));
    return {
      code,
      severity: severityOf(code),
      message: this.withoutSecrets(message),
      file: this.file,
      range,
      path,
      nextStep: quoting === true ? `write it in quotes: ${String(replacement)}` : nextStep,
      ...(replacement === undefined ? {} : { suggestion: replacement }),
      ...(others.length === 0 ? {} : { related: others }),
      ...(source === undefined ? {} : { source }),
    };
  }

  private secretTexts: readonly string[] | undefined;

  private withoutSecrets(message: string): string {
    this.secretTexts ??= this.present().secretTexts();
    return this.secretTexts.reduce((text, secret) => text.replaceAll(secret, "*".repeat(secret.length)), message);
  }

  private present(): DocumentNodes {
    return (this.nodes ??= this.again());
  }

  private again(): DocumentNodes {
    const read = wholeYaml().readYaml(this.source.body);
    const document = "problem" in read ? undefined : read.documents[this.index];
    if (document !== undefined && "nodes" in document) return document.nodes;
    throw new Error("a text that was read once cannot be read again");
  }
}

/** The diagnostic of a problem of the YAML itself. */
export function yamlDiagnostic(problem: YamlProblem, source: SourceText, file: string): Diagnostic {
  const { code, start, end, message, nextStep, path = [], related = [] } = problem;
  const places = related.map((other) => ({ message: other.message, file, range: source.range(other.start, other.end) }));
  const [first] = places;
  return {
    code,
    severity: severityOf(code),
    message: first === undefined ? message : `${message}, first at ${placeText(file, first.range)}`,
    file,
    range: source.range(start, end),
    path,
    nextStep,
    ...(places.length === 0 ? {} : { related: places }),
  };
}
