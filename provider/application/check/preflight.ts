import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { CallFailure, type LiveApplication, type ManagementApi, type Market } from "../../service";
import type { Declaration } from "../facts/declaration";
import { ownApplication, reportStrays } from "../run/earlier-run";
import { adoptionCandidates, evidenceOf, namedExactly } from "../facts/existing";
import { placeOf } from "../run/intent";
import { LifeCycleError } from "../says/life-cycle-error";
import type { MarketClaims, MarketSurvey } from "../run/market-view";
import { furtherRefusals } from "./siblings";
import type { Surroundings } from "../run/surroundings";

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
  api: ManagementApi,
  surroundings: Surroundings,
): Promise<string[]> {
  const { market, name } = inputs;
  if (market === undefined || name === undefined || recorded.name === name) return [];
  const claims = surroundings.markets.claimsOf(api, market);
  if (claims.names.has(name)) return [nameTwice(name, market).message];
  claims.names.add(name);
  if (recorded.name === undefined && surroundings.markets.isRecorded(inputs)) return [managedAlready(name, market).message];
  const survey = await surveyOf(api, market, surroundings);
  if (survey === undefined) return [];
  const refusals = await refusalsBy(survey, recorded, { ...inputs, market, name }, claims, api, surroundings);
  if (refusals.length === 0) return [];
  return [...refusals.map(({ message }) => message), ...furtherRefusals(siblings, inputs, survey, claims, surroundings.markets)];
}

async function refusalsBy(
  survey: MarketSurvey,
  recorded: Partial<ApplicationInputs>,
  { market, name, adopt }: Pick<ApplicationInputs, "market" | "name" | "adopt">,
  claims: MarketClaims,
  api: ManagementApi,
  surroundings: Surroundings,
): Promise<LifeCycleError[]> {
  if (recorded.name !== undefined) return nameTaken(name, survey.applications, "renamed");
  if (adopt !== undefined) return adoptable(adopt, name, market, survey.applications, claims, api);
  const own = await ownApplication(placeOf(api, market, name), survey.applications, surroundings);
  if (own !== undefined) return takenOver(own, surroundings);
  await reportStrays(placeOf(api, market, name), survey.applications, claims.names, surroundings);
  const taken = nameInUse(name, survey.applications);
  return taken === undefined ? quotaLeft(name, market, survey, claims, api) : [taken];
}

function takenOver(own: LiveApplication, { warn }: Surroundings): LifeCycleError[] {
  warn(`${evidenceOf(own)} exists: an earlier run of this stack was killed while it created it. It will be taken over, and none created.`);
  return [];
}

async function surveyOf(api: ManagementApi, market: Market, surroundings: Surroundings): Promise<MarketSurvey | undefined> {
  const { markets, preflightRequired, warn } = surroundings;
  const alreadyTried = markets.hasSurveyed(api, market);
  try {
    return await markets.survey(api, market);
  } catch (error) {
    if (!(error instanceof CallFailure) || error.meaning !== "no-answer") throw error;
    const what = `the ${market} names and quota of project ${api.projectId} in ${api.cloudRegion} could not be checked, because the service did not answer.`;
    if (preflightRequired()) {
      const reason = `The configuration says msgsms:preflight: required, so nothing goes on without it. ${error.message}`;
      throw new LifeCycleError("preflightUnreachable", `${what} ${reason}`, { cause: error });
    }
    if (alreadyTried) return undefined;
    const unreachable = `${what} Creating will check again, and refuse while it cannot. ${error.message}`;
    warn(new LifeCycleError("preflightUnreachable", unreachable).message);
    return undefined;
  }
}

function nameTwice(name: string, market: Market): LifeCycleError {
  return new LifeCycleError(
    "nameTwice",
    `name: ${name} is declared by two resources of this run in the market ${market}. Names are unique in an account; rename one of the two.`,
  );
}

/** A name that the state holds and that is to be created again: a replacement, or a second resource. */
function managedAlready(name: string, market: Market): LifeCycleError {
  return new LifeCycleError(
    "managedAlready",
    `name: this stack manages the ${market} application ${name} already, and none can ever be deleted, so no second one is created. ` +
      `If the resource is to be replaced (--replace, replaceOnChanges), leave that out: a change that can be made is made in place. ` +
      `If two resources have the name, rename one; if one of them gives it up, run pulumi up for that first.`,
  );
}

/** The refusal to create a name that exists, with the ways on; undefined when it is free. */
export function nameInUse(name: string, applications: readonly LiveApplication[]): LifeCycleError | undefined {
  const existing = namedExactly(applications, name);
  if (existing.length === 0) return undefined;
  return new LifeCycleError(
    "nameInUse",
    `name: ${name} is in use: ${existing.map(evidenceOf).join(", ")}. A second one could never be deleted, so nothing is created. ` +
      `To take ${existing.length === 1 ? "this application" : "one of them"} over, unless another resource of yours manages it, add: adopt: ${existing.map(({ id }) => id).join(" or ")}. To make another one, choose another name. ` +
      `If you asked for a replacement (--replace, replaceOnChanges), leave that out: a change that can be made is made in place. ` +
      `After a run that was killed on another machine the existing one is most likely yours: ` +
      `adopt it, then run: pulumi refresh --clear-pending-creates.`,
  );
}

/** The refusal to give a name that exists. On a renaming the one that has it may be the renamed application itself. */
function nameTaken(name: string, applications: readonly LiveApplication[], whose: "renamed" | "adopted"): LifeCycleError[] {
  const existing = namedExactly(applications, name);
  if (existing.length === 0) return [];
  const ways =
    whose === "renamed"
      ? `If this is the application that you are renaming (an earlier run or somebody on the console renamed it already), run: pulumi up --refresh. ` +
        `If it is another one, choose another name.`
      : `The application to adopt cannot get this name: declare the name that it has, or another one that is free.`;
  return [new LifeCycleError("nameInUse", `name: ${name} is in use: ${existing.map(evidenceOf).join(", ")}. ${ways}`)];
}

async function adoptable(
  adopt: string,
  name: string,
  market: Market,
  applications: readonly LiveApplication[],
  claims: MarketClaims,
  api: ManagementApi,
): Promise<LifeCycleError[]> {
  const found = adoptionCandidates(adopt, name, applications);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const elsewhere = adopt === "by-name" ? "" : await inAnotherMarket(adopt, market, api);
    return [nothingToAdopt(adopt, name, market, found.length, applications, elsewhere)];
  }
  if (claims.adopted.has(only.id)) {
    const explanation = `adopt: two resources of this run take over ${evidenceOf(only)}. Let one resource manage it.`;
    return [new LifeCycleError("adoptedTwice", explanation)];
  }
  claims.adopted.add(only.id);
  return nameTaken(
    name,
    applications.filter(({ id }) => id !== only.id),
    "adopted",
  );
}

/** What the id belongs to, if it is an application of another market; one call, and only where the run is refused anyway. */
async function inAnotherMarket(id: string, market: Market, api: ManagementApi): Promise<string> {
  try {
    const found = await api.showApplication(id);
    return found.market === market ? "" : ` The id is that of ${evidenceOf(found)}: declare market: ${found.market} to take it over.`;
  } catch (error) {
    if (error instanceof CallFailure) return "";
    throw error;
  }
}

function nothingToAdopt(
  adopt: string,
  name: string,
  market: Market,
  found: number,
  applications: readonly LiveApplication[],
  elsewhere: string,
): LifeCycleError {
  const existing = applications.length === 0 ? "none" : applications.map(evidenceOf).join(", ");
  const what = adopt === "by-name" ? `named ${name}` : `with the id ${adopt}`;
  return new LifeCycleError(
    "nothingToAdopt",
    `adopt: ${found === 0 ? "no" : "more than one"} ${market} application ${what} exists.${elsewhere} ` +
      `Applications of this market: ${existing}. ${applications.length === 0 ? "Remove" : "Give the id of one of them, or remove"} adopt to create a new one.`,
  );
}

function quotaLeft(name: string, market: Market, survey: MarketSurvey, claims: MarketClaims, api: ManagementApi): LifeCycleError[] {
  const { quota, used } = survey.count;
  claims.created.push(name);
  if (claims.created.length <= quota - used) return [];
  return [
    new LifeCycleError(
      "quotaExceeded",
      `name: no quota is left for ${name}: the ${market} quota of project ${api.projectId} is ${quota}, ` +
        `${used} in use, and this run wants to create ${claims.created.length} (${claims.created.join(", ")}). ` +
        `Ask Huawei Cloud for more quota by service ticket, or adopt an application that exists.`,
    ),
  ];
}
