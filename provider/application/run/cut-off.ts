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
  const placesOf = market.placesOf(name);
  const authors = placesOf.map((place) => notes?.author(place));
  const places = placesOf.map(placeKey);
  return state.pending.filter(({ mark, inputs }) => {
    // An adoption creates nothing.
    if (inputs.adopt !== undefined) return false;
    if (mark === undefined) return inputs.name === name && inputs.market === market.name;
    return places.includes(mark.place) && !authors.includes(mark.run);
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
  if (now.getTime() - Date.parse(mark.time) > timing.proofLasts) return false;
  return createdWithin({ ...timing.createdAfterMark, began: Date.parse(mark.time), listAge: mark.listAge * 1000 }, live, now, zones);
}

function hasSettings(live: LiveApplication, inputs: PendingCreation["inputs"]): boolean {
  return (["uplinkDestination", "enterpriseProjectId"] as const).every(
    (setting) => inputs[setting] === undefined || live[setting] === undefined || inputs[setting] === live[setting],
  );
}

/**
 * The zones that the service's times may be in: the one that creations of this stack within the last days show, or all that there are
 * (GAP-ZONE). Not those of long ago: a zone may have summer time.
 */
export function possibleZones(state: StackState | undefined, market: OpenMarket): readonly number[] {
  const { cloudRegion } = market.api;
  const isRecent = ({ mark }: StackEntry) => mark !== undefined && market.time().getTime() - Date.parse(mark.time) <= timing.proofLasts;
  const entries = (state?.entries ?? []).filter((entry) => entry.outputs.cloudRegion === cloudRegion && isRecent(entry));
  const shown = new Set(entries.flatMap(zoneOf));
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
