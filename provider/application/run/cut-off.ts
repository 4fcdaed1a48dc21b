import type { LiveApplication } from "../../service";
import { wasThereBefore, type CreationMark } from "../facts/creation-mark";
import { allZones, createdWithin, hour } from "./creation-time";
import { placeKey, type CreationIntents } from "./intent";
import type { OpenMarket } from "./market";
import type { PendingCreation, StackEntry, StackState } from "./stack-state";
import { timing } from "./timing";

/**
 * Creations of the name that were cut off, as the state of the stack shows them. One that this machine has the note of is left out: the
 * note tells more.
 */
export function cutOffCreations(
  name: string,
  market: OpenMarket,
  state: StackState,
  notes: CreationIntents | undefined,
): PendingCreation[] {
  const author = notes?.author(market.placeOf(name));
  const places = market.placesOf(name).map(placeKey);
  return state.pending.filter(({ mark, inputs }) => {
    // An adoption sends no creation.
    if (mark === undefined) return inputs.name === name && inputs.market === market.name && inputs.adopt === undefined;
    return places.includes(mark.place) && mark.run !== author;
  });
}

/**
 * Whether an application can only be the fruit of a creation that was cut off: it was not there before, has the settings that were
 * declared, and was created within a minute of the mark, whatever the zone of the service's times is.
 *
 * @param now time of the service
 * @param zones hours that the service's times may be ahead of UTC
 */
export function isFruit({ mark, inputs }: PendingCreation, live: LiveApplication, now: Date, zones: readonly number[]): boolean {
  if (mark === undefined || wasThereBefore(mark, live.id) || !hasSettings(live, inputs)) return false;
  return createdWithin({ ...timing.createdAfterMark, began: Date.parse(mark.time), listAge: mark.listAge * 1000 }, live, now, zones);
}

function hasSettings(live: LiveApplication, inputs: PendingCreation["inputs"]): boolean {
  return (["uplinkDestination", "enterpriseProjectId"] as const).every(
    (setting) => inputs[setting] === undefined || live[setting] === undefined || inputs[setting] === live[setting],
  );
}

/** The zones that the service's times may be in: the one that creations of this stack show, or all that there are (GAP-ZONE). */
export function possibleZones(state: StackState | undefined, { api }: OpenMarket): readonly number[] {
  const shown = new Set((state?.entries ?? []).filter(({ outputs }) => outputs.cloudRegion === api.cloudRegion).flatMap(zoneOf));
  return shown.size === 1 ? [...shown] : allZones;
}

/** Only of one whose creation was answered: its mark was made shortly before. */
function zoneOf({ mark, outputs: { secretSource, createTime } }: StackEntry): number[] {
  if (mark === undefined || secretSource !== "created" || createTime === undefined) return [];
  const { earliest, latest } = timing.createdAfterMark;
  const passed = Date.parse(`${createTime.replace(" ", "T")}Z`) - Date.parse(mark.time);
  const zone = Math.round((passed - (earliest + latest) / 2) / hour);
  return passed - zone * hour >= earliest && passed - zone * hour <= latest ? [zone] : [];
}

/** Milliseconds for which the creation may still be under way somewhere, counted from `since`: it is sent before its latest turn, and not after its engine ended. */
export function mayBeUnderWay(mark: CreationMark | undefined, since: Date): number {
  if (mark === undefined) return timing.longestWait;
  const sentUntil = Math.min(Date.parse(mark.time) + timing.latestTurn, since.getTime());
  return Math.max(0, sentUntil + timing.longestWait - since.getTime());
}
