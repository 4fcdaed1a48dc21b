import { type Declaration, type Sibling, siblingsKey } from "../../application";
import { withoutNulls } from "./nulls";
import { holdsUnknown } from "./unknowns";

/** A declaration from the inputs of the engine: what is not known yet is set apart, whole lists and mappings with it. */
export function declarationFrom(news: Readonly<Record<string, unknown>>): Declaration {
  const present = Object.entries(withoutNulls(news)).filter(([key]) => key !== "__provider" && key !== siblingsKey);
  const unknown = new Set(present.filter(([, value]) => holdsUnknown(value)).map(([key]) => key));
  return { inputs: Object.fromEntries(present.filter(([key]) => !unknown.has(key))), unknown, ...siblingsIn(news[siblingsKey]) };
}

function siblingsIn(text: unknown): Pick<Declaration, "siblings"> {
  return typeof text === "string" && text.startsWith("[") ? { siblings: JSON.parse(text) as Sibling[] } : {};
}

/** The inputs that the state is to keep: what a manifest says of its other applications serves the check alone. */
export function recordedInputs(news: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { [siblingsKey]: _, ...inputs } = withoutNulls(news);
  return inputs;
}
