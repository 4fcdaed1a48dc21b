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
    const cells = rows.map(([code, entry]) => [`[${code}](reference/diagnostics.md#${code.toLowerCase()})`, entry.title, waysOf(entry)]);
    return [`## ${title}`, ...(text === undefined ? [] : [text]), table([["code", "what it means", "what to do"], ...cells])];
  });
  return [
    "# Errors",
    "Every foreseen error has a stable code. Its text says what happened, the value, where, and what to do next. It never holds a secret. `msgsms explain SMS1004` shows one on the terminal.",
    table([["group", "subject"], ...subjects]),
    ...sections,
    "The [exit code](command.md#exit-codes) of `msgsms` says what kind of error ended it.",
    "",
  ].join("\n\n");
}

/** All ways out in one line, most likely first. */
export const waysOf = ({ do: ways }: CatalogueEntry): string => Object.values(ways).map(wayText).join("; or ");

/** A way out in one line. */
const wayText = (way: Way): string => (typeof way === "string" ? way : `${way.label}: \`${way.text}\``);

/** The anchor that a heading has on GitHub. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
