import type { Problem } from "../../rules";

/** Settings by name, as a document gives them: not yet checked. */
export type Settings = Record<string, unknown>;

/** A mapping of settings, or undefined for anything else (which the schema refuses with words). */
export function settingsIn(value: unknown): Settings | undefined {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Settings) : undefined;
}

/**
 * One entry with the defaults of its document. The entry's own setting wins, also when it is `null`: that is an error
 * of the entry and no way to unset a default. Lists and mappings are replaced as a whole.
 */
export function withDefaults(defaults: Settings, entry: Settings): Settings {
  return { ...defaults, ...entry };
}

/** The place of a merged application's problem in the document: the entry's own setting, or the default. */
export function originOf(
  problem: Pick<Problem, "path" | "target">,
  logicalName: string,
  entry: Settings,
  defaults: Settings,
): Problem["path"] {
  const setting = String(problem.path[0]);
  const inherited = problem.target !== "missing" && !Object.hasOwn(entry, setting) && Object.hasOwn(defaults, setting);
  return inherited ? ["defaults", ...problem.path] : ["applications", logicalName, ...problem.path];
}
