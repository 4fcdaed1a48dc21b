import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { type Problem, adviceFor } from "../../rules";
import { Bounded, type Unshown } from "../bounded";
import { originOf, settingsIn, type Settings } from "./defaults";
import type { Diagnostic, Range } from "../diagnostic";
import { manifestKeys, noManifest, otherKind } from "./other-kind";
import { otherShape } from "./other-shape";
import { DocumentPlaces, yamlDiagnostic } from "./places";
import { checkDocument, type CheckedApplication } from "./rules-of-document";
import type { SourceText, Span } from "../source-text";
import type { DocumentNodes } from "../yaml/read-yaml";
import type { YamlDocument } from "../yaml/yaml-document";

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
  locate(path: Problem["path"], target: Problem["target"]): Range;
}

/** What one document of a file gives. */
export interface ReadDocument {
  applications: DeclaredApplication[];
  declared: DeclaredName[];
  diagnostics: Diagnostic[];
  unshown: Unshown;
  /** Values that no code frame may show. */
  secrets: () => Span[];
  /** Nothing but white space and comments. */
  empty: boolean;
  /** A document of another program. No line of it is shown: it may be anything, and was perhaps named by mistake. */
  foreign: boolean;
  /** Whether it is YAML that can be told to be ours or not. */
  certain: boolean;
  /** Where its value stands. */
  span: () => Span;
}

const nothing: ReadDocument = {
  applications: [],
  declared: [],
  diagnostics: [],
  unshown: { errors: 0, warnings: 0 },
  secrets: () => [],
  empty: false,
  foreign: false,
  certain: true,
  span: () => [0, 0],
};

/** Reads one document: its rules when its meaning is certain. */
export function readDocument(document: YamlDocument<DocumentNodes>, source: SourceText, file: string): ReadDocument {
  if (document.kind === "empty") return { ...nothing, empty: true };
  if (document.kind === "broken") return { ...nothing, certain: false, diagnostics: [yamlDiagnostic(document.problem, source, file)] };
  const places = new DocumentPlaces(source, file, document.nodes);
  const read = { ...nothing, secrets: () => places.secrets(), span: () => document.nodes.locate([], "value") };
  if (document.kind === "refused") {
    const isOurs = manifestKeys.some((key) => document.rootKeys.includes(key));
    // A limit is told of any document: what lies beyond it has not been looked at.
    const told = isOurs ? document.problems : document.problems.filter((problem) => problem.told.code === "SMS1103");
    if (told.length === 0) return { ...read, ...foreign(noManifest(), places) };
    const diagnostics = told.map((found) => yamlDiagnostic(found, source, file));
    return { ...read, foreign: !isOurs, diagnostics, unshown: { errors: isOurs ? document.more : 0, warnings: 0 } };
  }
  return { ...read, ...contentOf(document.value, places) };
}

function contentOf(value: unknown, places: DocumentPlaces): Partial<ReadDocument> {
  const shape = otherShape(value);
  if (shape !== undefined) return { diagnostics: [places.diagnostic(shape)] };
  const other = otherKind(value);
  if (other !== undefined) return foreign(other, places);
  const { applications, problems, more, defaults } = checkDocument(value);
  const names = Object.keys(settingsIn(settingsIn(value)?.["applications"]) ?? {});
  const found = new Bounded();
  for (const problem of problems) found.add("error", () => places.diagnostic(problem));
  found.count("error", more);
  // All of them: comments may switch them off.
  const advice = applications.flatMap((application) => adviceIn(application, defaults).map((one) => places.diagnostic(one)));
  const diagnostics = [...found.diagnostics, ...advice];
  if (diagnostics.length === 0) places.release();
  return {
    declared: names.map((logicalName) => new PlacedName(logicalName, places)),
    applications: applications.map((application) => new PlacedApplication(application, defaults, places)),
    diagnostics,
    unshown: found.unshown,
  };
}

const foreign = (told: Problem, places: DocumentPlaces) => ({ foreign: true, diagnostics: [places.diagnostic(told)] });

class PlacedName implements DeclaredName {
  constructor(
    readonly logicalName: string,
    protected readonly places: DocumentPlaces,
  ) {}

  get file(): string {
    return this.places.file;
  }

  get range(): Range {
    return this.places.range(["applications", this.logicalName], "key");
  }
}

class PlacedApplication extends PlacedName implements DeclaredApplication {
  readonly inputs: ApplicationInputs;
  private readonly entry: Settings;

  constructor(
    { logicalName, inputs, entry }: CheckedApplication,
    private readonly defaults: Settings,
    places: DocumentPlaces,
  ) {
    super(logicalName, places);
    this.inputs = inputs;
    this.entry = entry;
  }

  locate(path: Problem["path"], target: Problem["target"]): Range {
    return this.places.range(originOf({ path, target }, this.logicalName, this.entry, this.defaults), target);
  }
}

/** Advice about one application, at its place in the document. */
function adviceIn({ logicalName, inputs, entry }: CheckedApplication, defaults: Settings): Problem[] {
  return adviceFor(inputs).map(({ related = [], ...advice }) => {
    const inDocument = (path: Problem["path"]) => originOf({ ...advice, path }, logicalName, entry, defaults);
    return { ...advice, path: inDocument(advice.path), related: related.map((other) => ({ ...other, path: inDocument(other.path) })) };
  });
}
