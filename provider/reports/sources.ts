import { SourceText } from "../manifest";
import type { Findings } from "./report";

/** The texts of a report by file, as it may show them; a file without one has an empty one. */
export function sourcesOf({ shownTexts }: Findings): (file: string) => SourceText {
  const sources = new Map<string, SourceText>();
  return (file) => {
    const source = sources.get(file) ?? new SourceText(Object.hasOwn(shownTexts, file) ? (shownTexts[file] ?? "") : "");
    sources.set(file, source);
    return source;
  };
}
