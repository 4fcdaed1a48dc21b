import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { CallFailure, type LiveApplication } from "../../service";
import type { Declaration } from "../facts/declaration";
import { adoptionCandidates, evidenceOf, namedExactly } from "../facts/existing";
import { ownApplication, straysOf } from "../run/earlier-run";
import type { MarketSurvey, OpenMarket } from "../run/market";
import type { Surroundings } from "../run/surroundings";
import { LifeCycleError } from "../says/life-cycle-error";
import { nameInUse } from "../says/refusals";
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
): Promise<string[]> {
  const { name, adopt } = inputs;
  const { names } = market.claims;
  if (name === undefined || recorded.name === name) return [];
  if (names.has(name)) return [nameTwice(name, market.name).message];
  names.add(name);
  if (recorded.name === undefined && surroundings.isRecorded(inputs)) return [managedAlready(name, market.name).message];
  const survey = await surveyOf(market);
  if (survey === undefined) return [];
  const refusals = await refusalsBy(survey, { name, adopt, isNew: recorded.name === undefined }, market);
  if (refusals.length === 0) return [];
  return [...refusals.map(({ message }) => message), ...(await furtherRefusals(siblings, inputs, market, surroundings))];
}

/** What a resource wants of the market. */
interface Wanted {
  name: string;
  adopt: string | undefined;
  isNew: boolean;
}

async function refusalsBy(survey: MarketSurvey, { name, adopt, isNew }: Wanted, market: OpenMarket): Promise<LifeCycleError[]> {
  const { applications } = survey;
  if (!isNew) return nameTaken(name, applications, "renamed");
  if (adopt !== undefined) return adoptable(adopt, name, applications, market);
  const own = await ownApplication(name, applications, market);
  if (own !== undefined) return takenOver(own, market);
  await reportStrays(applications, market);
  const taken = nameInUse(name, applications);
  return taken === undefined ? quotaLeft(name, survey, market) : [taken];
}

function takenOver(own: LiveApplication, { run }: OpenMarket): LifeCycleError[] {
  run.warn(
    `${evidenceOf(own)} exists: an earlier run of this stack was killed while it created it. It will be taken over, and none created.`,
  );
  return [];
}

/** Says which applications may have been left by a killed run and are not found by their name. */
async function reportStrays(applications: readonly LiveApplication[], market: OpenMarket): Promise<void> {
  for (const { intent, found } of await straysOf(market, applications)) {
    market.run.warn(
      `an earlier run of this stack was killed while it created ${intent.name}. Since then there is ${found.map(evidenceOf).join(", ")}. ` +
        `If no resource manages it, declare it, or take it over: adopt: ${found.map(({ id }) => id).join(" or ")}.`,
    );
  }
}

async function surveyOf(market: OpenMarket): Promise<MarketSurvey | undefined> {
  const { api, run } = market;
  const alreadyTried = market.isSurveyed;
  try {
    return await market.survey();
  } catch (error) {
    if (!(error instanceof CallFailure) || error.meaning !== "no-answer") throw error;
    const what = `the ${market.name} names and quota of project ${api.projectId} in ${api.cloudRegion} could not be checked, because the service did not answer.`;
    if (run.preflightRequired()) {
      const reason = `The configuration says msgsms:preflight: required, so nothing goes on without it. ${error.message}`;
      throw new LifeCycleError("preflightUnreachable", `${what} ${reason}`, { cause: error });
    }
    if (alreadyTried) return undefined;
    const unreachable = `${what} Creating will check again, and refuse while it cannot. ${error.message}`;
    run.warn(new LifeCycleError("preflightUnreachable", unreachable).message);
    return undefined;
  }
}

function nameTwice(name: string, market: string): LifeCycleError {
  return new LifeCycleError(
    "nameTwice",
    `name: ${name} is declared by two resources of this run in the market ${market}. Names are unique in an account; rename one of the two.`,
  );
}

/** A name that the state holds and that is to be created again: a replacement, or a second resource. */
function managedAlready(name: string, market: string): LifeCycleError {
  return new LifeCycleError(
    "managedAlready",
    `name: this stack manages the ${market} application ${name} already, and none can ever be deleted, so no second one is created. ` +
      `If the resource is to be replaced (--replace, replaceOnChanges), leave that out: a change that can be made is made in place. ` +
      `If two resources have the name, rename one; if one of them gives it up, run pulumi up for that first.`,
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
  applications: readonly LiveApplication[],
  market: OpenMarket,
): Promise<LifeCycleError[]> {
  const found = adoptionCandidates(adopt, name, applications);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const elsewhere = adopt === "by-name" ? "" : await inAnotherMarket(adopt, market);
    const which = adopt === "by-name" ? `named ${name}` : `with the id ${adopt}`;
    return [
      nothingToAdopt(
        `${found.length === 0 ? "no" : "more than one"} ${market.name} application ${which} exists.${elsewhere}`,
        applications,
      ),
    ];
  }
  const { adopted } = market.claims;
  if (adopted.has(only.id)) {
    const explanation = `adopt: two resources of this run take over ${evidenceOf(only)}. Let one resource manage it.`;
    return [new LifeCycleError("adoptedTwice", explanation)];
  }
  adopted.add(only.id);
  return nameTaken(
    name,
    applications.filter(({ id }) => id !== only.id),
    "adopted",
  );
}

/** What the id belongs to, if it is an application of another market; one call, and only where the run is refused anyway. */
async function inAnotherMarket(id: string, market: OpenMarket): Promise<string> {
  try {
    const found = await market.api.showApplication(id);
    return found.market === market.name ? "" : ` The id is that of ${evidenceOf(found)}: declare market: ${found.market} to take it over.`;
  } catch (error) {
    if (error instanceof CallFailure) return "";
    throw error;
  }
}

function nothingToAdopt(what: string, applications: readonly LiveApplication[]): LifeCycleError {
  const existing = applications.length === 0 ? "none" : applications.map(evidenceOf).join(", ");
  return new LifeCycleError(
    "nothingToAdopt",
    `adopt: ${what} Applications of this market: ${existing}. ` +
      `${applications.length === 0 ? "Remove" : "Give the id of one of them, or remove"} adopt to create a new one.`,
  );
}

function quotaLeft(name: string, { count: { quota, used } }: MarketSurvey, { api, claims, name: market }: OpenMarket): LifeCycleError[] {
  const { created } = claims;
  created.push(name);
  if (created.length <= quota - used) return [];
  return [
    new LifeCycleError(
      "quotaExceeded",
      `name: no quota is left for ${name}: the ${market} quota of project ${api.projectId} is ${quota}, ` +
        `${used} in use, and this run wants to create ${created.length} (${created.join(", ")}). ` +
        `Ask Huawei Cloud for more quota by service ticket, or adopt an application that exists.`,
    ),
  ];
}
