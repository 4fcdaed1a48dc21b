import { distinct } from "../rules";
import { message } from "../messages";
import { beyondDefaultQuota, tooManyApplications } from "./together/amounts";
import { withinLimit, type Unshown } from "./bounded";
import { byPlace, diagnosticAt, type Diagnostic } from "./diagnostic";
import { readDocument, type DeclaredApplication, type DeclaredName, type ReadDocument } from "./document/documents";
import { duplicateNames, sameNames } from "./together/duplicates";
import { meansManifest } from "./document/other-kind";
import { yamlDiagnostic } from "./document/places";
import { otherText, type OtherText } from "./other-text";
import { readYaml } from "./yaml/read-yaml";
import { shownText } from "./document/secrets";
import { slipsIn, turningSlips } from "./slips";
import { SourceText, type Span } from "./source-text";
import { strayDirectives, suppressionsIn, withoutSuppressed, type Suppression } from "./together/suppressions";

/** What manifests declare, and everything that is wrong with them. */
export interface ManifestResult {
  /** The applications that keep all rules. Use them only when no diagnostic is an error. */
  applications: DeclaredApplication[];
  /** All logical names, also those of applications with problems. */
  declared: DeclaredName[];
  /** Sorted by place, at most one for each cause, and no more than the limit. */
  diagnostics: Diagnostic[];
  /** How much was found beyond it. */
  unshown: Unshown;
  /** The text of each file that has a diagnostic, for code frames: secrets are starred. */
  shownTexts: Readonly<Record<string, string>>;
  /** The same of any file that was read: what is compared with the declarations later may have frames too. */
  shownTextOf: (file: string) => string;
}

/** What one file gives, before it is looked at together with the others of the run. */
export interface ManifestPart {
  file: string;
  applications: DeclaredApplication[];
  declared: DeclaredName[];
  diagnostics: Diagnostic[];
  unshown: Unshown[];
  suppressions: Suppression[];
  /** The text with its secrets starred; empty for a file that is not ours. */
  shownText: () => string;
  /** Whether the file is a manifest, or was meant as one. Nothing of another one is shown: it may hold anything. */
  isOurs: boolean;
  /** All its documents are of other programs. */
  foreign: boolean;
}

/**
 * Reads a manifest: YAML text to applications and diagnostics. Pure, and throws for no text.
 *
 * @param file name for places and messages
 */
export const readManifest = (text: string, file: string): ManifestResult => joined([readPart(text, file)]);

/** Reads one of several files. Pure, and throws for no text. */
export function readPart(text: string, file: string): ManifestPart {
  const source = new SourceText(text);
  const asWritten = readText(source, file);
  if (!asWritten.diagnostics.some(({ severity }) => severity === "error")) {
    const { diagnostics, unshown } = turningSlips(source, file);
    return withMore(asWritten, diagnostics, unshown);
  }
  if (asWritten.diagnostics.some(({ code }) => code === "SMS1103")) return asWritten;
  const other = otherText(source, asWritten.shownText);
  if (other !== undefined) return partOfOther(other, asWritten, source);
  const slips = slipsIn(source, file);
  if (slips === undefined) return asWritten;
  // What follows from a slip is not told beside it; what else is wrong shows once the slips are mended.
  const asMeant = readText(slips.mended, file);
  return asMeant.foreign || !asMeant.isOurs ? asMeant : withMore(asMeant, slips.diagnostics, slips.unshown);
}

/** One problem for the whole file, and nothing of another program. */
function partOfOther({ told, start, end, isShown }: OtherText, { file, shownText: shown }: ManifestPart, source: SourceText): ManifestPart {
  const isOurs = meansManifest(source.body);
  const part = refusedPart(diagnosticAt(told, { file, range: source.range(start, end), path: [] }));
  return { ...part, isOurs, foreign: !isOurs, ...(isOurs && isShown ? { shownText: shown } : {}) };
}

const withMore = (part: ManifestPart, diagnostics: readonly Diagnostic[], unshown: Unshown): ManifestPart => ({
  ...part,
  diagnostics: [...diagnostics, ...part.diagnostics],
  unshown: [unshown, ...part.unshown],
});

function readText(source: SourceText, file: string): ManifestPart {
  const read = readYaml(source.parsed);
  // Beyond a limit nothing of the text is worth a frame, and starring a huge text costs time.
  if ("problem" in read) return { ...refusedPart(yamlDiagnostic(read.problem, source, file)), isOurs: meansManifest(source.parsed) };
  const documents = read.documents.map((document) => readDocument(document, source, file));
  const isOurs = documents.some(({ certain, foreign, empty }) => certain && !foreign && !empty) || meansManifest(source.parsed);
  const stray = strayDirectives(read.comments, source, file);
  const diagnostics = [...documents.flatMap((document) => document.diagnostics), ...stray.diagnostics];
  return {
    file,
    applications: documents.flatMap(({ applications }) => applications),
    declared: documents.flatMap(({ declared }) => declared),
    diagnostics: documents.every(({ empty }) => empty) ? [...diagnostics, declaresNothing(source, file)] : diagnostics,
    unshown: [...documents.map(({ unshown }) => unshown), stray.unshown],
    suppressions: suppressionsIn(read.comments, source, file),
    shownText: () => (isOurs ? shownOf(source, documents) : ""),
    isOurs,
    foreign: documents.some(({ foreign }) => foreign) && documents.every(({ foreign, empty }) => foreign || empty),
  };
}

/** The text as frames may show it: its secrets starred, and no line of a document of another program. */
function shownOf(source: SourceText, documents: readonly ReadDocument[]): string {
  const secrets = documents.flatMap((document) => document.secrets());
  const shown = shownText(
    source,
    secrets,
    documents.every(({ certain }) => certain),
  );
  const others = documents.filter(({ foreign }) => foreign).map(({ span }) => span());
  return others.reduce((text, [start, end]) => withoutLines(text, [source.inBody(start), source.inBody(end)]), shown);
}

/** The text with blanks in the place of the lines of a span, so that all offsets stay. */
function withoutLines(text: string, [start, end]: Span): string {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", end);
  const to = lineEnd < 0 ? text.length : lineEnd;
  return text.slice(0, from) + text.slice(from, to).replaceAll(/[^\r\n]/g, " ") + text.slice(to);
}

/** A file of which nothing can be used. */
export const refusedPart = (diagnostic: Diagnostic): ManifestPart => ({
  file: diagnostic.file,
  applications: [],
  declared: [],
  diagnostics: [diagnostic],
  unshown: [],
  suppressions: [],
  shownText: () => "",
  isOurs: false,
  foreign: false,
});

/** All files of a run together: what only shows across them, and what their comments switch off. */
export function joined(parts: readonly ManifestPart[]): ManifestResult {
  const declared = parts.flatMap((part) => part.declared);
  const applications = parts.flatMap((part) => part.applications);
  const [names, repeated] = [duplicateNames(declared), sameNames(applications)];
  const found = [
    ...parts.flatMap(({ diagnostics }) => diagnostics),
    ...names.diagnostics,
    ...repeated.diagnostics,
    ...tooManyApplications(declared),
    ...beyondDefaultQuota(applications),
  ];
  const suppressions = parts.flatMap((part) => part.suppressions);
  const order = byPlace(parts.map(({ file }) => file));
  const left = withoutSuppressed(distinct(found, causeOf), suppressions);
  const counts = [...parts.flatMap((part) => part.unshown), names.unshown, repeated.unshown, left.unshown];
  const { diagnostics, unshown } = withinLimit(left.diagnostics.sort(order), counts);
  const files = new Set(diagnostics.flatMap(({ file, related = [] }) => [file, ...related.map((place) => place.file)]));
  const shown = parts.filter(({ file }) => files.has(file)).map(({ file, shownText: text }) => [file, text()] as const);
  const shownTextOf = (file: string) => parts.find((part) => part.file === file)?.shownText() ?? "";
  return { applications, declared, diagnostics, unshown, shownTexts: Object.fromEntries(shown), shownTextOf };
}

/** Two entries that use one alias have one cause: the anchor's value. */
const causeOf = ({ file, range, code, what, path }: Diagnostic) =>
  JSON.stringify([file, range.start.offset, range.end.offset, code, what, path.at(-1)]);

function declaresNothing(source: SourceText, file: string): Diagnostic {
  const what = source.body.trim() === "" ? "empty" : "comments";
  return diagnosticAt(message("SMS1108", { what, do: ["begin"] }), { file, range: source.range(0, 0), path: [] });
}
