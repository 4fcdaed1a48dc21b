import { distance } from "fastest-levenshtein";

/**
 * The known word that the given one was probably meant to be, or undefined.
 * One change in each started group of three characters counts as a slip; more than that is another word.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const longest = Math.max(0, ...known.map(({ length }) => length));
  if (word.length > 2 * longest) return undefined;
  const ranked = known
    .map((candidate) => ({ candidate, changes: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, changes }) => changes <= Math.ceil(Math.min(word.length, candidate.length) / 3))
    .sort((left, right) => left.changes - right.changes);
  return ranked[0]?.candidate;
}
