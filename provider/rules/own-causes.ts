import type { Problem } from "./problem";

/**
 * Keeps one problem for each cause: what does not exist here needs no further rule, what has the wrong type
 * needs no rule on its value, and a rule that the schema states twice is told once.
 */
export function ownCauses(problems: Problem[]): Problem[] {
  const placesOf = (code: Problem["code"]) => new Set(problems.filter((problem) => problem.code === code).map(({ path }) => placeOf(path)));
  const refused = placesOf("SMS1005");
  const wrongTypes = placesOf("SMS1003");
  const seen = new Set<string>();
  return withoutSlips(problems, meantKeys(problems)).filter((problem) => {
    const place = placeOf(problem.path);
    if (problem.code !== "SMS1005" && enclosing(problem.path).some((outer) => refused.has(outer))) return false;
    if (problem.code === "SMS1004" && problem.target === "value" && wrongTypes.has(place)) return false;
    const cause = `${place}\n${problem.code}\n${problem.code === "SMS1005" ? "" : ruleOf(problem)}`;
    return !seen.has(cause) && seen.add(cause);
  });
}

/** The known keys that unknown ones were probably meant to be. */
export function meantKeys(problems: readonly Problem[]): Set<string> {
  return new Set(problems.flatMap(({ code, absent }) => (code === "SMS1001" && absent !== undefined ? [absent] : [])));
}

/** Drops "is missing" where an unknown key was meant to be the missing one. */
export function withoutSlips(problems: readonly Problem[], ...meant: readonly ReadonlySet<string>[]): Problem[] {
  return problems.filter(({ code, absent }) => code === "SMS1001" || absent === undefined || !meant.some((keys) => keys.has(absent)));
}

const placeOf = (path: Problem["path"]) => JSON.stringify(path);

const enclosing = (path: Problem["path"]) => path.map((_, index) => placeOf(path.slice(0, index + 1)));

/** The message without what it says about the value, which differs between two keywords of one rule. */
const ruleOf = ({ message, code }: Problem) => (code === "SMS1004" ? (message.split(", and is ")[0] ?? message) : message);
