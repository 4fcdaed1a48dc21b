import type { Sibling } from "./declaration";

/** An input through which a manifest tells the check of its other applications. It never gets into the state. */
export const siblingsKey = "__siblings";

/** Each application carries the whole list, so a longer one would grow with the square. */
const mostSiblings = 200;

/** The list as each application of a manifest carries it; empty for one alone or for very many. */
export function siblingsInput(applications: readonly Sibling[]): Record<string, string> {
  const carried = applications.length < 2 || applications.length > mostSiblings ? [] : applications;
  const listed = carried.map(({ resource, market, name, profile, adopt }) => ({ resource, market, name, profile, adopt }));
  return { [siblingsKey]: JSON.stringify(listed) };
}
