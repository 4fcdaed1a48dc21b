import { message, plain } from "../../messages";
import type { LiveApplication } from "../../service";
import { namedExactly } from "../facts/existing";
import type { CreationIntent } from "../run/intent";
import type { OpenMarket } from "../run/market";
import { timing } from "../run/timing";

/**
 * The list to create on. After a run that was killed while it created, a request may still be under way: this waits until its sender has
 * ended, and then until the application shows up or can no longer be expected to.
 *
 * @throws ForeseenError from the API, and SMS2022 when the intents cannot be read
 */
export async function listAfterEarlierRun(name: string, market: OpenMarket): Promise<LiveApplication[]> {
  const { intents, pause, now, warn } = market.run;
  const place = market.placeOf(name);
  const open = () => {
    const intent = intents.find(place);
    return intent?.id === undefined ? intent : undefined;
  };
  const earlier = open();
  if (earlier === undefined || age(earlier, now()) >= timing.longestWait) return market.listing();
  warn(message("SMS2210", { values: { name: plain(name) } }));
  while (open() !== undefined && intents.senderLives(place) && age(earlier, now()) < timing.longestWait) await pause(timing.step);
  for (;;) {
    market.forget();
    const applications = await market.listing();
    const settled = open() === undefined || age(earlier, now()) >= timing.settled;
    if (settled || namedExactly(applications, name).length > 0) return applications;
    await pause(timing.step);
  }
}

/** Milliseconds since the intent; a clock that was set back since does not make anybody wait longer. */
function age({ time }: CreationIntent, now: Date): number {
  const passed = now.getTime() - Date.parse(time);
  return passed < 0 ? timing.longestWait : passed;
}
