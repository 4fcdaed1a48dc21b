import { stringify } from "yaml";
import type { SchemaNode } from "./schemas";

/** Prose of a schema as Markdown: what it holds stands for itself, and a pipe ends no table cell. Underscores within words are harmless. */
export const prose = (text: string) => text.replaceAll(/[\\`*[\]<>|~#]|(?<!\w)_|_(?!\w)/g, "\\$&");

/** What a value must be: the schema says of a wrong one that it "is not" this, and why. */
export function ruleOf(node: SchemaNode): string {
  const { errorMessage, why } = node;
  const rule = String(errorMessage).replace(/^is not /, "");
  return prose(typeof why === "string" ? `${rule}; ${why}` : rule);
}

/** A text as written in a file or on a terminal; a pipe ends no table cell. */
export const code = (text: string) => `\`${text.replaceAll("|", "\\|")}\``;

/** One line of YAML that gives a setting this value. */
export function yamlLine(setting: string, value: unknown): string {
  return stringify({ [setting]: value }, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 })
    .trim()
    .replace(/^\{(.*)\}$/, "$1");
}

/** A table of two columns with the first row as its head; rows without a text are left out. */
export function factTable(facts: readonly (readonly [name: string, text: string | undefined])[]): string {
  const given = facts.filter((fact): fact is readonly [string, string] => fact[1] !== undefined);
  return table(given.map((fact) => [...fact]));
}

/** A table with the first row as its head. */
export function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
