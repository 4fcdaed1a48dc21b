import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { ForeseenError, message, plain } from "../../messages";
import { CallFailure, type CreatedApplication, type LiveApplication, type NewApplication } from "../../service";
import { defined } from "../facts/defined";
import type { ManagedApplication } from "../facts/outputs";
import { writableSettings } from "../facts/writable";
import { earlierCreation, noteOf, type Witnesses } from "../run/earlier-run";
import type { CreationIntent, CreationIntents } from "../run/intent";
import type { OpenMarket } from "../run/market";
import { notesOf } from "../run/notes";
import type { Surroundings } from "../run/surroundings";
import { timing } from "../run/timing";
import { reasonOf } from "../says/reasons";
import { nameInUse, overQuota, uncertain } from "../says/refusals";
import { adopted } from "./adopt";
import { completed, type Gained } from "./complete";
import { listAfterEarlierRun } from "./earlier-run";
import { recoverCreation } from "./recover";

/**
 * Creates the application exactly once, or takes over the one that `adopt` names, or that a run of this stack has left which was cut off.
 * Creations in one market of one account run one after another. The POST is sent again only when it
 * provably did not reach the service (`provider/api/outcomes.ts`).
 *
 * What is about to be created stands in the state of the stack (ENGINE-28) and in a note on the disk before the POST; one of the two is
 * enough. A lost answer is followed up by listing.
 *
 * @throws ForeseenError SMS2001 the name exists; SMS2002 the quota is used up; SMS2004 nothing was created; SMS2005 nobody knows; SMS2012
 *   there is not exactly one application to adopt; SMS2022 the intent cannot be kept
 * @throws CreatedIncompleteError SMS2011 it exists and a later step failed: keep its id and outputs
 * @throws ForeseenError from the configuration and the API, before anything was sent
 */
export async function createApplication(inputs: ApplicationInputs, surroundings: Surroundings): Promise<ManagedApplication> {
  const market = surroundings.market(inputs);
  const { adopt } = inputs;
  await surroundings.run.allTold();
  const gained = adopt === undefined ? await market.inTurn(() => createOnce(inputs, market)) : await adopted(adopt, inputs.name, market);
  return completed(inputs, gained, market);
}

async function createOnce(inputs: ApplicationInputs, market: OpenMarket): Promise<Gained> {
  const { name, testSignatureAndTemplate } = inputs;
  const { run } = market;
  const witnesses: Witnesses = { notes: await notesOf(run), state: await run.stackState() };
  const applications = await listAfterEarlierRun(name, market, witnesses);
  const earlier = await earlierCreation(name, applications, market, witnesses);
  if (earlier?.kind === "own") return takenOver(earlier, name, market, witnesses.notes);
  const taken = earlier === undefined ? nameInUse(name, applications, market.name) : uncertain(name, earlier, market);
  if (taken !== undefined) throw new ForeseenError(taken);
  requireEarlyTurn(name, market);
  await requireQuota(market);
  const noted = await note(inputs, applications, market, witnesses);
  const created = await sentOnce(defined({ ...writableSettings(inputs), testSignatureAndTemplate }), noted, market);
  applications.push({ id: created.id, market: market.name, name });
  noteCreated(noted, created.id, market);
  return { ...created, by: "creation" };
}

/** What is about to be sent, and where it was noted. */
interface NotedIntent {
  intent: CreationIntent;
  /** Undefined where the state of the stack alone tells of the creation. */
  notes: CreationIntents | undefined;
}

// Another machine must know until when it had to expect this creation: after all waiting, and also where this one has slept meanwhile.
function requireEarlyTurn(name: string, market: OpenMarket): void {
  const claim = market.claims.names.get(name);
  if (claim === undefined) return;
  const { at, marked } = claim;
  const passed = [market.run.elapsed() - at, marked === undefined ? 0 : market.time().getTime() - marked.getTime()];
  if (Math.max(...passed) <= timing.latestTurn) return;
  throw new ForeseenError(message("SMS2004", { what: "refused", values: { name: plain(name) }, why: "late", do: ["again"] }));
}

/** All that the engine has told of by now: with `--skip-preview` nobody has counted before. */
async function requireQuota(market: OpenMarket): Promise<void> {
  const survey = await market.surveyed();
  const refusal = survey === undefined ? undefined : overQuota(market.claims.created, survey, market);
  if (refusal !== undefined) throw new ForeseenError(refusal);
}

/** Notes the creation; where the disk fails, the state of the stack tells of it. */
async function note(
  { name, profile }: ApplicationInputs,
  applications: readonly LiveApplication[],
  market: OpenMarket,
  { notes, state }: Witnesses,
): Promise<NotedIntent> {
  const intent: CreationIntent = defined({
    ...market.placeOf(name),
    profile,
    stack: await market.run.stack(),
    time: market.time().toISOString(),
    seenBefore: applications.map(({ id }) => id),
  });
  try {
    notes?.write(intent);
    return { intent, notes };
  } catch (error) {
    if (!(error instanceof ForeseenError) || state === undefined) throw error;
    return { intent, notes: undefined };
  }
}

// Written again under this process: the run that takes over may be killed as well.
function takenOver(
  { live: { id, name }, witness }: { live: LiveApplication; witness: "note" | "state" },
  declaredName: string,
  market: OpenMarket,
  notes: CreationIntents | undefined,
): Gained {
  const intent = notes === undefined ? undefined : noteOf(declaredName, market, notes);
  if (intent !== undefined) notes?.write({ ...intent, id });
  market.run.warn(
    message("SMS2208", { what: "done", values: { name: plain(name) }, facts: { id: plain(id) }, why: witness, do: ["clear"] }),
  );
  return { id, by: "earlier run" };
}

/** The id is worth more than its note: neither a full disk nor a fault of ours may stop what has been created from reaching the state. */
function noteCreated({ intent, notes }: NotedIntent, id: string, { run: { warn } }: OpenMarket): void {
  try {
    notes?.write({ ...intent, id });
  } catch (error) {
    const { cause, failure } = reasonOf(error);
    const values = { name: plain(intent.name) };
    warn(message("SMS2211", { values, facts: { id: plain(id), failure }, do: ["folder"], cause }));
  }
}

/** What came of the one request; an answer that is not as documented may still hold the id, and the secret that is shown only once. */
async function sentOnce(
  application: NewApplication,
  { intent, notes }: NotedIntent,
  market: OpenMarket,
): Promise<CreatedApplication & Pick<Gained, "failure">> {
  const values = { name: plain(application.name) };
  // Asked after the note is written: whoever finds a note of an ended engine knows that nothing is sent any more, or was sent before.
  if (!(await market.run.engineRuns())) {
    notes?.remove(intent);
    throw new ForeseenError(message("SMS2004", { what: "refused", values, why: "engine", do: ["again"] }));
  }
  try {
    return await market.api.createApplication(application);
  } catch (error) {
    market.forget();
    if (!(error instanceof CallFailure)) throw error;
    if (error.created !== undefined) return { ...error.created, failure: error };
    if (error.outcome === "unknown") return await recoverCreation(intent, error, market);
    notes?.remove(intent);
    throw new ForeseenError(message("SMS2004", { what: "refused", values, why: "refused", cause: error.told }), { cause: error });
  }
}
