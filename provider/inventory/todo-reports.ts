import { counted } from "../messages";
import { isOpen, type TodoItem } from "./todo";

/** For people: what is open, by application, and how much is done. */
function text(items: readonly TodoItem[]): string {
  const open = byApplication(items.filter(isOpen));
  return [...open.map((group) => `${heading(group)}\n${group.map(line).join("")}\n`), `${summary(items)}\n`].join("");
}

/** A list with check boxes, for an issue or a pull request. */
function markdown(items: readonly TodoItem[]): string {
  const groups = byApplication(items).map((group) => `### ${escaped(heading(group))}\n\n${group.map(box).join("")}\n`);
  return ["## Message & SMS console\n\n", ...groups, `${escaped(summary(items))}\n`].join("");
}

/** `{items, summary}`; lines and columns count from 1, offsets from 0. */
const json = (items: readonly TodoItem[]): string => `${JSON.stringify({ items, summary: countsOf(items) }, null, 2)}\n`;

function byApplication(items: readonly TodoItem[]): TodoItem[][] {
  const groups = new Map<string, TodoItem[]>();
  for (const item of items) groups.set(item.logicalName, [...(groups.get(item.logicalName) ?? []), item]);
  return [...groups.values()];
}

function heading([first]: readonly TodoItem[]): string {
  if (first === undefined) return "";
  const { menuPath, logicalName, file, range, profile, liveName, name } = first;
  const about = [
    logicalName,
    `${file}:${range.start.line}`,
    ...(profile === undefined ? [] : [`profile ${profile}`]),
    ...(liveName === undefined ? [] : [`declared as ${name}`]),
  ];
  return `${menuPath.join(" > ")} (${about.join(", ")})`;
}

const line = (item: TodoItem) => `  ${item.field}: ${item.entered || "leave it empty"}${notes(item)}\n`;

const box = (item: TodoItem) =>
  `- [${isOpen(item) ? " " : "x"}] **${escaped(item.field)}**: ${item.entered === "" ? "leave it empty" : code(item.entered)}${escaped(notes(item))}\n`;

function notes(item: TodoItem): string {
  const { status, liveValue, delay, obstacle } = item;
  const parts = [
    liveValue === undefined ? undefined : `the service shows ${liveValue.join(",") || "nothing"}`,
    status === "verified" ? "the service shows it" : undefined,
    status === "confirmed" ? "confirmed in the manifest" : undefined,
    obstacle,
    isOpen(item) ? delay : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "" : ` (${parts.join("; ")})`;
}

function countsOf(items: readonly TodoItem[]) {
  const count = (status: TodoItem["status"]) => items.filter((item) => item.status === status).length;
  return { todo: count("todo"), differs: count("differs"), confirmed: count("confirmed"), verified: count("verified") };
}

function summary(items: readonly TodoItem[]): string {
  if (items.length === 0) return "Nothing has to be entered: no console-only setting is declared.";
  const { todo, differs, confirmed, verified } = countsOf(items);
  const open = todo + differs;
  const done = `${confirmed} confirmed, ${verified} verified at the service`;
  return `${open === 0 ? "Nothing" : counted(open, "setting")} left to enter${differs === 0 ? "" : ` (${differs} with another value at the service)`}; ${done}.`;
}

/** Text in Markdown as it stands: no markup, no HTML. */
const escaped = (plain: string) => plain.replaceAll(/[\\`*_[\]<>&#|]/g, (character) => `&#${character.charCodeAt(0)};`);

/** As code; a value with a grave accent gets a longer fence (CommonMark 6.1). */
function code(plain: string): string {
  const fence = "`".repeat(Math.max(0, ...(plain.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  return fence.length > 1 ? `${fence} ${plain} ${fence}` : `\`${plain}\``;
}

/** The formats of `msgsms todo` by name. Pure. */
export const todoReports = { text, markdown, json };
