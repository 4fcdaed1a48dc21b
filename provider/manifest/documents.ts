import { isScalar } from "yaml";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { adviceFor } from "./advice";
import type { Problem } from "../rules/problem";
import { originOf, settingsIn, type Settings } from "./defaults";
import { placeText, severityOf, type Diagnostic, type Range } from "./diagnostic";
import { Locator, type Span } from "./locate";
import { otherKind } from "./other-kind";
import type { ParsedDocument, YamlProblem } from "./parse";
import { checkDocument, type CheckedApplication } from "./rules-of-document";
import { secretSpans } from "./secrets";
import type { SourceText } from "./source-text";
import { structureOf } from "./structure";

/** A logical name with its place, whether or not its application is without problems. */
export interface DeclaredName {
  logicalName: string;
  file: string;
  /** The key of the entry. Worked out when it is asked for. */
  readonly range: Range;
}

/** An application that keeps all rules, with the defaults of its document. */
export interface DeclaredApplication extends DeclaredName {
  inputs: ApplicationInputs;
  /**
   * Where a setting stands: in the entry, or in the defaults of its document.
   *
   * @param path steps within the application, for example `["ipWhitelist", 0]`
   */
  locate: (path: Problem["path"], target: Problem["target"]) => Range;
}

/** What one document of a file gives. */
export interface ReadDocument {
  applications: DeclaredApplication[];
  declared: DeclaredName[];
  diagnostics: Diagnostic[];
  /** Values that no code frame may show. */
  secrets: () => Span[];
  /** Nothing but white space and comments. */
  empty: boolean;
  /** A document of another program. */
  foreign: boolean;
}

/** Reads one parsed document: its structure first, and its rules when its meaning is certain. */
export function readDocument({ document, problem }: ParsedDocument, source: SourceText, file: string): ReadDocument {
  const nothing: ReadDocument = { applications: [], declared: [], diagnostics: [], secrets: () => [], empty: false, foreign: false };
  if (problem !== undefined) return { ...nothing, diagnostics: [yamlDiagnostic(problem, source, file)] };
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return { ...nothing, empty: true };

  const structure = structureOf(document);
  const secrets = () => secretSpans(root, structure.aliases);
  if (structure.problems.length > 0) {
    return { ...nothing, secrets, diagnostics: structure.problems.map((found) => yamlDiagnostic(found, source, file)) };
  }
  // The walk has bounded what the aliases unfold to.
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  const other = otherKind(value);
  const place = new DocumentPlaces(new Locator(root, structure.aliases, source.body), source, file);
  if (other !== undefined) return { ...nothing, secrets, foreign: true, diagnostics: [place.diagnostic(other)] };

  const { applications, problems, defaults } = checkDocument(value);
  const names = Object.keys(settingsIn(settingsIn(value)?.["applications"]) ?? {});
  const declared = new Map(names.map((logicalName) => [logicalName, place.name(logicalName)]));
  const advice = applications.flatMap((application) => adviceIn(application, defaults));
  return {
    ...nothing,
    secrets,
    declared: [...declared.values()],
    applications: applications.map((application) => place.application(application, defaults)),
    diagnostics: [...problems, ...advice].map((found) => place.diagnostic(found)),
  };
}

/** Advice about one application, at its place in the document. */
function adviceIn({ logicalName, inputs, entry }: CheckedApplication, defaults: Settings): Problem[] {
  return adviceFor(inputs).map(({ related = [], ...advice }) => {
    const inDocument = (path: Problem["path"]) => originOf({ ...advice, path }, logicalName, entry, defaults);
    return { ...advice, path: inDocument(advice.path), related: related.map((other) => ({ ...other, path: inDocument(other.path) })) };
  });
}

/** Turns paths of one document into places of its file. */
class DocumentPlaces {
  constructor(
    private readonly locator: Locator,
    private readonly source: SourceText,
    private readonly file: string,
  ) {}

  name(logicalName: string): DeclaredName {
    const range = () => this.range(["applications", logicalName], "key");
    return {
      logicalName,
      file: this.file,
      get range() {
        return range();
      },
    };
  }

  application({ logicalName, inputs, entry }: CheckedApplication, defaults: Settings): DeclaredApplication {
    const locate: DeclaredApplication["locate"] = (path, target) =>
      this.range(originOf({ path, target }, logicalName, entry, defaults), target);
    return Object.defineProperties({ inputs, locate } as DeclaredApplication, Object.getOwnPropertyDescriptors(this.name(logicalName)));
  }

  diagnostic({ code, message, path, target, nextStep, source, suggestion, quoting, related = [] }: Problem): Diagnostic {
    const range = this.range(path, target);
    const replacement = quoting === true ? JSON.stringify(this.source.text.slice(range.start.offset, range.end.offset)) : suggestion;
    return {
      code,
      severity: severityOf(code),
      message,
      file: this.file,
      range,
      path,
      nextStep: quoting === true ? `write it in quotes: ${String(replacement)}` : nextStep,
      ...(replacement === undefined ? {} : { suggestion: replacement }),
      ...(related.length === 0
        ? {}
        : { related: related.map((other) => ({ message: other.message, file: this.file, range: this.range(other.path, "value") })) }),
      ...(source === undefined ? {} : { source }),
    };
  }

  private range(path: Problem["path"], target: Problem["target"]): Range {
    return this.source.range(...this.locator.locate(path, target));
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
