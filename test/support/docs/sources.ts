import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { repositoryRoot } from "./pages";

/** A line of a file that is kept in the repository. */
export interface SourceLine {
  /** Path below the repository's root, with slashes. */
  path: string;
  text: string;
  /** `provider/api/retry.ts:37` */
  place: string;
}

const notOurs = new Set([".git", ".stryker-tmp", "node_modules", "dist", "coverage", "official", "package-lock.json", "LICENSE"]);
const written = /\.(ts|mts|mjs|json|yaml|yml|md|scenario|golden|txt|py|sh)$|^run$/;

/** Every line of every text in the repository that we wrote or generated. */
export function linesOfRepository(): SourceLine[] {
  return filesBelow(repositoryRoot).flatMap((file) => {
    const path = relative(repositoryRoot, file).split(sep).join("/");
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.map((text, index) => ({ path, text, place: `${path}:${index + 1}` }));
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !notOurs.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() && written.test(entry.name) ? [path] : [];
    });
}

/** The keys that a page defines: a heading or the first cell of a row is the key alone. */
export const keysDefinedIn = (page: string): string[] =>
  [...page.matchAll(/^(?:###|\|) ([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*) *(?:\||$)/gm)].map(([, key = ""]) => key);

/** The keys of docs/sources.md. */
export const sourceKeys = (): string[] => keysDefinedIn(readFileSync(join(repositoryRoot, "docs", "sources.md"), "utf8"));

/** The parts of a source: `OAS (id 1-64); DECISION-ADOPT` has two. A semicolon in brackets parts nothing. */
export const partsOfSource = (source: string): string[] => source.split(/; (?![^()]*\))/);
