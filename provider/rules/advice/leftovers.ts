import { yamlText } from "../yaml-text";
import type { Problem } from "../problem";
import { asShown, message, plain, quoted } from "../../messages";
import { hasClosedPlaceholder, placeholderIn } from "./placeholder-in";

/** What a list, a sentence or JSON leaves at an end of a value. Signs that names and URLs are made to end with are none of it. */
const atEnds = { first: /^[,;:.|=]+/, last: /[,;:.|=]+$/ };
const afterUrl = /[,;:.|'"`\\]+$/;

/** SMS1207: a sign that was left over at an end of a name. */
export const leftoverInName = (name: string): Problem[] => leftover("name", name, atEnds.first, atEnds.last);

/** SMS1207: a sign that was left over at the end of a callback. */
export const leftoverInCallback = ({
  setting,
  text,
}: {
  setting: "uplinkDestination" | "statusReportDestination";
  text: string;
}): Problem[] => leftover(setting, text, undefined, afterUrl);

function leftover(setting: string, text: string, first: RegExp | undefined, last: RegExp): Problem[] {
  // The one cause is told already.
  if (placeholderIn(text) !== undefined || hasClosedPlaceholder(text)) return [];
  const [before, after] = [first?.exec(text)?.[0] ?? "", last.exec(text)?.[0] ?? unmatchedEnd(text)];
  const rest = text.slice(before.length, text.length - after.length);
  if (before + after === "" || rest === "") return [];
  const what = after === "" ? "begins" : "ends";
  const values = { setting: plain(setting), sign: asShown(quoted(after === "" ? before : after)), value: asShown(quoted(text)) };
  // What a message must not show is not repeated as its correction either.
  const suggestion = text.includes("?") ? {} : { suggestion: yamlText(rest) };
  return [{ ...message("SMS1207", { what, values, do: ["without"] }), path: [setting], target: "value", ...suggestion }];
}

const pairs = [
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
  ["<", ">"],
] as const;

/** A closing bracket at the end that nothing opened; empty when there is none. */
function unmatchedEnd(text: string): string {
  const pair = pairs.find(([, closing]) => text.endsWith(closing));
  if (pair === undefined) return "";
  const count = (sign: string) => text.split(sign).length;
  return count(pair[1]) > count(pair[0]) ? pair[1] : "";
}
