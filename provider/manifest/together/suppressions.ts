import { nearest } from "../../rules";
import { quoted, severityOf, type Code } from "../../messages";
import { type Diagnostic, type Range } from "../diagnostic";
import type { SourceText } from "../yaml/source-text";
import type { Comment } from "../yaml/read-yaml";

/** A comment that switches warnings of one line off: `# msgsms-disable-next-line SMS1202 -- reason`. */
export interface Suppression {
  file: string;
  /** The line that it is about: the next one that holds no such comment. */
  line: number;
  codes: { code: string; range: Range }[];
  range: Range;
  hasReason: boolean;
}

const directive = /^#\s*msgsms-disable-next-line\b(?<codes>[^-]*(?:-(?!-)[^-]*)*)(?:--(?<reason>.*))?$/;

/** The comments of a file that switch warnings off. */
export function suppressionsIn(comments: readonly Comment[], source: SourceText, file: string): Suppression[] {
  const found = comments.flatMap(({ text, offset }): Suppression[] => {
    const parts = directive.exec(text.trimEnd())?.groups;
    if (parts === undefined) return [];
    const range = source.range(offset, offset + text.trimEnd().length);
    const start = offset + text.indexOf("disable-next-line") + "disable-next-line".length;
    const codes = [...(parts["codes"] ?? "").matchAll(/[^\s,]+/g)].map(({ 0: code, index }) => ({
      code,
      range: source.range(start + index, start + index + code.length),
    }));
    return [{ file, line: range.start.line + 1, codes, range, hasReason: (parts["reason"] ?? "").trim() !== "" }];
  });
  // Of several comments above each other all mean the line below the last one.
  const below = new Map<number, number>();
  for (const suppression of found.toReversed()) {
    suppression.line = below.get(suppression.line) ?? suppression.line;
    below.set(suppression.range.start.line, suppression.line);
  }
  return found;
}

/** The diagnostics that are left, and a warning for each comment that is of no use, has no reason, or is wrong. */
export function withoutSuppressed(diagnostics: readonly Diagnostic[], suppressions: readonly Suppression[]): Diagnostic[] {
  if (suppressions.length === 0) return [...diagnostics];
  const used = new Set<string>();
  const wanted = new Map<string, true>();
  for (const { file, line, codes } of suppressions) for (const { code } of codes) wanted.set(keyOf(file, line, code), true);
  const left = diagnostics.filter(({ file, range, code, severity }) => {
    const key = keyOf(file, range.start.line, code);
    if (severity !== "warning" || !wanted.has(key)) return true;
    used.add(key);
    return false;
  });
  return [...left, ...suppressions.flatMap((suppression) => faultsOf(suppression, used))];
}

const keyOf = (file: string, line: number, code: string) => `${line}:${code}:${file}`;

function faultsOf({ file, line, codes, range, hasReason }: Suppression, used: ReadonlySet<string>): Diagnostic[] {
  const warning = (code: "SMS1301" | "SMS1302" | "SMS1303", at: Range, message: string, nextStep: string): Diagnostic => ({
    code,
    severity: severityOf(code),
    message,
    file,
    range: at,
    path: [],
    nextStep,
  });
  if (codes.length === 0) {
    return [warning("SMS1303", range, "the comment names no code", "write # msgsms-disable-next-line SMS1202 -- the reason")];
  }
  const wrong = codes.flatMap(({ code, range: at }) => {
    const reason = whyNot(code);
    return reason === undefined ? [] : [warning("SMS1303", at, ...reason)];
  });
  const unused = codes
    .filter(({ code }) => whyNot(code) === undefined && !used.has(keyOf(file, line, code)))
    .map(({ code, range: at }) => warning("SMS1301", at, `line ${line} has no warning ${code}`, "remove the code, or the comment"));
  const faults = [...wrong, ...unused];
  // A comment that does nothing needs no reason.
  if (hasReason || faults.length === codes.length) return faults;
  return [...faults, warning("SMS1302", range, "the comment gives no reason", "write it at the end: -- the reason")];
}

/** The warnings that can be switched off. */
const warnings: readonly Code[] = ["SMS1201", "SMS1202", "SMS1203", "SMS1204", "SMS1205"];

function whyNot(code: string): [message: string, nextStep: string] | undefined {
  if ((warnings as readonly string[]).includes(code)) return undefined;
  if (/^SMS13\d\d$/.test(code)) return [`${code} is about such comments and cannot be switched off`, "remove it"];
  if (/^SMS1[01]\d\d$/.test(code)) return [`${code} is an error, and only warnings can be switched off`, "correct what it is about"];
  const meant = nearest(code, warnings);
  return [
    `${quoted(code)} is not the code of a warning`,
    meant === undefined ? `use one of ${warnings.join(", ")}` : `did you mean ${meant}?`,
  ];
}
