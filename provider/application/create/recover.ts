import { asShown, ForeseenError, message, plain } from "../../messages";
import { CallFailure, type CreatedApplication, type LiveApplication } from "../../service";
import { defined } from "../facts/defined";
import { evidenceOf, namedExactly } from "../facts/existing";
import type { CreationIntent } from "../run/intent";
import type { OpenMarket } from "../run/market";
import { timing } from "../run/timing";
import { accountIn } from "../says/refusals";

/**
 * Finds out what became of a creation whose answer was lost, by listing the market until a settle limit. Sends nothing but lists.
 * An application of that name which was not there before is the one that was asked for: the service refuses a second one of a name.
 *
 * @param intent with the ids that the list before the creation held
 * @param lost what happened to the answer
 * @returns the application, whose secret went with the answer
 * @throws ForeseenError SMS2004 it did not appear: nothing was created; SMS2005 nobody knows, or several appeared
 */
export async function recoverCreation(
  { name, seenBefore }: CreationIntent,
  lost: CallFailure,
  market: OpenMarket,
): Promise<CreatedApplication> {
  const { elapsed, pause, warn } = market.run;
  let unreadable: CallFailure | undefined;
  const started = elapsed();
  for (const wait of timing.settlePauses) {
    if (elapsed() - started > timing.patience) break;
    await pause(wait);
    const seen = await listed(market);
    unreadable = seen instanceof CallFailure ? seen : undefined;
    if (seen instanceof CallFailure) continue;
    const appeared = namedExactly(seen, name).filter(({ id }) => !seenBefore.includes(id));
    const [only] = appeared;
    if (only === undefined) continue;
    if (appeared.length > 1) throw severalAppeared(name, appeared, lost);
    warn(message("SMS2207", { values: { name: plain(name) }, facts: { exists: evidenceOf(only) } }));
    return defined({ id: only.id, appKey: only.appKey });
  }
  throw unreadable === undefined ? notAppeared(name, lost) : outcomeUnknown(name, market, unreadable, lost);
}

async function listed({ api, name }: OpenMarket): Promise<LiveApplication[] | CallFailure> {
  try {
    return await api.listApplications(name);
  } catch (error) {
    if (error instanceof CallFailure) return error;
    throw error;
  }
}

function notAppeared(name: string, lost: CallFailure): ForeseenError {
  const facts = { answer: asShown("none came"), list: asShown(`did not show it for ${Math.round(timing.settled / 1000)} s`) };
  const values = { name: plain(name) };
  const told = message("SMS2004", { what: "notAppeared", values, facts, why: "notAppeared", do: ["again"], cause: lost.told });
  return new ForeseenError(told, { cause: lost });
}

function severalAppeared(name: string, appeared: readonly LiveApplication[], lost: CallFailure): ForeseenError {
  const values = { name: plain(name), count: plain(appeared.length) };
  const facts = { exists: appeared.map(evidenceOf) };
  const told = message("SMS2005", { what: "several", values, facts, why: "several", do: ["adopt"], cause: lost.told });
  return new ForeseenError(told, { cause: lost });
}

function outcomeUnknown(name: string, { api }: OpenMarket, unreadable: CallFailure, lost: CallFailure): ForeseenError {
  const facts = { account: accountIn(api), answer: asShown("none came"), list: asShown(unreadable.told.what) };
  const values = { name: plain(name) };
  const told = message("SMS2005", { what: "unknown", values, facts, why: "unknown", do: ["again"], cause: lost.told });
  return new ForeseenError(told, { cause: lost });
}
