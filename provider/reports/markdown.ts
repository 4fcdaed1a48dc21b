import { limits } from "../../schemas/generated/settings";
import { placeText, type Diagnostic } from "../manifest";
import { framesOf, heading } from "./block";
import { lookalikes, withoutLogCommands, visible } from "../messages";
import { painter } from "./paint";
import { codesIn, extent, headlineOf, lineOf, moreThanShown, verdict, type Findings, type ReportFormat } from "./report";
import { sourcesOf } from "./sources";

/** Characters that a comment may have: GitHub takes 65,536, GitLab more. Half for the table, and the rest for the lines. */
const room = { table: 32_000, frames: 28_000 };

/** For a comment at a pull request: a summary, a table, and the lines in a part that opens by a click. */
export const markdown: ReportFormat = (findings) => {
  const { diagnostics } = findings;
  const parts = [`### msgsms: ${verdict(findings)}`, `${extent(findings)}.`];
  if (diagnostics.length > 0) parts.push(table(findings), frames(findings), meanings(diagnostics));
  return `${parts.join("\n\n")}\n`;
};

function table(findings: Findings): string {
  const rows = findings.diagnostics.map((diagnostic) => {
    const { severity, file, range, code } = diagnostic;
    return `| ${severity} | <code>${inert(placeText(file, range))}</code> | ${code} | ${inert(lineOf(diagnostic))} |`;
  });
  const shown = within(rows, room.table);
  return [
    "| | Place | Code | Problem |",
    "|---|---|---|---|",
    ...shown,
    ...rest(rows.length - shown.length + moreThanShown(findings)),
  ].join("\n");
}

const rest = (count: number) =>
  count === 0 ? [] : ["", `and ${count} more: <code>msgsms validate</code> shows up to ${limits.problems}.`];

function frames(findings: Findings): string {
  const sourceOf = sourcesOf(findings);
  const plain = painter(false);
  const blocks = findings.diagnostics.map((diagnostic) =>
    [heading(diagnostic, plain), ...framesOf(diagnostic, sourceOf, plain)].join("\n"),
  );
  const shown = within(blocks, room.frames);
  const content = withoutLogCommands(shown.join("\n\n"), lookalikes);
  const fence = "`".repeat(Math.max(3, ...[...content.matchAll(/`+/g)].map(({ 0: run }) => run.length + 1)));
  const lines = [
    "<details>",
    "<summary>Show the lines</summary>",
    "",
    `${fence}text`,
    content,
    fence,
    ...rest(blocks.length - shown.length + moreThanShown(findings)),
  ];
  return [...lines, "", "</details>"].join("\n");
}

function meanings(diagnostics: readonly Diagnostic[]): string {
  const lines = codesIn(diagnostics).map((code) => `- ${code}: ${inert(headlineOf(code))}`);
  return [`What the codes mean (<code>msgsms explain CODE</code> says more):`, "", ...lines].join("\n");
}

/** As many of the texts as have room together; at least none. */
function within(texts: readonly string[], most: number): string[] {
  let used = 0;
  const count = texts.findIndex((text) => (used += text.length + 2) > most);
  return texts.slice(0, count < 0 ? undefined : count);
}

/**
 * Text that means nothing to Markdown, HTML or a table: signs stand as character references (CommonMark 6.2: those never have a meaning).
 * A zero width space after @ and # keeps text from calling people (@name) or linking issues (#1).
 */
function inert(text: string): string {
  return visible(text).replaceAll(
    /[\\`*_~{}[\]<>&|!$^@#]|:(?=\/\/)|\.(?<=www\.)/gi,
    (sign) => `&#${sign.charCodeAt(0)};${/[@#]/.test(sign) ? "&#8203;" : ""}`,
  );
}
