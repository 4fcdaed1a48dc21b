import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const repositoryRoot = join(__dirname, "..", "..", "..");

/** A fenced block of a page. */
export interface Block {
  /** Word after the fence: `sh`, `yaml`, `ts` …; empty without one. */
  language: string;
  text: string;
  /** `README.md:12`, the line of the fence. */
  place: string;
}

/** A Markdown page, taken apart. */
export interface Page {
  /** Path below the repository's root. */
  path: string;
  text: string;
  /** The text without its fenced blocks. */
  prose: string;
  blocks: Block[];
}

/** README.md and everything in docs/. */
export function readPages(): Page[] {
  const docs = readdirSync(join(repositoryRoot, "docs"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
  return ["README.md", ...docs.map((name) => join("docs", name))].map((path) =>
    pageOf(path, readFileSync(join(repositoryRoot, path), "utf8")),
  );
}

/** @param path below the repository's root */
export function pageOf(path: string, text: string): Page {
  const blocks: Block[] = [];
  const prose: string[] = [];
  let open: { indent: string; language: string; lines: string[]; place: string } | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const [, indent = "", language = ""] = /^( *)```(.*)$/.exec(line) ?? [];
    const isFence = /^ *```/.test(line);
    if (open !== undefined && isFence) {
      blocks.push({ language: open.language, text: open.lines.join("\n") + "\n", place: open.place });
      open = undefined;
    } else if (open !== undefined) open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
    else if (isFence) open = { indent, language, lines: [], place: `${path}:${index + 1}` };
    else prose.push(line);
  }
  if (open !== undefined) throw new Error(`${open.place}: the block is not closed`);
  return { path, text, prose: prose.join("\n"), blocks };
}

/** All fenced blocks with one of these languages. */
export const blocksIn = (pages: readonly Page[], language: string) =>
  pages.flatMap(({ blocks }) => blocks.filter((block) => block.language === language));
