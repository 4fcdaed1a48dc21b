import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { asShown, ForeseenError, listed, message, plain, type Message } from "../../messages";
import { CallFailure, type LiveApplication } from "../../service";
import type { Declaration } from "../facts/declaration";
import { adoptionCandidates, evidenceOf, namedExactly } from "../facts/existing";
import { ownApplication, straysOf } from "../run/earlier-run";
import type { MarketSurvey, OpenMarket } from "../run/market";
import type { Surroundings } from "../run/surroundings";
import { accountIn, nameInUse, nothingToAdopt } from "../says/refusals";
import { furtherRefusals } from "./siblings";

/**
 * Whether the service will have what is declared, for an application that is to be created, adopted or renamed:
 * free name, quota left, each name and each adopted application wanted once in this run.
 * One list and one count for each account and market of a run.
 *
 * A service that cannot be reached is a warning here, because a preview may run without it (unless the configuration says
 * otherwise); the creation looks again and refuses before anything is sent.
 *
 * @returns reasons to refuse; with them, what the manifest's other applications will be refused for
 * @throws ForeseenError from the API, and SMS2022 when the intents of earlier runs cannot be read
 */
export async function preflight(
  recorded: Partial<ApplicationInputs>,
  { inputs, siblings = [] }: Declaration,
  market: OpenMarket,
  surroundings: Surroundings,
): Promise<Message[]> {
  const { name, adopt } = inputs;
  const { names } = market.claims;
  if (name === undefined || recorded.name === name) return [];
  const values = { name: plain(name), market: plain(market.name) };
  if (names.has(name)) return [message("SMS2003", { values, do: ["rename"] })];
  names.add(name);
  if (recorded.name === undefined && surroundings.isRecorded(inputs))
    return [message("SMS2021", { values, do: ["leaveReplacement", "rename", "first"] })];
  const survey = await surveyOf(market);
  if (survey === undefined) return [];
  const refusal = await refusalBy(survey, { name, adopt, isNew: recorded.name === undefined }, market);
  if (refusal === undefined) return [];
  const also = await furtherRefusals(siblings, inputs, market, surroundings);
  return [{ ...refusal, facts: also.length === 0 ? refusal.facts : [...refusal.facts, { label: "also", text: also }] }];
}

/** What a resource wants of the market. */
interface Wanted {
  name: string;
  adopt: string | undefined;
  isNew: boolean;
}

async function refusalBy(survey: MarketSurvey, { name, adopt, isNew }: Wanted, market: OpenMarket): Promise<Message | undefined> {
  const { applications } = survey;
  if (!isNew) return newNameTaken(name, applications, market);
  if (adopt !== undefined) return notAdoptable({ adopt, name }, applications, market);
  const own = await ownApplication(name, applications, market);
  if (own !== undefined) {
    market.run.warn(message("SMS2208", { what: "preview", values: { name: plain(own.name) }, facts: { exists: evidenceOf(own) } }));
    return undefined;
  }
  await warnOfStrays(applications, market);
  return nameInUse(name, applications, market.name) ?? quotaExceeded(name, survey, market);
}

/** Says which applications may have been left by a killed run and are not found by their name. */
async function warnOfStrays(applications: readonly LiveApplication[], market: OpenMarket): Promise<void> {
  for (const { intent, found } of await straysOf(market, applications)) {
    const [first] = found;
    const values = { name: plain(intent.name), id: plain(first?.id ?? "") };
    const facts = { "since then": found.map(evidenceOf) };
    market.run.warn(message("SMS2209", { values, facts, do: [found.length === 1 ? "adopt" : "adoptOne"] }));
  }
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

/** The refusal to give a name that exists. On a renaming the one that has it may be the renamed application itself. */
function newNameTaken(
  name: string,
  applications: readonly LiveApplication[],
  market: OpenMarket,
  adopted?: LiveApplication,
): Message | undefined {
  const existing = namedExactly(applications, name).filter(({ id }) => id !== adopted?.id);
  if (existing.length === 0) return undefined;
  return message("SMS2001", {
    what: "whileRenaming",
    values: { name: plain(name), market: plain(market.name), current: plain(adopted?.name ?? "") },
    facts: { exists: existing.map(evidenceOf) },
    why: "renaming",
    do: adopted === undefined ? ["refresh", "rename"] : ["keepName", "rename"],
  });
}

async function notAdoptable(
  { adopt, name }: { adopt: string; name: string },
  applications: readonly LiveApplication[],
  market: OpenMarket,
): Promise<Message | undefined> {
  const found = adoptionCandidates(adopt, name, applications);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const elsewhere = adopt === "by-name" ? undefined : await inAnotherMarket(adopt, market);
    return elsewhere ?? nothingToAdopt({ adopt, name }, found.length, applications, market.name);
  }
  const { adopted } = market.claims;
  if (adopted.has(only.id))
    return message("SMS2020", { values: { name: plain(only.name) }, facts: { exists: evidenceOf(only) }, do: ["one", "other"] });
  adopted.add(only.id);
  return newNameTaken(name, applications, market, only);
}

/** What the id belongs to, if it is an application of another market; one call, and only where the run is refused anyway. */
async function inAnotherMarket(id: string, market: OpenMarket): Promise<Message | undefined> {
  try {
    const found = await market.api.showApplication(id);
    if (found.market === market.name) return undefined;
    const values = { id: plain(id), other: plain(found.market) };
    return message("SMS2012", { what: "otherMarket", values, facts: { exists: evidenceOf(found) }, do: ["market", "remove"] });
  } catch (error) {
    if (error instanceof CallFailure) return undefined;
    throw error;
  }
}

function quotaExceeded(
  name: string,
  { count: { quota, used } }: MarketSurvey,
  { api, claims, name: market }: OpenMarket,
): Message | undefined {
  const { created } = claims;
  created.push(name);
  const left = quota - used;
  if (created.length <= left) return undefined;
  return message("SMS2002", {
    values: { market: plain(market), left: plain(Math.max(0, left)), count: plain(created.length) },
    facts: { quota: asShown(`${quota}, ${used} in use`), new: listed(created.map(plain)), account: accountIn(api) },
    do: ["adopt", "ticket"],
  });
}
