import { byPlace, type Diagnostic } from "./diagnostic";
import { readDocument, yamlDiagnostic, type DeclaredApplication, type DeclaredName, type ReadDocument } from "./documents";
import { duplicateNames } from "./duplicates";
import { parseDocuments } from "./parse";
import { shownText } from "./secrets";
import { SourceText } from "./source-text";

/** What a manifest declares, and everything that is wrong with it. */
export interface ManifestResult {
  /** The applications that keep all rules. Use them only when no diagnostic is an error. */
  applications: DeclaredApplication[];
  /** All logical names, also those of applications with problems. */
  declared: DeclaredName[];
  /** Sorted by place, at most one for each cause. */
  diagnostics: Diagnostic[];
  /** The text of each file for code frames: secrets are starred. */
  shownTexts: Readonly<Record<string, string>>;
}

/**
 * Reads a manifest: YAML text to applications and diagnostics. Pure, and throws for no text.
 *
 * @param file name for places and messages
 */
export function readManifest(text: string, file: string): ManifestResult {
  const source = new SourceText(text);
  const parsed = parseDocuments(source.body);
  if ("problem" in parsed) {
    const diagnostics = [yamlDiagnostic(parsed.problem, source, file)];
    // Beyond a limit nothing of the text is worth a frame, and starring a huge text costs time.
    return { applications: [], declared: [], diagnostics, shownTexts: { [file]: "" } };
  }
  const documents = parsed.documents.map((document) => readDocument(document, source, file));
  const whole = parsed.documents.every(({ problem }) => problem === undefined);
  const spans = documents.flatMap(({ secrets }) => secrets);
  return {
    ...joined(documents, documents.every(({ empty }) => empty) ? [declaresNothing(source, file)] : []),
    shownTexts: { [file]: shownText(source.body, spans, whole) },
  };
}

/** Several manifests as one: a logical name may stand once in all of them together. */
export function mergeManifests(manifests: readonly ManifestResult[]): ManifestResult {
  const known = manifests.flatMap(({ diagnostics }) => diagnostics).filter(({ code }) => code !== "SMS1110");
  return {
    ...joined(
      manifests.map((manifest) => ({ ...manifest, diagnostics: [] })),
      known,
    ),
    shownTexts: Object.assign({}, ...manifests.map(({ shownTexts }) => shownTexts)) as Record<string, string>,
  };
}

type Part = Pick<ReadDocument, "applications" | "declared" | "diagnostics">;

function joined(parts: readonly Part[], further: readonly Diagnostic[]): Omit<ManifestResult, "shownTexts"> {
  const declared = parts.flatMap((part) => part.declared);
  const found = [...further, ...parts.flatMap(({ diagnostics }) => diagnostics), ...duplicateNames(declared)];
  return { applications: parts.flatMap(({ applications }) => applications), declared, diagnostics: distinct(found.sort(byPlace)) };
}

/** Two entries that use one alias have one cause: the anchor's value. */
function distinct(diagnostics: Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ file, range, code, message, path }) => {
    const cause = JSON.stringify([file, range.start.offset, range.end.offset, code, message, path.at(-1)]);
    return !seen.has(cause) && seen.add(cause);
  });
}

const declaresNothing = (source: SourceText, file: string): Diagnostic => ({
  code: "SMS1108",
  severity: "error",
  message: source.body.trim() === "" ? "the file is empty" : "the file holds no declaration, only comments or empty documents",
  file,
  range: source.range(0, 0),
  path: [],
  nextStep: "begin with apiVersion: msgsms/v1, kind: SmsApplications and applications:",
});
