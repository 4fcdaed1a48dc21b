import type { LiveApplication } from "../../service";
import { namedExactly } from "../facts/existing";
import { cutOffCreations, isFruit, possibleZones } from "./cut-off";
import { isIntended, type CreationIntent, type CreationIntents, type IntentPlace } from "./intent";
import type { OpenMarket } from "./market";
import type { PendingCreation, StackState } from "./stack-state";

/** Who tells of earlier runs: the notes of this machine, and the state of the stack. At least one of them is there. */
export interface Witnesses {
  notes: CreationIntents | undefined;
  state: StackState | undefined;
}

/** What an application of the wanted name is: the one that an earlier run of this stack set out to create, or one of which that is not certain. */
export type Earlier =
  | { kind: "own"; live: LiveApplication; witness: "note" | "state" }
  | { kind: "uncertain"; found: readonly LiveApplication[]; pending: PendingCreation };

/** What came of earlier runs that were cut off while they created the name; undefined when nothing tells of one, or nothing shows up. Throws SMS2022. */
export async function earlierCreation(
  name: string,
  applications: readonly LiveApplication[],
  market: OpenMarket,
  { notes, state }: Witnesses,
): Promise<Earlier | undefined> {
  const managed = new Set(state?.entries.map(({ id }) => id));
  const free = applications.filter(({ id }) => !managed.has(id));
  const zones = possibleZones(state, market);
  const noted = notes === undefined ? undefined : await notedApplication(name, free, market, { notes, zones });
  if (noted !== undefined) return { kind: "own", live: noted, witness: "note" };
  if (state === undefined) return undefined;
  const found = namedExactly(free, name);
  const cutOff = cutOffCreations(name, market, state, notes);
  const [only, ...others] = found;
  const [pending] = cutOff;
  if (only === undefined || pending === undefined) return undefined;
  if (others.length === 0 && cutOff.some((one) => isFruit(one, only, market.time(), zones)))
    return { kind: "own", live: only, witness: "state" };
  return { kind: "uncertain", found, pending };
}

/** The application that the note of a killed run means, if the list holds it, whatever its name is by now. Throws SMS2022. */
async function notedApplication(
  name: string,
  applications: readonly LiveApplication[],
  market: OpenMarket,
  { notes, zones }: { notes: CreationIntents; zones: readonly number[] },
): Promise<LiveApplication | undefined> {
  const intent = noteOf(name, market, notes);
  if (intent === undefined) return undefined;
  const candidates = intent.id === undefined ? namedExactly(applications, name) : applications.filter(({ id }) => id === intent.id);
  const [only, ...others] = candidates;
  if (only === undefined || others.length > 0) return undefined;
  return isIntended(intent, only, { stack: await market.run.stack(), now: market.time(), zones }) ? only : undefined;
}

/** The note of a creation of the name, at the endpoint or where it was before. Throws SMS2022. */
export function noteOf(name: string, market: OpenMarket, intents: CreationIntents): CreationIntent | undefined {
  for (const place of market.placesOf(name)) {
    const intent = intents.find(place);
    if (intent !== undefined) return intent;
  }
  return undefined;
}

/** What an earlier run of this stack set out to create, and the applications that may have come of it. */
interface Strays {
  name: string;
  found: LiveApplication[];
}

/**
 * Applications that may have been left by a killed run and are not found by their name: renamed since, or declared under another name by now.
 * A run that has more than one creation under way gives several candidates, so this is not a refusal. Throws SMS2022.
 */
export async function straysOf(
  market: OpenMarket,
  applications: readonly LiveApplication[],
  { notes, state }: Witnesses,
): Promise<Strays[]> {
  const managed = new Set(state?.entries.map(({ id }) => id));
  const free = applications.filter(({ id }) => !managed.has(id));
  const zones = possibleZones(state, market);
  const noted = notes === undefined ? [] : await notedStrays(market, free, { notes, zones });
  return [...noted, ...(state === undefined ? [] : pendingStrays(market, free, state, notes))].filter(({ found }) => found.length > 0);
}

async function notedStrays(
  market: OpenMarket,
  free: readonly LiveApplication[],
  { notes, zones }: { notes: CreationIntents; zones: readonly number[] },
): Promise<Strays[]> {
  const left = notes.left().filter((intent) => isOf(market, intent));
  if (left.length === 0) return [];
  const judged = { stack: await market.run.stack(), now: market.time(), zones };
  return left.map((intent) => ({
    name: intent.name,
    found: free.filter((one) => isIntended(intent, one, judged) && !isWanted(market, intent.name, one)),
  }));
}

function pendingStrays(
  market: OpenMarket,
  free: readonly LiveApplication[],
  state: StackState,
  notes: CreationIntents | undefined,
): Strays[] {
  const managed = new Set(state.entries.map(({ urn }) => urn));
  const zones = possibleZones(state, market);
  const names = new Set(state.pending.filter(({ urn }) => !managed.has(urn)).flatMap(({ inputs }) => inputs.name ?? []));
  return [...names].map((name) => {
    const cutOff = cutOffCreations(name, market, state, notes);
    const isStray = (one: LiveApplication) =>
      !isWanted(market, name, one) && cutOff.some((pending) => isFruit(pending, one, market.time(), zones));
    return { name, found: free.filter(isStray) };
  });
}

/** One that has the name that was intended, and is found by it. */
const isWanted = (market: OpenMarket, intended: string, { name }: LiveApplication) => name === intended && market.claims.names.has(name);

function isOf(market: OpenMarket, intent: IntentPlace): boolean {
  const place = market.placeOf(intent.name);
  return (["endpoint", "cloudRegion", "projectId", "market"] as const).every((part) => intent[part] === place[part]);
}
