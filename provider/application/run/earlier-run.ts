import type { LiveApplication } from "../../service";
import { namedExactly } from "../facts/existing";
import { isIntended, type CreationIntent, type IntentPlace } from "./intent";
import type { OpenMarket } from "./market";

/** The application that an earlier, killed run of this stack set out to create, if the list holds it, whatever its name is by now. Throws SMS2022. */
export async function ownApplication(
  name: string,
  applications: readonly LiveApplication[],
  market: OpenMarket,
): Promise<LiveApplication | undefined> {
  const { intents, stack } = market.run;
  const intent = intents.find(market.placeOf(name));
  if (intent === undefined) return undefined;
  const candidates = intent.id === undefined ? namedExactly(applications, name) : applications.filter(({ id }) => id === intent.id);
  const [only, ...others] = candidates;
  return only !== undefined && others.length === 0 && isIntended(intent, only, await stack()) ? only : undefined;
}

/** What an earlier run of this stack set out to create, and the applications that may have come of it. */
interface Strays {
  intent: CreationIntent;
  found: LiveApplication[];
}

/**
 * Applications that may have been left by a killed run and are not found by their name: renamed since, or declared under another name by now.
 * A run that has more than one creation under way gives several candidates, so this is not a refusal. Throws SMS2022.
 */
export async function straysOf(market: OpenMarket, applications: readonly LiveApplication[]): Promise<Strays[]> {
  const { intents, stack } = market.run;
  const left = intents.left().filter((intent) => isOf(market, intent));
  if (left.length === 0) return [];
  const running = await stack();
  const isWanted = (intent: CreationIntent, name: string) => name === intent.name && market.claims.names.has(name);
  return left
    .map((intent) => ({ intent, found: applications.filter((one) => isIntended(intent, one, running) && !isWanted(intent, one.name)) }))
    .filter(({ found }) => found.length > 0);
}

function isOf(market: OpenMarket, intent: IntentPlace): boolean {
  const place = market.placeOf(intent.name);
  return (["endpoint", "cloudRegion", "projectId", "market"] as const).every((part) => intent[part] === place[part]);
}
