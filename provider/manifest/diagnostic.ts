import { pathText, type DiagnosticCode } from "../messages";

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
  message: string;
  file: string;
  range: Range;
}

/** One problem of a manifest, with the exact place. Its texts never hold a secret. */
export interface Diagnostic {
  /** Stable; what it means is in schemas/catalogue. */
  code: DiagnosticCode;
  severity: "error" | "warning";
  /** What is wrong and the value; no path, no period. */
  message: string;
  file: string;
  range: Range;
  /** Steps from the root of the YAML document; empty when the whole file or document is meant. */
  path: readonly (string | number)[];
  /** What to do; no period. */
  nextStep?: string;
  /** The text to write in place of the range, where one is certain enough to be offered. */
  suggestion?: string;
  /** Other places that have a part in it, for example the first of two declarations. */
  related?: readonly RelatedPlace[];
  /** Where the rule comes from. */
  source?: string;
}

/** `file:line:column CODE: path: message; next step`, on one line. */
export function diagnosticText({ file, range, code, path, message, nextStep }: Diagnostic): string {
  const about = path.length === 0 ? "" : `${pathText(path)}: `;
  return `${placeText(file, range)} ${code}: ${about}${message}${nextStep === undefined ? "" : `; ${nextStep}`}`;
}

/** `file:line:column` */
export const placeText = (file: string, { start }: Range): string => `${file}:${start.line}:${start.column}`;

/** Order of places: file by file in the order in which they were given, top to bottom. */
export function byPlace(order: readonly string[]): (left: Diagnostic, right: Diagnostic) => number {
  const ranks = new Map(order.map((file, rank) => [file, rank]));
  const rankOf = ({ file }: Diagnostic) => ranks.get(file) ?? order.length;
  return (left, right) => rankOf(left) - rankOf(right) || left.range.start.offset - right.range.start.offset;
}
