import { blocksIn, type Page } from "./pages";

/** One command as a page gives it. */
export interface ShownCommand {
  place: string;
  /** Words without quotes; `NAME=value` in front of the command left out. */
  words: string[];
}

/** The commands of every shell block, and those of ours, of npm and of Pulumi that stand in a line of prose. */
export function shownCommands(pages: readonly Page[]): ShownCommand[] {
  const blocks = blocksIn(pages, "sh").flatMap(({ text, place }) =>
    text
      .split("\n")
      .flatMap(commandsOf)
      .map((words) => ({ place, words })),
  );
  const inline = pages.flatMap(({ path, prose }) =>
    [...prose.matchAll(/`((?:npx )?msgsms [a-z][^`]*|npm [^`]*|pulumi [^`]*)`/g)].flatMap(([, text = ""]) =>
      commandsOf(text.replaceAll("\\|", "|")).map((words) => ({ place: path, words })),
    ),
  );
  return [...blocks, ...inline];
}

/** Splits one line of shell into commands and these into words, as far as our pages need it: quotes, `&&`, `;`, comments. */
export function commandsOf(line: string): string[][] {
  const commands: string[][] = [[]];
  for (const [token] of line.matchAll(/#.*$|&&|;|(?:'[^']*'|"[^"]*"|[^\s;&'"#]|&(?!&)|(?<=\S)#)+/g)) {
    if (token === "&&" || token === ";") commands.push([]);
    else if (!token.startsWith("#")) commands.at(-1)?.push(token.replaceAll(/'([^']*)'|"([^"]*)"/g, "$1$2"));
  }
  return commands.map(withoutAssignments).filter((words) => words.length > 0);
}

function withoutAssignments(words: string[]): string[] {
  const first = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
  return first < 0 ? [] : words.slice(first);
}
