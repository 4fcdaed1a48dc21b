import type { LiveApplication } from "../../service";

export const hour = 3_600_000;

/** Hours that the service's times may be ahead of UTC: it does not say (GAP-ZONE). Those of its regions are whole hours. */
export const allZones: readonly number[] = Array.from({ length: 27 }, (_, index) => index - 12);

/** When a creation must have happened. All in milliseconds, by the service's clock. */
interface CreationWindow {
  /** What the creation was noted or marked at. */
  began: number;
  /** From there to the earliest and the latest moment at which the service may have created. */
  earliest: number;
  latest: number;
  /** How long before that the list was taken which shows what was there. */
  listAge: number;
}

/**
 * Whether an application was created in the window, in whichever of the zones its time is. What was created before the list is excluded by it, and
 * nothing was created in the future; whatever else is possible must fit.
 */
export function createdWithin(
  { began, earliest, latest, listAge }: CreationWindow,
  { createTime = "" }: LiveApplication,
  now: Date,
  zones: readonly number[],
): boolean {
  const created = Date.parse(`${createTime.replace(" ", "T")}Z`);
  if (Number.isNaN(created)) return false;
  const possible = zones
    .map((zone) => created - zone * hour)
    .filter((instant) => instant >= began - listAge + earliest && instant <= now.getTime() - earliest);
  return possible.length > 0 && possible.every((instant) => instant >= began + earliest && instant <= began + latest);
}
