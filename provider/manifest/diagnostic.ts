import { details, heading, severityOf, sourceOf, type DiagnosticCode, type Message } from "../messages";
import { entryOf } from "./document-path";

/** A place in a text. Lines and columns count from 1, columns in UTF-16 units as editors do. */
export interface Position {
  line: number;
  column: number;
  /** Index into the text as given, byte order mark included, from 0. */
  offset: number;
}

/** The text from `start` up to, but not including, `end`. */
export interface Range {
  start: Position;
  end: Position;
}

/** A place that explains a problem elsewhere. */
interface RelatedPlace {
  /** What is there; no period. */
  what: string;
  file: string;
  range: Range;
}

/** One problem of a manifest: a message with the exact place. Its texts never hold a secret. */
export interface Diagnostic extends Message<DiagnosticCode> {
  severity: "error" | "warning";
  file: string;
  range: Range;
  /** Steps from the root of the YAML document; empty when the whole file or document is meant. */
  path: readonly (string | number)[];
  /** The text to write in place of the range, where one is certain enough to be offered. */
  suggestion?: string;
  /** Other places that have a part in it, for example the first of two declarations. */
  related?: readonly RelatedPlace[];
  /** Where the rule comes from. */
  source?: string;
}

type Place = Pick<Diagnostic, "file" | "range" | "path" | "suggestion" | "related" | "source">;

/** A message at its place. The source is the catalogue's where the rule has none of its own. */
export function diagnosticAt(told: Message<DiagnosticCode>, place: Place): Diagnostic {
  const { code, what, facts, why, do: steps, cause } = told;
  const { source = sourceOf(code), ...where } = place;
  return {
    code,
    severity: severityOf(code),
    what,
    facts,
    ...(why === undefined ? {} : { why }),
    do: steps,
    ...(cause === undefined ? {} : { cause }),
    ...where,
    path: where.path.map(short),
    ...(source === undefined ? {} : { source }),
  };
}

/** A key can have as many characters as its file, and each problem below it would repeat it. */
const short = (step: string | number) => (typeof step === "string" && step.length > longestStep ? `${step.slice(0, longestStep)}…` : step);
const longestStep = 200;

/** `file:line:column CODE: what` */
export const diagnosticHeading = (diagnostic: Diagnostic): string =>
  `${placeText(diagnostic.file, diagnostic.range)} ${heading(diagnostic)}`;

/** The lines below the heading: the application that it is about, where its place does not say it already, and the rest of the message. */
export function diagnosticDetails(diagnostic: Diagnostic, options: { more?: boolean } = {}): string[] {
  const entry = entryOf(diagnostic.path);
  const facts = [...(entry === undefined ? [] : [{ label: "in", text: entry }]), ...diagnostic.facts];
  return details({ ...diagnostic, facts }, options);
}

/** `file:line:column` */
export const placeText = (file: string, { start }: Range): string => `${file}:${start.line}:${start.column}`;

/** Order of places: file by file in the order in which they were given, top to bottom. */
export function byPlace(order: readonly string[]): (left: Diagnostic, right: Diagnostic) => number {
  const ranks = new Map(order.map((file, rank) => [file, rank]));
  const rankOf = ({ file }: Diagnostic) => ranks.get(file) ?? order.length;
  return (left, right) => rankOf(left) - rankOf(right) || left.range.start.offset - right.range.start.offset;
}
