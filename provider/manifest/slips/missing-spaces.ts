import { settings } from "../../../schemas/generated/settings";
import { contentsOf } from "./contents";
import type { Edit } from "./mending";

/** A known key whose value follows without the colon and the space that make it one. */
export interface MissingSpace extends Edit {
  key: string;
  /** Where the key and what follows it stand. */
  from: number;
  to: number;
}

const keys = ["apiVersion", "kind", "defaults", "applications", ...Object.keys(settings)].join("|");
const glued = new RegExp(`(?<![\\w.-])(${keys})(?::(?=[^\\s,}\\]])|=(?=\\S)| = (?=\\S))`, "g");

/** What may stand before a key on its line; nobody indents further. */
const beforeKey = /^(?:[^\n]*[{,])? {0,40}(?:- {1,10})?$/;
const farthest = 100;

/** `market:european` and `market=european`, which YAML reads as one word. */
export function missingSpaces(text: string): MissingSpace[] {
  const found: MissingSpace[] = [];
  for (const { start, end } of contentsOf(text)) {
    const line = text.slice(start, end);
    if (!/[:=]/.test(line)) continue;
    for (const { 0: whole, 1: key = "", index } of line.matchAll(glued)) {
      if (!beforeKey.test(line.slice(Math.max(0, index - farthest), index))) continue;
      const from = start + index;
      const rest = /^[^\s,}\]]*/.exec(text.slice(from + whole.length, end))?.[0] ?? "";
      found.push({ key, from, to: from + whole.length + rest.length, start: from + key.length, end: from + whole.length, meant: ": " });
    }
  }
  return found;
}
