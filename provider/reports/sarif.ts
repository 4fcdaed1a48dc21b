import type { Diagnostic, Range, SourceText } from "../manifest";
import { pathText, storyOf, visible, visibleJson, type DiagnosticCode, type Step } from "../messages";
import { projectPath, uriOf } from "./file-names";
import { fingerprintsOf } from "./fingerprints";
import { codesIn, headlineOf, moreThanShown, moreWords, type Findings, type ReportFormat } from "./report";
import { sourcesOf } from "./sources";

/** Longest text of a place that the report repeats, in UTF-16 units. */
const longestSnippet = 1000;

/** SARIF 2.1.0 (OASIS), for GitHub code scanning, editors and others. Numbers in comments are sections of the standard. */
export const sarif: ReportFormat = (findings, style) => {
  const { version } = style;
  const { diagnostics, files } = findings;
  const codes = codesIn(diagnostics);
  const texts: Texts = { sourceOf: sourcesOf(findings), uriOf: (file) => uriOf(projectPath(file, style)) };
  const fingerprints = fingerprintsOf(diagnostics, texts.sourceOf, style);
  const uris = [...new Set(files.map(texts.uriOf))];
  const run = {
    tool: { driver: { name: "msgsms", version, semanticVersion: version, rules: codes.map(rule) } },
    originalUriBaseIds: { [base]: { description: { text: "The top of the project, or the folder in which msgsms ran." } } },
    artifacts: uris.map((one) => ({ location: artifactLocation(one), roles: ["analysisTarget"], sourceLanguage: "yaml" })),
    columnKind: "utf16CodeUnits",
    ...rest(findings),
    results: diagnostics.map((diagnostic, index) => ({
      ...result(diagnostic, codes.indexOf(diagnostic.code), texts),
      partialFingerprints: { "msgsmsPlace/v1": fingerprints[index] },
    })),
  };
  return visibleJson({
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  });
};

/** What is not shown is told as a message of the tool (3.20.21), because a result needs a rule and a place. */
function rest(findings: Findings) {
  if (moreThanShown(findings) === 0) return {};
  const notification = { level: "warning", message: message(moreWords(findings)) };
  return { invocations: [{ executionSuccessful: true, toolExecutionNotifications: [notification] }] };
}

/** The files of a report: their texts, and how it names them. */
interface Texts {
  sourceOf: (file: string) => SourceText;
  uriOf: (file: string) => string;
}

const base = "%SRCROOT%";

const stepText = ({ label, text }: Step) => (label === undefined ? text : `${label}: ${text}`);

function rule(code: DiagnosticCode) {
  const { severity, meaning, whys, ways, source, wrong, right } = storyOf(code);
  const paragraphs = [
    ...(meaning === undefined ? [] : [meaning]),
    ...whys.map((why) => `Why: ${why}.`),
    `What to do: ${ways.map(stepText).join("; or ")}.`,
    ...(source === undefined ? [] : [`Source: ${source}.`]),
  ];
  const text = paragraphs.join("\n\n");
  const example = (title: string, yaml: string | undefined) =>
    yaml === undefined ? "" : `\n\n${title}:\n\n\`\`\`yaml\n${yaml.trimEnd()}\n\`\`\``;
  return {
    id: code,
    shortDescription: message(`${headlineOf(code)}.`),
    ...(meaning === undefined ? {} : { fullDescription: message(meaning) }),
    help: { text, markdown: `${text}${example("Wrong", wrong)}${example("Right", right)}` },
    defaultConfiguration: { level: severity },
  };
}

function result(diagnostic: Diagnostic, ruleIndex: number, texts: Texts) {
  const { code, severity, what, facts, why, do: steps, file, range, path, suggestion, related = [] } = diagnostic;
  const logical = path.length === 0 ? {} : { logicalLocations: [{ fullyQualifiedName: pathText(path) }] };
  const others = related.map((place, id) => ({
    id,
    message: message(place.what),
    physicalLocation: physicalLocation(place.file, place.range, texts),
  }));
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: message(what),
    locations: [{ physicalLocation: physicalLocation(file, range, texts), ...logical }],
    ...(others.length === 0 ? {} : { relatedLocations: others }),
    ...(suggestion === undefined ? {} : { fixes: [fix(diagnostic, suggestion, texts)] }),
    properties: { facts, ...(why === undefined ? {} : { why }), do: steps },
  };
}

function fix({ file, range, do: [step] }: Diagnostic, suggestion: string, { sourceOf, uriOf: uri }: Texts) {
  const replacements = [{ deletedRegion: region(range, sourceOf(file)), insertedContent: { text: suggestion } }];
  return {
    description: message(step === undefined ? `write: ${suggestion}` : stepText(step)),
    artifactChanges: [{ artifactLocation: artifactLocation(uri(file)), replacements }],
  };
}

function physicalLocation(file: string, range: Range, { sourceOf, uriOf: uri }: Texts) {
  const source = sourceOf(file);
  const snippet = source.slice(range) ?? "";
  return {
    artifactLocation: artifactLocation(uri(file)),
    region: {
      ...region(range, source),
      ...(snippet.trim() === "" || snippet.length > longestSnippet ? {} : { snippet: { text: snippet } }),
    },
  };
}

/** Offsets are those of the text without its byte order mark, which no property may depend on (3.30.2). */
function region({ start, end }: Range, source: SourceText) {
  const [from, to] = [source.index(start), source.index(end)];
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    ...(from === undefined || to === undefined ? {} : { charOffset: from, charLength: to - from }),
  };
}

/** An absolute URI has no base (3.4.4). */
const artifactLocation = (uri: string) => (uri.startsWith("file://") ? { uri } : { uri, uriBaseId: base });

const message = (text: string) => ({ text: literal(text.split("\n").map(visible).join("\n")) });

/** Braces would be placeholders (3.11.5), and `[text](target)` an embedded link (3.11.6). */
const literal = (text: string) => text.replaceAll(/[{}]/g, "$&$&").replaceAll("](", "] (");
