import type { Catalogue, CatalogueEntry, Way } from "./catalogue";
import { table } from "./markdown";

/** docs/errors.md: every code in a table for each group. */
export function errorsPage({ groups, codes }: Catalogue): string {
  const subjects = Object.entries(groups).map(([group, { title }]) => [
    `${group}${"x".repeat(7 - group.length)}`,
    `[${title}](#${anchor(title)})`,
  ]);
  const sections = Object.entries(groups).flatMap(([group, { title, text }]) => {
    const rows = Object.entries(codes).filter(([code]) => code.startsWith(group));
    const cells = rows.map(([code, entry]) => [
      `[${code}](reference/diagnostics.md#${code.toLowerCase()})`,
      capital(entry.title),
      firstWays(entry),
    ]);
    return [`## ${title}`, ...(text === undefined ? [] : [text]), table([["code", "what it means", "what to do"], ...cells])];
  });
  return [
    "# Errors",
    "Every foreseen error and warning has a stable code. Its message says what happened, the facts, why, and what to do, most likely first. It never holds a secret. `msgsms explain SMS1004` shows the whole story of a code on the terminal, with every way out and an example; [every code](reference/diagnostics.md) shows all of them.",
    table([["group", "subject"], ...subjects]),
    ...sections,
    "The [exit code](command.md#exit-codes) of `msgsms` says what kind of error ended it.",
    "",
  ].join("\n\n");
}

/** The ways out that most need, one below the other; the page of the code has all. */
function firstWays({ do: ways }: CatalogueEntry): string {
  const [first = "", second, ...others] = Object.values(ways).map(wayText);
  return [first, ...(second === undefined ? [] : [`or ${second}`]), ...(others.length === 0 ? [] : ["or …"])].join("<br>");
}

/** A way out in one line; placeholders stand in angle brackets. */
export function wayText(way: Way): string {
  if (typeof way === "string") return way.replaceAll(/\{(\w+)\}/g, "`<$1>`");
  const text = way.text.replaceAll(/\{(\w+)\}/g, "<$1>");
  return `${way.label}: ${text.includes("`") ? text : `\`${text}\``}`;
}

/** The text with a capital letter. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The anchor that a heading has on GitHub. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
