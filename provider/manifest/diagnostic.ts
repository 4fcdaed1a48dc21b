import { pathText, type Problem } from "../rules/problem";

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
export interface RelatedPlace {
  /** What is there; no period. */
  message: string;
  file: string;
  range: Range;
}

/** One problem of a manifest, with the exact place. Its texts never hold a secret. */
export interface Diagnostic {
  /** Stable: SMS1001 to SMS1006 are rules of the schema (provider/rules), SMS11xx are below. */
  code: Problem["code"] | ManifestCode;
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

/**
 * SMS1101 file cannot be read, 1102 not UTF-8, 1103 beyond a limit, 1104 YAML syntax, 1105 key twice,
 * 1106 a YAML feature that manifests do not have, 1107 unknown alias, 1108 declares nothing,
 * 1109 not a manifest of SMS applications, 1110 logical name twice.
 */
export type ManifestCode =
  "SMS1101" | "SMS1102" | "SMS1103" | "SMS1104" | "SMS1105" | "SMS1106" | "SMS1107" | "SMS1108" | "SMS1109" | "SMS1110";

/** `file:line:column CODE: path: message; next step`, on one line. */
export function diagnosticText({ file, range, code, path, message, nextStep }: Diagnostic): string {
  const where = `${file}:${range.start.line}:${range.start.column}`;
  const about = path.length === 0 ? "" : `${pathText(path)}: `;
  return `${where} ${code}: ${about}${message}${nextStep === undefined ? "" : `; ${nextStep}`}`;
}

/** Order of places: file by file, top to bottom. */
export function byPlace(left: Diagnostic, right: Diagnostic): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.range.start.offset - right.range.start.offset;
}
