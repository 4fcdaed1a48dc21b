import { isScalar } from "yaml";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { quoted, shown } from "../rules/wording";
import type { Problem } from "../rules/problem";
import type { Diagnostic, Range } from "./diagnostic";
import { Locator, type Span } from "./locate";
import type { ParsedDocument, YamlProblem } from "./parse";
import { settingsIn } from "./defaults";
import { checkDocument } from "./rules-of-document";
import { secretSpans } from "./secrets";
import type { SourceText } from "./source-text";
import { structureOf } from "./structure";

/** Where a logical name is declared. */
interface Place {
  file: string;
  line: number;
  column: number;
}

/** A logical name with its place, whether or not its application is without problems. */
export interface DeclaredName {
  logicalName: string;
  place: Place;
  /** The key of the entry. */
  range: Range;
}

/** An application that keeps all rules, with the defaults of its document. */
export interface DeclaredApplication extends DeclaredName {
  inputs: ApplicationInputs;
}

/** What one document of a file gives. */
export interface ReadDocument {
  applications: DeclaredApplication[];
  declared: DeclaredName[];
  diagnostics: Diagnostic[];
  /** Values that no code frame may show. */
  secrets: Span[];
  /** Nothing but white space and comments. */
  empty: boolean;
}

/** Reads one parsed document: its structure first, and its rules when its meaning is certain. */
export function readDocument({ document, problem }: ParsedDocument, source: SourceText, file: string): ReadDocument {
  const nothing: ReadDocument = { applications: [], declared: [], diagnostics: [], secrets: [], empty: false };
  if (problem !== undefined) return { ...nothing, diagnostics: [yamlDiagnostic(problem, source, file)] };
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return { ...nothing, empty: true };

  const structure = structureOf(document, (index) => lineText(source, index, file));
  const secrets = secretSpans(root, structure.aliases);
  if (structure.problems.length > 0) {
    return { ...nothing, secrets, diagnostics: structure.problems.map((found) => yamlDiagnostic(found, source, file)) };
  }
  // The walk has bounded what the aliases unfold to.
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  const other = otherKind(value);
  const places = { locator: new Locator(root, structure.aliases, source.body), source, file };
  if (other !== undefined) return { ...nothing, secrets, diagnostics: [placed(other, "SMS1109", places)] };

  const { applications, problems } = checkDocument(value);
  const declared = declaredNames(value, places);
  const byName = new Map(declared.map((name) => [name.logicalName, name]));
  return {
    ...nothing,
    secrets,
    declared,
    applications: applications.flatMap(({ logicalName, inputs }) => {
      const name = byName.get(logicalName);
      return name === undefined ? [] : [{ ...name, inputs }];
    }),
    diagnostics: problems.map((found) => placed(found, found.code, places)),
  };
}

interface Places {
  locator: Locator;
  source: SourceText;
  file: string;
}

function placed(problem: Problem, code: Diagnostic["code"], { locator, source, file }: Places): Diagnostic {
  const range = source.range(...locator.locate(problem.path, problem.target));
  const { message, nextStep, path } = problem;
  return {
    code,
    severity: "error",
    message,
    file,
    range,
    path,
    nextStep,
    ...(problem.source === undefined ? {} : { source: problem.source }),
  };
}

/** The diagnostic of a problem of the YAML itself. */
export function yamlDiagnostic({ code, start, end, message, nextStep, path }: YamlProblem, source: SourceText, file: string): Diagnostic {
  return { code, severity: "error", message, file, range: source.range(start, end), path: path ?? [], nextStep };
}

const lineText = (source: SourceText, index: number, file: string) => {
  const { line, column } = source.range(index, index).start;
  return `${file}:${line}:${column}`;
};

/**
 * Tells a document of another program by its `kind` and `apiVersion`, so that it gets one problem and not one for
 * each of its keys. A manifest of ours with a slip in either of them is left to the schema.
 */
function otherKind(value: unknown): Problem | undefined {
  const nextStep = "a manifest begins with apiVersion: msgsms/v1 and kind: SmsApplications";
  const no = (path: string[], message: string): Problem => ({ path, target: "value", code: "SMS1004", message, nextStep });
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return no([], `is not a manifest of SMS applications: the document must be a mapping and is ${shownRoot(value)}`);
  }
  const { apiVersion, kind } = value as Record<string, unknown>;
  const keys = ["apiVersion", "kind", "applications"];
  if (!keys.some((key) => Object.hasOwn(value, key))) {
    return { ...no(["apiVersion"], `is not a manifest of SMS applications: it has none of ${keys.join(", ")}`), path: [], target: "key" };
  }
  const isOurs = apiVersion === "msgsms/v1" || kind === "SmsApplications" || Object.hasOwn(value, "applications");
  if (isOurs || typeof kind !== "string") return undefined;
  return no(["kind"], `is not a manifest of SMS applications: the document is of kind ${quoted(kind)}`);
}

const shownRoot = (value: unknown) => (typeof value === "string" ? "a text" : shown(value, false));

function declaredNames(value: unknown, { locator, source, file }: Places): DeclaredName[] {
  const applications = settingsIn(settingsIn(value)?.["applications"]) ?? {};
  return Object.keys(applications).map((logicalName) => {
    const range = source.range(...locator.locate(["applications", logicalName], "key"));
    return { logicalName, range, place: { file, line: range.start.line, column: range.start.column } };
  });
}
