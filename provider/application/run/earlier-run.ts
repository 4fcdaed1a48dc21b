import type { LiveApplication, ManagementApi } from "../../service";
import { evidenceOf, namedExactly } from "../facts/existing";
import { isIntended, type CreationIntent, type IntentPlace } from "./intent";
import { settleMilliseconds } from "../create/recover";
import type { Surroundings } from "./surroundings";

/**
 * The list to create on. After a run that was killed while it created, a request may still be under way: this waits until its sender has
 * ended, and then until the application shows up or can no longer be expected to.
 *
 * @throws ForeseenError from the API, and SMS2022 when the intents cannot be read
 */
export async function listAfterEarlierRun(place: IntentPlace, api: ManagementApi, surroundings: Surroundings): Promise<LiveApplication[]> {
  const { intents, markets, pause, now, warn } = surroundings;
  const open = () => {
    const intent = intents.find(place);
    return intent?.id === undefined ? intent : undefined;
  };
  const earlier = open();
  if (earlier === undefined || age(earlier, now()) >= longestWait) return markets.listing(api, place.market);
  warn(`an earlier run that created ${place.name} did not end as usual. Waiting until it is known what came of it, at most two minutes.`);
  while (open() !== undefined && intents.senderLives(place) && age(earlier, now()) < longestWait) await pause(step);
  for (;;) {
    markets.forget(api, place.market);
    const applications = await markets.listing(api, place.market);
    const settled = open() === undefined || age(earlier, now()) >= settleMilliseconds;
    if (settled || namedExactly(applications, place.name).length > 0) return applications;
    await pause(step);
  }
}

/** Milliseconds between two looks. */
const step = 1_000;

/** A request ends after a minute (`provider/api/transport.ts`), and its recovery may take as long. */
const longestWait = 120_000;

/** Milliseconds since the intent; a clock that was set back since does not make anybody wait longer. */
function age({ time }: CreationIntent, now: Date): number {
  const passed = now.getTime() - Date.parse(time);
  return passed < 0 ? longestWait : passed;
}

/** The application that an earlier, killed run of this stack set out to create, if the list holds it, whatever its name is by now. Throws SMS2022. */
export async function ownApplication(
  place: IntentPlace,
  applications: readonly LiveApplication[],
  { intents, stack }: Surroundings,
): Promise<LiveApplication | undefined> {
  const intent = intents.find(place);
  if (intent === undefined) return undefined;
  const candidates = intent.id === undefined ? namedExactly(applications, place.name) : applications.filter(({ id }) => id === intent.id);
  const [only, ...others] = candidates;
  return only !== undefined && others.length === 0 && isIntended(intent, only, await stack()) ? only : undefined;
}

/**
 * Says which applications may have been left by a killed run and are not found by their name: renamed since, or declared under another name by now.
 * A run that has more than one creation under way gives several candidates, so this is no refusal.
 *
 * @param declared names that resources of this run want, as far as it has seen them
 */
export async function reportStrays(
  place: IntentPlace,
  applications: readonly LiveApplication[],
  declared: ReadonlySet<string>,
  { intents, stack, warn }: Surroundings,
): Promise<void> {
  const ofAccount = intents.left().filter((intent) => sameMarket(intent, place));
  if (ofAccount.length === 0) return;
  const running = await stack();
  for (const intent of ofAccount) {
    const strays = applications.filter((one) => isIntended(intent, one, running) && !(one.name === intent.name && declared.has(one.name)));
    if (strays.length === 0) continue;
    warn(
      `an earlier run of this stack was killed while it created ${intent.name}. Since then there is ${strays.map(evidenceOf).join(", ")}. ` +
        `If no resource manages it, declare it, or take it over: adopt: ${strays.map(({ id }) => id).join(" or ")}.`,
    );
  }
}

const sameMarket = (left: IntentPlace, right: IntentPlace) =>
  (["endpoint", "cloudRegion", "projectId", "market"] as const).every((part) => left[part] === right[part]);
