import { pathText } from "../messages";

type Path = readonly (string | number)[];

/** How many steps of a path lead to the application or the defaults that hold a setting; 0 for what is not a setting. */
function stepsToEntry([group, ...steps]: Path): number {
  if (group === "applications") return steps.length > 1 ? 2 : 0;
  return group === "defaults" && steps.length > 0 ? 1 : 0;
}

/** A place of a document as messages name it: a setting without the application that it is in. */
export const settingOf = (path: Path): string => (path.length === 0 ? "the document" : pathText(path.slice(stepsToEntry(path))));

/** The application or the defaults that a setting is in: `applications.order-codes`. */
export function entryOf(path: Path): string | undefined {
  const steps = stepsToEntry(path);
  return steps === 0 ? undefined : pathText(path.slice(0, steps));
}
