import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { CallFailure, type CreatedApplication, type LiveApplication, type ManagementApi } from "../../service";
import { evidenceOf, namedExactly } from "../facts/existing";
import { LifeCycleError } from "../says/life-cycle-error";
import type { Surroundings } from "../run/surroundings";

/**
 * Finds out what became of a creation whose answer was lost, by listing the market until a settle limit. Sends nothing but lists.
 * An application of that name which was not there before is the one that was asked for: the service refuses a second one of a name.
 *
 * @param seenBefore ids that the list before the creation held
 * @param lost what happened to the answer
 * @returns the application, whose secret went with the answer
 * @throws LifeCycleError SMS2004 it did not appear: nothing was created; SMS2005 nobody knows, or several appeared
 */
export async function recoverCreation(
  inputs: ApplicationInputs,
  seenBefore: ReadonlySet<string>,
  lost: CallFailure,
  api: ManagementApi,
  surroundings: Surroundings,
): Promise<CreatedApplication> {
  let unreadable: CallFailure | undefined;
  const started = surroundings.now().getTime();
  for (const wait of settlePauses) {
    // A service that does not answer at all costs each look its own time limit; nobody should wait for all of them.
    if (surroundings.now().getTime() - started > patience) break;
    await surroundings.pause(wait);
    const seen = await listed(inputs, api);
    unreadable = seen instanceof CallFailure ? seen : undefined;
    if (seen instanceof CallFailure) continue;
    const appeared = namedExactly(seen, inputs.name).filter(({ id }) => !seenBefore.has(id));
    const [only] = appeared;
    if (only === undefined) continue;
    if (appeared.length > 1) throw severalAppeared(inputs, appeared, lost);
    surroundings.warn(
      `the answer to the creation of ${inputs.name} was lost, and the list shows what came of it: ${evidenceOf(only)}. It is kept, and nothing was sent again.`,
    );
    return { id: only.id, ...(only.appKey === undefined ? {} : { appKey: only.appKey }) };
  }
  throw unreadable === undefined ? notAppeared(inputs, lost) : outcomeUnknown(inputs, api, unreadable, lost);
}

/** Milliseconds before each look; half a minute together. How long a creation may take to be listed is not documented. */
const settlePauses = [250, 500, 1_000, 2_000, 4_000, 8_000, 14_000];
const patience = 45_000;
/** Milliseconds after which an application that was asked for and does not show up is not expected any more. */
export const settleMilliseconds = settlePauses.reduce((sum, pause) => sum + pause, 0);

async function listed(inputs: ApplicationInputs, api: ManagementApi): Promise<LiveApplication[] | CallFailure> {
  try {
    return await api.listApplications(inputs.market);
  } catch (error) {
    if (error instanceof CallFailure) return error;
    throw error;
  }
}

function notAppeared(inputs: ApplicationInputs, lost: CallFailure): LifeCycleError {
  return new LifeCycleError(
    "notCreated",
    `${inputs.name} was not created: the answer was lost, and the list did not show it for ${settleMilliseconds / 1000} s. It is safe to run again: each run lists first. ${lost.message}`,
    { cause: lost },
  );
}

function severalAppeared(inputs: ApplicationInputs, appeared: readonly LiveApplication[], lost: CallFailure): LifeCycleError {
  return new LifeCycleError(
    "outcomeUnknown",
    `outcome unknown: the answer to the creation of ${inputs.name} was lost, and several applications of that name appeared: ${appeared.map(evidenceOf).join(", ")}. ` +
      `Nothing was sent again. Find out on the console which one is yours, and declare adopt: <id>. ${lost.message}`,
    { cause: lost },
  );
}

function outcomeUnknown(inputs: ApplicationInputs, api: ManagementApi, unreadable: CallFailure, lost: CallFailure): LifeCycleError {
  return new LifeCycleError(
    "outcomeUnknown",
    `outcome unknown: nobody knows whether the ${inputs.market} application ${inputs.name} was created in project ${api.projectId}: the request was sent, no usable answer came, ` +
      `and the applications could not be listed for a while. It was not sent again. Look at the console, or run pulumi up again: ` +
      `it lists first, and takes this one over if it exists. ${lost.message} Then: ${unreadable.message}`,
    { cause: lost },
  );
}
