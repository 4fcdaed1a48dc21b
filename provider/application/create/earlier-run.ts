import { message, plain } from "../../messages";
import type { LiveApplication } from "../../service";
import { namedExactly } from "../facts/existing";
import { cutOffCreations, mayBeUnderWay } from "../run/cut-off";
import { noteOf, type Witnesses } from "../run/earlier-run";
import type { CreationIntent, CreationIntents } from "../run/intent";
import type { OpenMarket } from "../run/market";
import { timing } from "../run/timing";

/**
 * The list to create on. After a run that was cut off while it created, a request may still be under way: this waits until that can no
 * longer be, or the application shows up. All waits are counted by a clock that nobody sets.
 *
 * @throws ForeseenError from the API, and SMS2022 when the intents cannot be read
 */
export async function listAfterEarlierRun(name: string, market: OpenMarket, { notes, state }: Witnesses): Promise<LiveApplication[]> {
  const applications = await market.listing();
  const isThere = (listed: readonly LiveApplication[]) => namedExactly(listed, name).length > 0;
  const settledNote = notes === undefined ? applications : await afterNote(name, market, notes, applications);
  if (state === undefined || isThere(settledNote)) return settledNote;
  const cutOff = cutOffCreations(name, market, state, notes);
  if (cutOff.length === 0) return settledNote;
  const since = new Date(market.time().getTime() - market.waited());
  const longest = Math.max(...cutOff.map(({ mark }) => mayBeUnderWay(mark, since)));
  const isOver = () => market.waited() >= longest;
  if (isOver()) return settledNote;
  market.run.warn(message("SMS2210", { what: "waits", values: { name: plain(name) }, why: "elsewhere" }));
  return listUntil((listed) => isOver() || isThere(listed), timing.farStep, market);
}

/** Waits until the sender of a note has ended, and then until its application shows up or can no longer be expected to. */
async function afterNote(
  name: string,
  market: OpenMarket,
  intents: CreationIntents,
  applications: LiveApplication[],
): Promise<LiveApplication[]> {
  const { run } = market;
  const open = (): CreationIntent | undefined => {
    const intent = noteOf(name, market, intents);
    return intent?.id === undefined ? intent : undefined;
  };
  const earlier = open();
  if (earlier === undefined) return applications;
  const [age, begun] = [ageOf(earlier, market.time()), run.elapsed()];
  const waited = () => run.elapsed() - begun;
  const isUnderWay = () => open() !== undefined && intents.senderLives(earlier) && waited() < timing.longestWait;
  const isSettled = () => open() === undefined || age + waited() >= timing.settled;
  if (age >= timing.settled && !intents.senderLives(earlier)) return applications;
  run.warn(message("SMS2210", { what: "waits", values: { name: plain(name) }, why: "here" }));
  while (isUnderWay()) await run.pause(timing.step);
  return listUntil((listed) => isSettled() || namedExactly(listed, name).length > 0, timing.step, market);
}

function relisted(market: OpenMarket): Promise<LiveApplication[]> {
  market.forget();
  return market.listing();
}

async function listUntil(
  isEnough: (applications: readonly LiveApplication[]) => boolean,
  step: number,
  market: OpenMarket,
): Promise<LiveApplication[]> {
  for (;;) {
    const applications = await relisted(market);
    if (isEnough(applications)) return applications;
    await market.run.pause(step);
  }
}

/** Milliseconds since the intent; none when it is from the future, because a clock was set. */
const ageOf = ({ time }: CreationIntent, now: Date): number => Math.max(0, now.getTime() - Date.parse(time));
