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
import { Bounded } from "../bounded";
import { diagnosticAt, type Diagnostic, type Range } from "../diagnostic";
import type { SourceText } from "../source-text";
import type { Comment } from "../yaml/tokens";

/** A comment that switches warnings of one line off: `# msgsms-disable-next-line SMS1202 -- reason`. */
export interface Suppression {
  file: string;
  /** The line that it is about: the next one that holds no such comment. */
  line: number;
  codes: { code: string; start: number; end: number }[];
  /** Made when it is asked for: one comment can name half a million codes. */
  rangeOf: (start: number, end: number) => Range;
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
    const codes = Array.from(names.matchAll(/[^\s,]+/g), ({ 0: code, index }) => ({
      code,
      start: start + index,
      end: start + index + code.length,
    }));
    const rangeOf = (from: number, to: number) => source.range(from, to);
    const words = (parts["codes"] ?? "").slice(names.length).replace(/^[\W_]+/, "");
    const corrected = reason === "without dashes" ? { corrected: `# msgsms-disable-next-line ${names.trim()} -- ${words.trim()}` } : {};
    return [{ file, line: range.start.line + 1, codes, rangeOf, range, reason, ...corrected }];
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
export function strayDirectives(comments: readonly Comment[], source: SourceText, file: string): Bounded {
  const found = new Bounded();
  for (const { text, offset } of comments) {
    const written = text.trimEnd();
    const seen = asItLooks(written);
    if (directive.test(written) || !(directive.test(seen) || meantAsDirective.some((form) => form.test(seen)))) continue;
    found.add("warning", () => strayDirective(written, seen, { file, range: source.range(offset, offset + written.length), path: [] }));
  }
  return found;
}

function strayDirective(written: string, seen: string, place: { file: string; range: Range; path: [] }): Diagnostic {
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
  return diagnosticAt(told, { ...place, ...suggestion });
}

/** The diagnostics that are left, and a warning for each comment that is of no use, has no reason, or is wrong. */
export function withoutSuppressed(
  diagnostics: readonly Diagnostic[],
  suppressions: readonly Suppression[],
): Pick<Bounded, "diagnostics" | "unshown"> {
  const faults = new Bounded();
  if (suppressions.length === 0) return { diagnostics: [...diagnostics], unshown: faults.unshown };
  const used = new Set<string>();
  const wanted = new Map<string, true>();
  for (const { file, line, codes } of suppressions)
    for (const { code } of codes) if (isSwitchable(code)) wanted.set(keyOf(file, line, code), true);
  const left = diagnostics.filter(({ file, range, code, severity }) => {
    const key = keyOf(file, range.start.line, code);
    if (severity !== "warning" || !wanted.has(key)) return true;
    used.add(key);
    return false;
  });
  for (const suppression of suppressions) addFaults(suppression, used, faults);
  return { diagnostics: [...left, ...faults.diagnostics], unshown: faults.unshown };
}

const keyOf = (file: string, line: number, code: string) => `${line}:${code}:${file}`;

function addFaults(
  { file, line, codes, range, rangeOf, reason, corrected }: Suppression,
  used: ReadonlySet<string>,
  faults: Bounded,
): void {
  const add = (told: () => Message<DiagnosticCode>, at: () => Range, more = {}) =>
    faults.add("warning", () => diagnosticAt(told(), { file, range: at(), path: [], ...more }));
  if (codes.length === 0) {
    add(
      () => message("SMS1303", { what: "none", do: ["write"] }),
      () => range,
    );
    return;
  }
  let useless = 0;
  for (const { code, start, end } of codes) {
    const at = () => rangeOf(start, end);
    const known = isSwitchable(code);
    if (known && used.has(keyOf(file, line, code))) continue;
    useless += 1;
    if (known) add(() => message("SMS1301", { values: { line: plain(line), code: plain(code) }, do: ["remove"] }), at);
    else add(() => whyNot(code), at);
  }
  // A comment that does nothing needs no reason.
  if (reason === "given" || useless === codes.length) return;
  if (corrected === undefined)
    add(
      () => message("SMS1302", { what: "none", do: ["write"] }),
      () => range,
    );
  else
    add(
      () => message("SMS1302", { what: "dashes", do: ["dashes"] }),
      () => range,
      { suggestion: corrected },
    );
}

let switchable: ReadonlySet<string> | undefined;

// Made when a comment names a code: most manifests have none, and need no table of words.
const isSwitchable = (code: string) => (switchable ??= new Set(allCodes().filter(canBeSwitchedOff))).has(code);

/** Why a comment cannot switch this off. */
function whyNot(text: string): Message<"SMS1303"> {
  const code = allCodes().find((known) => known === text);
  if (code === undefined) return unknownCode(text);
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
