import { createHash } from "node:crypto";

/**
 * An input that the check adds to an application that is to be created. The engine writes the inputs into the stack's state before it
 * calls create (ENGINE-28), so a run on any machine finds the mark of a creation that was cut off. It stays in the state: an input that
 * went away later would be a change.
 */
export const markKey = "__creation";

/** What is known of a creation before it begins. Nothing in it is secret. */
export interface CreationMark {
  format: typeof format;
  /** ISO time of the check, by the service's clock. */
  time: string;
  /** Seconds since the list was taken that gives `before`. */
  listAge: number;
  /** The one place in which the application can be, as `placeKey` gives it. */
  place: string;
  /** Short hashes of the ids that the market's list held; absent when there were too many. */
  before?: string[];
  /** The run: its note, where there is one, tells more than the mark. */
  run: string;
}

const format = "msgsms-creation/1";

/** A longer list would make every entry of the state grow. */
const mostBefore = 200;

const shortHash = (id: string) => createHash("sha256").update(id).digest("hex").slice(0, 8);

/** @param ids what the market's list held */
export function creationMark(
  time: Date,
  { listAge, place, run }: Pick<CreationMark, "listAge" | "place" | "run">,
  ids: readonly string[],
): CreationMark {
  return {
    format,
    time: time.toISOString(),
    listAge,
    place,
    run,
    ...(ids.length > mostBefore ? {} : { before: ids.map(shortHash) }),
  };
}

/** Whether the list before the creation held the application, as far as the mark tells; one of the same short hash counts as held. */
export const wasThereBefore = ({ before }: CreationMark, id: string): boolean => before?.includes(shortHash(id)) ?? true;

/** The mark in an input; undefined for anything that this version did not write. */
export function markIn(text: unknown): CreationMark | undefined {
  if (typeof text !== "string") return undefined;
  try {
    const value = JSON.parse(text) as Partial<CreationMark> | null;
    return isMark(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isMark(value: Partial<CreationMark> | null): value is CreationMark {
  if (typeof value !== "object" || value === null) return false;
  const { before, listAge } = value;
  return (
    value.format === format &&
    !Number.isNaN(Date.parse(String(value.time))) &&
    typeof listAge === "number" &&
    listAge >= 0 &&
    typeof value.place === "string" &&
    typeof value.run === "string" &&
    (before === undefined || (Array.isArray(before) && before.every((hash) => typeof hash === "string")))
  );
}
