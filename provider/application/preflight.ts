import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { ApiError, NoAnswerError } from "../api/api-errors";
import type { ManagementApi, Market } from "../api/management-api";
import { evidenceOf, namedExactly } from "./existing";
import { lifeCycleCodes } from "./life-cycle-error";
import { MarketView, type MarketClaims, type MarketSnapshot } from "./market-view";
import type { Surroundings } from "./surroundings";

/**
 * Whether the service will have what is declared, for an application that is to be created, adopted or renamed:
 * free name, quota left, name given once in this run. One list and one count for each account and market of a run.
 *
 * A service that cannot be reached is a warning here, because a preview may run without it;
 * the creation looks again and refuses before anything is sent.
 *
 * @returns reasons to refuse, each with its code
 */
export async function preflight(
  recorded: Partial<ApplicationInputs>,
  inputs: Partial<ApplicationInputs>,
  api: ManagementApi,
  surroundings: Surroundings,
): Promise<string[]> {
  const { market, name } = inputs;
  if (market === undefined || name === undefined || recorded.name === name) return [];
  const claims = surroundings.markets.claimsOf(api, market);
  if (claims.names.has(name)) return [nameTwice(name, market)];
  claims.names.set(name, name);
  const snapshot = await snapshotOf(api, market, surroundings);
  if (snapshot === undefined) return [];
  if (inputs.adopt !== undefined && recorded.name === undefined) return adoptable(inputs.adopt, name, market, snapshot);
  const taken = nameInUse(name, snapshot);
  if (taken.length > 0 || recorded.name !== undefined) return taken;
  return quotaLeft(name, market, snapshot, claims, api);
}

async function snapshotOf(api: ManagementApi, market: Market, { markets, warn }: Surroundings): Promise<MarketSnapshot | undefined> {
  const alreadyTried = markets.hasAsked(api, market);
  try {
    return await markets.shared(api, market);
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    if (!alreadyTried) warn(unreachable(error, MarketView.key(api, market)));
    return undefined;
  }
}

function unreachable(error: ApiError, where: string): string {
  return (
    `${lifeCycleCodes.preflightUnreachable}: names and quota could not be checked (${where}), because the service did not answer. ` +
    `Creating will check again, and refuse while it cannot. ${error.message}`
  );
}

function nameTwice(name: string, market: Market): string {
  return (
    `${lifeCycleCodes.nameTwice}: name: ${name} is declared by two resources of this run in the market ${market}. ` +
    `Names are unique in an account; rename one of the two.`
  );
}

/** The refusal of a name that exists, with the ways on. */
export function nameInUse(name: string, { applications }: Pick<MarketSnapshot, "applications">): string[] {
  const existing = namedExactly(applications, name);
  const [only] = existing;
  if (only === undefined) return [];
  const found = existing.map(evidenceOf).join(", ");
  return [
    `${lifeCycleCodes.nameInUse}: name: ${name} is in use: ${found}. A second one could never be deleted, so nothing is created. ` +
      `To take this application over, add: adopt: ${only.id}. To make another one, choose another name. ` +
      `After a run that was killed, or a replacement (--replace), the existing one is most likely yours: ` +
      `adopt it, then run: pulumi refresh --clear-pending-creates.`,
  ];
}

function adoptable(adopt: string, name: string, market: Market, { applications }: MarketSnapshot): string[] {
  const found = adopt === "by-name" ? namedExactly(applications, name) : applications.filter(({ id }) => id === adopt);
  if (found.length === 1) return [];
  const existing = applications.length === 0 ? "none" : applications.map(evidenceOf).join(", ");
  const what = adopt === "by-name" ? `named ${name}` : `with the id ${adopt}`;
  return [
    `${lifeCycleCodes.nothingToAdopt}: adopt: ${found.length === 0 ? "no" : "more than one"} ${market} application ${what} exists. ` +
      `Applications of this market: ${existing}. Give the id of one of them, or remove adopt to create a new one.`,
  ];
}

function quotaLeft(name: string, market: Market, { count }: MarketSnapshot, claims: MarketClaims, api: ManagementApi): string[] {
  const left = count.quota - count.used;
  if (claims.created.length >= left) {
    const wanted = [...claims.created, name].join(", ");
    return [
      `${lifeCycleCodes.quotaExceeded}: name: no quota is left for ${name}: the ${market} quota of project ${api.projectId} is ${count.quota}, ` +
        `${count.used} exist, and this run wants to create ${claims.created.length + 1} (${wanted}). ` +
        `Ask Huawei Cloud for more quota by service ticket, or adopt an application that exists.`,
    ];
  }
  claims.created.push(name);
  return [];
}
