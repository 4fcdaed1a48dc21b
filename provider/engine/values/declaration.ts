import { type CreationMark, type Declaration, markKey, type ProgramFacts, programKey, type Sibling, siblingsKey } from "../../application";
import { withoutNulls } from "./nulls";
import { holdsUnknown, unknownValue } from "./unknowns";

type Properties = Readonly<Record<string, unknown>>;

/** Inputs of our own, which no program declares. */
const hiddenKeys: readonly string[] = ["__provider", siblingsKey, programKey, markKey];

/** A declaration from the inputs of the engine: what is not known yet is set apart, whole lists and mappings with it. */
export function declarationFrom(news: Properties): Declaration {
  const present = Object.entries(withoutNulls(news)).filter(([key]) => !hiddenKeys.includes(key));
  const unknown = new Set(present.filter(([, value]) => holdsUnknown(value)).map(([key]) => key));
  const siblings = parsed(news[siblingsKey]) as Sibling[] | undefined;
  const program = parsed(news[programKey]) as ProgramFacts | undefined;
  return {
    inputs: Object.fromEntries(present.filter(([key]) => !unknown.has(key))),
    unknown,
    ...(siblings === undefined ? {} : { siblings }),
    ...(program === undefined ? {} : { program }),
  };
}

/** What our own class wrote; undefined where another program declares the resource. */
const parsed = (text: unknown): unknown => (typeof text === "string" && /^[[{]/.test(text) ? JSON.parse(text) : undefined);

/**
 * The inputs that the state is to keep. What the program tells serves the check alone. The mark of a creation stays as it is: another one
 * would be a change. In a preview it is not known yet, so that a plan made of it (`--save-plan`) fits whatever time the creation has.
 */
export function recordedInputs(
  news: Properties,
  olds: Properties,
  { inputs, program }: Declaration,
  mark: CreationMark | undefined,
): Record<string, unknown> {
  const declared = Object.entries(withoutNulls(news)).filter(([key]) => key === "__provider" || !hiddenKeys.includes(key));
  return {
    ...Object.fromEntries(declared),
    ...markFor(olds, { isPreview: program?.preview === true, adopts: inputs.adopt !== undefined }, mark),
  };
}

/** A preview that does not know yet whether the resource adopts has told of a mark, so there is one. */
const adoption = "adopted";

function markFor(
  olds: Properties,
  { isPreview, adopts }: { isPreview: boolean; adopts: boolean },
  mark: CreationMark | undefined,
): Properties {
  if (Object.keys(olds).length > 0) return carried(olds);
  if (isPreview) return { [markKey]: unknownValue };
  if (adopts) return { [markKey]: adoption };
  return mark === undefined ? {} : { [markKey]: JSON.stringify(mark) };
}

/** What the state keeps of our own, for the next inputs and outputs: the mark of the creation. */
export function carried(properties: Properties): Properties {
  return typeof properties[markKey] === "string" ? { [markKey]: properties[markKey] } : {};
}
