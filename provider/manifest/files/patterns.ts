import { readdirSync, type Dirent } from "node:fs";
import { createRequire } from "node:module";
import { ifThere } from "../../disk";

// Patterns are rare, and the package takes time to load.
const tinyglobby = () => createRequire(__filename)("tinyglobby") as typeof import("tinyglobby");

const signs = /[*?{}[\]!]/;

export const isPattern = (given: string): boolean => signs.test(given);

/** The folder that a pattern looks into. */
export function beforePattern(given: string): string {
  const steps = given.split("/");
  const fixed = steps.slice(
    0,
    steps.findIndex((step) => isPattern(step) || /[()]/.test(step)),
  );
  return fixed.length === 1 && fixed[0] === "" ? "/" : fixed.join("/");
}

/**
 * The paths that a pattern matches, links among them, sorted. Links to folders are not followed, as in a folder that is given.
 *
 * @throws what the disk says of a folder that may not be read: the package would pass over it
 */
export function matchesOf(given: string, folder: string): string[] {
  const refusals: Error[] = [];
  const entriesOf = (path: string): Dirent[] => {
    try {
      return (ifThere(() => readdirSync(path, { withFileTypes: true })) ?? []).map(withoutLink);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      refusals.push(error);
      return [];
    }
  };
  const matches = tinyglobby().globSync([given], {
    cwd: folder,
    absolute: true,
    ignore: ["**/node_modules/**"],
    expandDirectories: false,
    followSymbolicLinks: false,
    fs: { readdirSync: entriesOf as unknown as typeof readdirSync },
  });
  const [refusal] = refusals;
  if (refusal !== undefined) throw refusal;
  return matches.sort();
}

/** The package either follows links or leaves them out. Taken for files they are matched, and what they lead to is asked later. */
const withoutLink = (entry: Dirent): Dirent =>
  entry.isSymbolicLink()
    ? (Object.create(entry, { isFile: { value: () => true }, isSymbolicLink: { value: () => false } }) as Dirent)
    : entry;
