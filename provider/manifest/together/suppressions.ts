import { asItLooks, nearest, strangePieces } from "../../rules";
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
  /** Without the two dashes a reason is text that nobody reads as one. */
  reason: "given" | "none" | "without dashes";
  /** As it should be written, where something of its form is wrong. */
  corrected?: string;
}

const directive = /^#\s*msgsms-disable-next-line\b(?<codes>[^-]*(?:-(?!-)[^-]*)*)(?:--(?<reason>.*))?$/;

/** Words before a dash or a word that is no code. */
const leadingCodes = /^[\s,]*(?:[A-Za-z]+\d+(?=[\s,:;(]|$)[\s,]*)+/;

/** The comments of a file that switch warnings off. */
export function suppressionsIn(comments: readonly Comment[], source: SourceText, file: string): Suppression[] {
  const found = comments.flatMap(({ text, offset }): Suppression[] => {
    const parts = directive.exec(text.trimEnd())?.groups;
    if (parts === undefined) return [];
    const range = source.range(offset, offset + text.trimEnd().length);
    const start = offset + text.indexOf("disable-next-line") + "disable-next-line".length;
    const { names, reason } = readDirective(parts["codes"] ?? "", parts["reason"]);
    const codes = [...names.matchAll(/[^\s,]+/g)].map(({ 0: code, index }) => ({
      code,
      range: source.range(start + index, start + index + code.length),
    }));
    const words = (parts["codes"] ?? "").slice(names.length).replace(/^[\W_]+/, "");
    const corrected = reason === "without dashes" ? { corrected: `# msgsms-disable-next-line ${names.trim()} -- ${words.trim()}` } : {};
    return [{ file, line: range.start.line + 1, codes, range, reason, ...corrected }];
  });
  // Of several comments above each other all mean the line below the last one.
  const below = new Map<number, number>();
  for (const suppression of found.toReversed()) {
    suppression.line = below.get(suppression.line) ?? suppression.line;
    below.set(suppression.range.start.line, suppression.line);
  }
  return found;
}

function readDirective(codes: string, reason: string | undefined): Pick<Suppression, "reason"> & { names: string } {
  if (reason !== undefined) return { names: codes, reason: reason.trim() === "" ? "none" : "given" };
  const names = leadingCodes.exec(codes)?.[0];
  return names === undefined || names.length === codes.length ? { names: codes, reason: "none" } : { names, reason: "without dashes" };
}

/** Ours by its name, or that of another tool with one of our codes. */
const meantAsDirective = [
  /^#[\s#!@]*msgsms\b.{0,20}?(?:disabl|ignor|suppress|off\b|skip|allow|noqa)/i,
  /^#[\s#!@]*(?:noqa|nolint|nosec|(?:[\w-]+[\s:-]{1,3})?(?:disabl|ignor|suppress|skip)[\w-]*)[\s:=([,-]*(?:msgsms|SMS\d{3,5}\b)/i,
  /^#[\s#!@]*s?m?s?g?sms[\w-]*-(?:disable|ignore)[\w-]*\s+SMS\d/i,
];

/** A warning for each comment that was meant to switch a warning off and does not. */
export function strayDirectives(comments: readonly Comment[], source: SourceText, file: string): Diagnostic[] {
  return comments.flatMap(({ text, offset }): Diagnostic[] => {
    const written = text.trimEnd();
    const seen = asItLooks(written);
    if (directive.test(written) || !(directive.test(seen) || meantAsDirective.some((form) => form.test(seen)))) return [];
    const [strange] = directive.test(seen) ? strangePieces(written) : [];
    const codes = [...seen.matchAll(/\bSMS\d{4}\b/gi)].map(([code]) => plain(code.toUpperCase()));
    const reason = /--\s*(\S.*)$/.exec(seen)?.[1];
    const values = {
      character: asShown(strange?.name ?? ""),
      codes: codes.length === 0 ? plain("SMS1202") : listed(codes),
      reason: reason === undefined ? plain("<reason>") : plain(reason),
    };
    const told = message("SMS1304", { what: strange === undefined ? "form" : "character", values, do: ["write"] });
    const suggestion = codes.length === 0 || reason === undefined ? {} : { suggestion: told.do[0]?.text ?? "" };
    return [diagnosticAt(told, { file, range: source.range(offset, offset + written.length), path: [], ...suggestion })];
  });
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

function faultsOf({ file, line, codes, range, reason, corrected }: Suppression, used: ReadonlySet<string>): Diagnostic[] {
  const warning = (told: Message<DiagnosticCode>, at: Range) => diagnosticAt(told, { file, range: at, path: [] });
  if (codes.length === 0) return [warning(message("SMS1303", { what: "none", do: ["write"] }), range)];
  const faults = codes.flatMap(({ code, range: at }) => {
    const reason = whyNot(code);
    if (reason !== undefined) return [warning(reason, at)];
    if (used.has(keyOf(file, line, code))) return [];
    return [warning(message("SMS1301", { values: { line: plain(line), code: plain(code) }, do: ["remove"] }), at)];
  });
  // A comment that does nothing needs no reason.
  if (reason === "given" || faults.length === codes.length) return faults;
  if (corrected === undefined) return [...faults, warning(message("SMS1302", { what: "none", do: ["write"] }), range)];
  const told = message("SMS1302", { what: "dashes", do: ["dashes"] });
  return [...faults, diagnosticAt(told, { file, range, path: [], suggestion: corrected })];
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
