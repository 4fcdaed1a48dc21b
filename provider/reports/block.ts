import { codeFrame, diagnosticDetails, placeText, type Diagnostic, type Range, type SourceText } from "../manifest";
import type { Look, Paint } from "./paint";
import { visible } from "../messages";

/** Longest text that is shown in place of another, in UTF-16 units. */
const longestReplacement = 120;

/** One problem for people, over several lines: place, code and what is wrong; facts, why and what to do; the lines with carets. */
export function problemBlock(diagnostic: Diagnostic, sourceOf: (file: string) => SourceText, paint: Paint): string {
  const words = [`${heading(diagnostic, paint)}: ${visible(diagnostic.what)}`, ...diagnosticDetails(diagnostic).map(visible)];
  return [...words, ...framesOf(diagnostic, sourceOf, paint)].join("\n");
}

/** `file:line:column severity CODE` */
export function heading({ file, range, severity, code }: Diagnostic, paint: Paint): string {
  return `${paint("bold", visible(placeText(file, range)))} ${paint(severity, severity)} ${paint("bold", code)}`;
}

/** The line of a problem with carets and what to write instead below, and each related place with its line. */
export function framesOf(diagnostic: Diagnostic, sourceOf: (file: string) => SourceText, paint: Paint): string[] {
  const { file, range, severity, suggestion = "", related = [] } = diagnostic;
  const others = related.flatMap((place) => [
    `  ${paint("bold", visible(placeText(place.file, place.range)))} ${visible(place.what)}`,
    ...frame(sourceOf(place.file), place.range, paint, { carets: "link", instead: "" }),
  ]);
  return [...frame(sourceOf(file), range, paint, { carets: severity, instead: suggestion }), ...others];
}

/** @param below how the carets look, and what to write instead */
function frame(source: SourceText, range: Range, paint: Paint, below: { carets: Look; instead: string }): string[] {
  const found = codeFrame(source, range);
  if (found === undefined) return [];
  const { line, indent, carets } = found;
  const number = String(found.number);
  const lineBelow = (look: Look, gutter: string, text: string) =>
    `    ${" ".repeat(number.length)} ${paint(look, gutter)} ${indent}${paint(look, text)}`;
  const lines = [`    ${paint("dim", `${number} |`)} ${line}`, lineBelow(below.carets, "|", carets)];
  const { instead } = below;
  return instead === "" || instead.length > longestReplacement ? lines : [...lines, lineBelow("good", "+", visible(instead))];
}
