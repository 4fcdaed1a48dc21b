/** Longest logical name (schemas/manifest.schema.json). */
const longest = 100;

/**
 * A logical name made of an application's name: what logical names may not hold becomes a hyphen.
 *
 * @param taken names that must not come again; the new one is added
 */
export function logicalNameFor(name: string, taken: Set<string>): string {
  const plain = name
    .replaceAll(/[^A-Za-z0-9_-]+/g, "-")
    .replaceAll(/^[-_]+|[-_]+$/g, "")
    .slice(0, longest - 8);
  const base = plain === "" ? "application" : plain;
  let chosen = base;
  for (let count = 2; taken.has(chosen); count += 1) chosen = `${base}-${count}`;
  taken.add(chosen);
  return chosen;
}
