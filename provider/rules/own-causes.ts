import type { Problem } from "./problem";

/**
 * Keeps one problem for each cause: what does not exist here needs no further rule, what has the wrong type
 * needs no rule on its value, and a rule that the schema states twice is reported once.
 */
export function ownCauses(problems: Problem[]): Problem[] {
  const placesOf = (isMeant: (code: Problem["code"]) => boolean) =>
    new Set(problems.filter(({ code }) => isMeant(code)).map(({ path }) => placeOf(path)));
  const refused = placesOf(isRefusal);
  const wrongTypes = placesOf((code) => code === "SMS1003");
  const own = withoutSlips(problems, meantKeys(problems)).filter(({ path, code, target }) => {
    if (!isRefusal(code) && enclosing(path).some((outer) => refused.has(outer))) return false;
    return code !== "SMS1004" || target !== "value" || !wrongTypes.has(placeOf(path));
  });
  return distinct(own, (problem) => (isRefusal(problem.code) ? placeOf(problem.path) + problem.code : causeOf(problem)));
}

/** What two problems have in common that are one: the same rule, broken at the same place. */
export const causeOf = ({ path, code, rule }: Problem): string => JSON.stringify([path, code, rule]);

/** The first of those that have the same identity. */
export function distinct<T>(all: readonly T[], identityOf: (one: T) => string): T[] {
  const first = new Map<string, T>();
  for (const one of all) {
    const identity = identityOf(one);
    if (!first.has(identity)) first.set(identity, one);
  }
  return [...first.values()];
}

/** The known keys that unknown ones were probably meant to be. */
export function meantKeys(problems: readonly Problem[]): Set<string> {
  return new Set(problems.flatMap(({ code, absent }) => (code === "SMS1001" && absent !== undefined ? [absent] : [])));
}

/** Drops "is missing" where an unknown key was meant to be the missing one. */
export function withoutSlips(problems: readonly Problem[], ...meant: readonly ReadonlySet<string>[]): Problem[] {
  return problems.filter(({ code, absent }) => code === "SMS1001" || absent === undefined || !meant.some((keys) => keys.has(absent)));
}

/** A key that may not stand where it is, whatever its value. */
export const isRefusal = (code: Problem["code"]): boolean => code === "SMS1005" || code === "SMS1111" || code === "SMS1112";

const placeOf = (path: Problem["path"]) => JSON.stringify(path);

const enclosing = (path: Problem["path"]) => path.map((_, index) => placeOf(path.slice(0, index + 1)));
