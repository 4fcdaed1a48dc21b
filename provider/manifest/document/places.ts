import { isDeepStrictEqual } from "node:util";
import type { Problem } from "../../rules";
import { plain, starred as starredText, withTexts, type Message } from "../../messages";
import { diagnosticAt, placeText, type Diagnostic, type Range } from "../diagnostic";
import type { SourceText, Span } from "../source-text";
import type { DocumentNodes } from "../yaml/read-yaml";
import type { YamlProblem } from "../yaml/yaml-document";

/** Turns paths of one document into places of its file. */
export class DocumentPlaces {
  private secretTexts: readonly string[] | undefined;
  /** Most texts of messages are those of others, and secrets may be many. */
  private readonly cleaned = new Map<string, string>();

  constructor(
    private readonly source: SourceText,
    readonly file: string,
    private readonly nodes: DocumentNodes,
  ) {}

  range(path: Problem["path"], target: Problem["target"]): Range {
    return this.source.range(...this.nodes.locate(path, target));
  }

  secrets(): Span[] {
    return this.nodes.secrets();
  }

  /** Few of thousands of manifests have problems, so what finds places is let go until one is asked for. */
  release(): void {
    this.nodes.release();
  }

  diagnostic(problem: Problem): Diagnostic {
    const { path, target, source, quoting, related = [] } = problem;
    const { file } = this;
    const range = this.range(path, target);
    const written = quoting === true ? JSON.stringify(this.source.text.slice(range.start.offset, range.end.offset)) : undefined;
    const told = written === undefined ? problem : { ...problem, do: problem.do.map((step) => ({ ...step, text: written })) };
    const shown = this.withoutSecrets(told);
    // What is made of a secret is not found by its text.
    const suggestion = shown === told ? (written ?? problem.suggestion) : undefined;
    const others = related.map((other) => ({ what: other.what, file, range: this.range(other.path, "value") }));
    return diagnosticAt(shown, {
      file,
      range,
      path,
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(others.length === 0 ? {} : { related: others }),
      ...(source === undefined ? {} : { source }),
    });
  }

  /** The same message when it holds no secret; else without it, and without what was made of it. */
  private withoutSecrets<M extends Message>(told: M): M {
    const secrets = (this.secretTexts ??= this.nodes.secretTexts());
    if (secrets.length === 0) return told;
    const starred = withTexts(told, (text) => {
      const known = this.cleaned.get(text);
      if (known !== undefined) return known;
      const clean = secrets.reduce((rest, secret) => rest.replaceAll(secret, "*".repeat(secret.length)), text);
      this.cleaned.set(text, clean);
      return clean;
    });
    if (isDeepStrictEqual(starred, told)) return told;
    return { ...starred, do: starred.do.map((step) => (step.label === undefined ? step : { ...step, text: starredText })) };
  }
}

/** The diagnostic of a problem of the YAML itself. */
export function yamlDiagnostic({ told, start, end, path = [], related = [] }: YamlProblem, source: SourceText, file: string): Diagnostic {
  const places = related.map((other) => ({ what: other.what, file, range: source.range(other.start, other.end) }));
  const [first] = places;
  const facts = first === undefined ? told.facts : [...told.facts, { label: "first", text: plain(placeText(file, first.range)) }];
  return diagnosticAt(
    { ...told, facts },
    { file, range: source.range(start, end), path, ...(places.length === 0 ? {} : { related: places }) },
  );
}
