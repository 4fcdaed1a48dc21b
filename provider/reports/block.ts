import { placeText, type Diagnostic } from "../manifest";
import type { Look, Paint } from "./paint";
import { problemText } from "./report";
import type { Source } from "./sources";
import { visible } from "../messages";

/** Longest text that is shown in place of another, in UTF-16 units. */
const longestReplacement = 120;

/** One problem for people, over several lines: place and code, path and message, what to do, the line with carets, related places. */
export function problemBlock(diagnostic: Diagnostic, sourceOf: (file: string) => Source, paint: Paint): string {
  const { nextStep } = diagnostic;
  const step = nextStep === undefined ? [] : [`  ${paint("link", "->")} ${visible(nextStep)}`];
  const words = [heading(diagnostic, paint), `  ${visible(problemText(diagnostic))}`, ...step];
  return [...words, ...framesOf(diagnostic, sourceOf, paint)].join("\n");
}

/** `file:line:column severity CODE` */
export function heading({ file, range, severity, code }: Diagnostic, paint: Paint): string {
  return `${paint("bold", visible(placeText(file, range)))} ${paint(severity, severity)} ${paint("bold", code)}`;
}

/** The line of a problem with carets and what to write instead below, and each related place with its line. */
export function framesOf(diagnostic: Diagnostic, sourceOf: (file: string) => Source, paint: Paint): string[] {
  const { file, severity, suggestion, related = [] } = diagnostic;
  const others = related.flatMap((place) => [
    `  ${paint("bold", visible(placeText(place.file, place.range)))} ${visible(place.message)}`,
    ...frame({ ...diagnostic, range: place.range }, sourceOf(place.file), paint, "link"),
  ]);
  return [...frame(diagnostic, sourceOf(file), paint, severity, suggestion), ...others];
}

function frame(diagnostic: Diagnostic, source: Source, paint: Paint, look: Look, suggestion = ""): string[] {
  const shown = source.frame(diagnostic);
  if (shown === undefined) return [];
  const { line, indent, carets } = shown;
  const number = String(diagnostic.range.start.line);
  const below = (sign: Look, gutter: string, text: string) =>
    `    ${" ".repeat(number.length)} ${paint(sign, gutter)} ${indent}${paint(sign, text)}`;
  const lines = [`    ${paint("dim", `${number} |`)} ${line}`, below(look, "|", carets)];
  return suggestion === "" || suggestion.length > longestReplacement ? lines : [...lines, below("good", "+", visible(suggestion))];
}
