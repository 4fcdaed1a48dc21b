import { nearest } from "../../rules";
import {
  allCodes,
  asShown,
  canBeSwitchedOff,
  listed,
  message,
  plain,
  quoted,
  severityOf,
  type DiagnosticCode,
  type Message,
} from "../../messages";
import { diagnosticAt, type Diagnostic, type Range } from "../diagnostic";
import type { SourceText } from "../source-text";
import type { Comment } from "../yaml/tokens";

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
  const warning = (told: Message<DiagnosticCode>, at: Range) => diagnosticAt(told, { file, range: at, path: [] });
  if (codes.length === 0) return [warning(message("SMS1303", { what: "none", do: ["write"] }), range)];
  const faults = codes.flatMap(({ code, range: at }) => {
    const reason = whyNot(code);
    if (reason !== undefined) return [warning(reason, at)];
    if (used.has(keyOf(file, line, code))) return [];
    return [warning(message("SMS1301", { values: { line: plain(line), code: plain(code) }, do: ["remove"] }), at)];
  });
  // A comment that does nothing needs no reason.
  if (hasReason || faults.length === codes.length) return faults;
  return [...faults, warning(message("SMS1302", { do: ["write"] }), range)];
}

/** Why a comment cannot switch this off; undefined when it can. */
function whyNot(text: string): Message<"SMS1303"> | undefined {
  const code = allCodes().find((known) => known === text);
  if (code === undefined) return unknownCode(text);
  if (canBeSwitchedOff(code)) return undefined;
  const values = { code: plain(code) };
  if (severityOf(code) === "error") return message("SMS1303", { what: "error", values, do: ["correct"] });
  return message("SMS1303", { what: "fixed", values, do: ["remove"] });
}

function unknownCode(text: string): Message<"SMS1303"> {
  const known = allCodes().filter(canBeSwitchedOff);
  const meant = nearest(text, known);
  const values = { code: asShown(quoted(text)), nearest: plain(meant ?? ""), known: listed(known.map(plain)) };
  return message("SMS1303", { what: "unknown", values, do: [meant === undefined ? "known" : "meant"] });
}
