import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { asShown, ForeseenError, message, plain, type Message } from "../../messages";
import { CallFailure } from "../../service";
import { type CreationMark, creationMark } from "../facts/creation-mark";
import type { Declaration } from "../facts/declaration";
import { evidenceOf } from "../facts/existing";
import { resourceKey } from "../facts/program-facts";
import { cutOffCreations, mayBeUnderWay } from "../run/cut-off";
import { earlierCreation, straysOf, type Witnesses } from "../run/earlier-run";
import { placeKey } from "../run/intent";
import type { MarketSurvey, OpenMarket } from "../run/market";
import { notesOf } from "../run/notes";
import type { Surroundings } from "../run/surroundings";
import { accountIn, nameInUse, overQuota, uncertain } from "../says/refusals";
import { notAdoptable } from "./adoption";
import { managedAlready, replaced } from "./managed";
import { newNameTaken } from "./renaming";
import { furtherRefusals, newSiblings } from "./siblings";

/** What a look at the service and at the state of the stack gives. */
export interface Preflight {
  /** Reasons to refuse; with them, what the manifest's other applications will be refused for. */
  refusals: Message[];
  /** What the state is to keep of a creation before it begins. */
  mark?: CreationMark;
}

const accepted: Preflight = { refusals: [] };
const refused = (...refusals: Message[]): Preflight => ({ refusals });

/**
 * Whether the service will have what is declared, for an application that is to be created, adopted or renamed:
 * free name, quota left, each name and each adopted application wanted once in this run, and nothing that the stack manages already.
 * One list and one count for each account and market of a run, and one look at the state of the stack.
 *
 * A service that cannot be reached is a warning here, because a preview may run without it (unless the configuration says
 * otherwise); the creation looks again and refuses before anything is sent.
 *
 * @throws ForeseenError from the API, and SMS2022 when neither the notes nor the state can tell of earlier runs
 */
export async function preflight(
  recorded: Partial<ApplicationInputs>,
  declaration: Declaration,
  market: OpenMarket,
  surroundings: Surroundings,
): Promise<Preflight> {
  const { inputs } = declaration;
  if (recorded.name === undefined) return ofNew(declaration, market, surroundings);
  if (inputs.name === undefined || recorded.name === inputs.name) return accepted;
  const claimed = nameClaimedTwice(inputs.name, declaration, market);
  if (claimed !== undefined) return refused(claimed);
  const survey = await surveyOf(market);
  const taken = survey === undefined ? undefined : newNameTaken(inputs.name, survey.applications, market);
  return taken === undefined ? accepted : refused(taken);
}

async function ofNew(declaration: Declaration, market: OpenMarket, surroundings: Surroundings): Promise<Preflight> {
  const { inputs, program, unknown } = declaration;
  const { run } = market;
  if (surroundings.isRecorded(inputs, program)) return refused(replaced(inputs, program, market));
  const claimed = inputs.name === undefined ? undefined : nameClaimedTwice(inputs.name, declaration, market);
  if (claimed !== undefined) return refused(claimed);
  const [state, survey] = await Promise.all([run.stackState(program), surveyOf(market)]);
  const root = state === undefined ? null : await run.stack();
  const inTheWay = state === undefined ? undefined : managedAlready(declaration, market, { state, survey, root });
  if (inTheWay !== undefined) return refused(inTheWay);
  const witnesses: Witnesses = { notes: inputs.adopt === undefined ? await notesOf(run) : undefined, state };
  if (survey === undefined || (inputs.name === undefined && unknown.has("adopt"))) return accepted;
  const refusal = await refusalBy(survey, declaration, market, { ...witnesses, root });
  if (refusal !== undefined) {
    const also = furtherRefusals(refusal, declaration, market, { state, survey });
    return refused({ ...refusal, facts: also.length === 0 ? refusal.facts : [...refusal.facts, { label: "also", text: also }] });
  }
  return { refusals: [], ...markOf(inputs, survey, market) };
}

function nameClaimedTwice(name: string, { program }: Declaration, market: OpenMarket): Message | undefined {
  const { names } = market.claims;
  const resource = program === undefined ? undefined : resourceKey(program);
  const claim = names.get(name);
  // A replacement has its resource checked twice.
  if (claim !== undefined && (resource === undefined || claim.resource !== resource))
    return message("SMS2003", { values: { name: plain(name), market: plain(market.name) }, do: ["rename"] });
  names.set(name, { resource, at: market.run.elapsed() });
  return undefined;
}

async function refusalBy(
  survey: MarketSurvey,
  { inputs: { name, adopt, profile }, siblings = [], program }: Declaration,
  market: OpenMarket,
  { root, ...witnesses }: Witnesses & { root: string | null },
): Promise<Message | undefined> {
  const { applications } = survey;
  if (name !== undefined && adopt !== undefined) {
    const { state } = witnesses;
    return notAdoptable({ adopt, name }, applications, market, { state, program, root });
  }
  if (adopt !== undefined) return undefined;
  if (name !== undefined) {
    const earlier = await earlierCreation(name, applications, market, witnesses);
    if (earlier?.kind === "uncertain") return uncertain(name, earlier, market);
    if (earlier !== undefined) {
      const { live, witness } = earlier;
      const facts = { exists: evidenceOf(live) };
      // An up says it when it is done.
      if (program?.preview !== false)
        market.run.warn(message("SMS2208", { what: "preview", values: { name: plain(live.name) }, facts, why: witness }));
      return undefined;
    }
    await warnOfStrays(survey, market, witnesses);
    if (program?.preview === true) warnOfWaiting(name, market, witnesses);
    const taken = nameInUse(name, applications, market.name);
    if (taken !== undefined) return taken;
  }
  const { created } = market.claims;
  created.push(name === undefined ? asShown("one whose name is not known yet") : plain(name));
  const further = newSiblings(siblings, market, { state: witnesses.state, survey, profile }).filter((one) => one.adopt === undefined);
  return overQuota([...created, ...further.map((one) => plain(one.name))], survey, market);
}

/** Says that the creation will have to wait for a run on another machine that was cut off. */
function warnOfWaiting(name: string, market: OpenMarket, { notes, state }: Witnesses): void {
  const cutOff = state === undefined ? [] : cutOffCreations(name, market, state, notes);
  if (cutOff.every(({ mark }) => mayBeUnderWay(mark, market.time()) === 0)) return;
  market.run.warn(message("SMS2210", { what: "preview", values: { name: plain(name) }, why: "elsewhere" }));
}

/** Says which applications may have been left by a killed run and are not found by their name. */
async function warnOfStrays({ applications }: MarketSurvey, market: OpenMarket, witnesses: Witnesses): Promise<void> {
  for (const { name, found } of await straysOf(market, applications, witnesses)) {
    const [first] = found;
    const values = { name: plain(name), id: plain(first?.id ?? "") };
    const facts = { "since then": found.map(evidenceOf) };
    market.run.warn(message("SMS2209", { values, facts, do: [found.length === 1 ? "adopt" : "adoptOne"] }));
  }
}

function markOf(
  { name, adopt }: Partial<ApplicationInputs>,
  { applications, takenAt }: MarketSurvey,
  market: OpenMarket,
): Pick<Preflight, "mark"> {
  const time = market.serviceTime();
  if (name === undefined || adopt !== undefined || time === undefined) return {};
  const claim = market.claims.names.get(name);
  if (claim !== undefined) claim.marked = time;
  const known = { listAge: Math.ceil((market.run.elapsed() - takenAt) / 1000), place: placeKey(market.placeOf(name)) };
  const held = applications.map(({ id }) => id);
  return { mark: creationMark(time, { ...known, run: market.run.intents.run }, held) };
}

async function surveyOf(market: OpenMarket): Promise<MarketSurvey | undefined> {
  const { api, run } = market;
  const alreadyTried = market.isSurveyed;
  try {
    return await market.survey();
  } catch (error) {
    if (!(error instanceof CallFailure) || error.meaning !== "no-answer") throw error;
    const isRequired = run.preflightRequired();
    const told = message("SMS2014", {
      values: { market: plain(market.name) },
      facts: { account: accountIn(api) },
      why: isRequired ? "required" : "later",
      cause: error.told,
    });
    if (isRequired) throw new ForeseenError(told, { cause: error });
    if (!alreadyTried) run.warn(told);
    return undefined;
  }
}
