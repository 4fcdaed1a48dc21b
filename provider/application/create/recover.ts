import { CallFailure, type CreatedApplication, type LiveApplication } from "../../service";
import { defined } from "../facts/defined";
import { evidenceOf, namedExactly } from "../facts/existing";
import type { CreationIntent } from "../run/intent";
import type { OpenMarket } from "../run/market";
import { timing } from "../run/timing";
import { LifeCycleError } from "../says/life-cycle-error";

/**
 * Finds out what became of a creation whose answer was lost, by listing the market until a settle limit. Sends nothing but lists.
 * An application of that name which was not there before is the one that was asked for: the service refuses a second one of a name.
 *
 * @param intent with the ids that the list before the creation held
 * @param lost what happened to the answer
 * @returns the application, whose secret went with the answer
 * @throws LifeCycleError SMS2004 it did not appear: nothing was created; SMS2005 nobody knows, or several appeared
 */
export async function recoverCreation(
  { name, seenBefore }: CreationIntent,
  lost: CallFailure,
  market: OpenMarket,
): Promise<CreatedApplication> {
  const { now, pause, warn } = market.run;
  let unreadable: CallFailure | undefined;
  const started = now().getTime();
  for (const wait of timing.settlePauses) {
    if (now().getTime() - started > timing.patience) break;
    await pause(wait);
    const seen = await listed(market);
    unreadable = seen instanceof CallFailure ? seen : undefined;
    if (seen instanceof CallFailure) continue;
    const appeared = namedExactly(seen, name).filter(({ id }) => !seenBefore.includes(id));
    const [only] = appeared;
    if (only === undefined) continue;
    if (appeared.length > 1) throw severalAppeared(name, appeared, lost);
    warn(
      `the answer to the creation of ${name} was lost, and the list shows what came of it: ${evidenceOf(only)}. It is kept, and nothing was sent again.`,
    );
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

function notAppeared(name: string, lost: CallFailure): LifeCycleError {
  return new LifeCycleError(
    "notCreated",
    `${name} was not created: the answer was lost, and the list did not show it for ${timing.settled / 1000} s. It is safe to run again: each run lists first. ${lost.message}`,
    { cause: lost },
  );
}

function severalAppeared(name: string, appeared: readonly LiveApplication[], lost: CallFailure): LifeCycleError {
  return new LifeCycleError(
    "outcomeUnknown",
    `outcome unknown: the answer to the creation of ${name} was lost, and several applications of that name appeared: ${appeared.map(evidenceOf).join(", ")}. ` +
      `Nothing was sent again. Find out on the console which one is yours, and declare adopt: <id>. ${lost.message}`,
    { cause: lost },
  );
}

function outcomeUnknown(name: string, market: OpenMarket, unreadable: CallFailure, lost: CallFailure): LifeCycleError {
  return new LifeCycleError(
    "outcomeUnknown",
    `outcome unknown: nobody knows whether the ${market.name} application ${name} was created in project ${market.api.projectId}: the request was sent, no usable answer came, ` +
      `and the applications could not be listed for a while. It was not sent again. Look at the console, or run pulumi up again: ` +
      `it lists first, and takes this one over if it exists. ${lost.message} Then: ${unreadable.message}`,
    { cause: lost },
  );
}
