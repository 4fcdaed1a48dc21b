import { asShown, listed, plain, type Message, type Shown } from "../../messages";
import type { Declaration, Sibling } from "../facts/declaration";
import { adoptionCandidates, evidenceOf, namedExactly } from "../facts/existing";
import type { MarketSurvey, OpenMarket } from "../run/market";
import type { StackState } from "../run/stack-state";

/** What tells which applications of a manifest are new. */
interface Known {
  state: StackState | undefined;
  survey: MarketSurvey;
  /** The profile of the one that is checked: others are another account, as a rule. */
  profile: string | undefined;
}

/**
 * The other applications of the manifest that the engine has not told of yet and that are new: neither in the state of the stack nor at the service.
 * None where the state cannot be read: one of them might be an application that gets another name.
 */
export function newSiblings(siblings: readonly Sibling[], market: OpenMarket, known: Known): Sibling[] {
  const { applications } = known.survey;
  return unchecked(siblings, market, known).filter(
    ({ name, adopt }) => adopt !== undefined || namedExactly(applications, name).length === 0,
  );
}

/**
 * What will be refused as well. The engine ends a preview with the first refusal, so that one must tell of the others.
 *
 * @param refused what this one is refused for: the quota is told with it
 * @returns one line for each further reason
 */
export function furtherRefusals(
  refused: Message,
  { siblings = [], inputs: { profile } }: Declaration,
  market: OpenMarket,
  witnessed: Omit<Known, "profile">,
): Shown[] {
  const known = { ...witnessed, profile };
  const { applications, count } = known.survey;
  const open = unchecked(siblings, market, known);
  const created = refused.code === "SMS2002" ? [] : newSiblings(siblings, market, known).filter(({ adopt }) => adopt === undefined);
  const names = [...market.claims.created, ...created.map(({ name }) => plain(name))];
  const left = Math.max(0, count.quota - count.used);
  return [
    ...open.flatMap((sibling) => refusedAsWell(sibling, applications)),
    ...(created.length > 0 && names.length > left ? [asShown(`the quota leaves ${left} for ${listed(names)}`)] : []),
  ];
}

function unchecked(siblings: readonly Sibling[], market: OpenMarket, { state, profile }: Known): Sibling[] {
  if (state === undefined) return [];
  const isManaged = (resource: string) => state.entries.some(({ urn }) => urn.endsWith(`::${resource}`));
  return siblings.filter(
    (one) => one.market === market.name && one.profile === profile && !market.claims.names.has(one.name) && !isManaged(one.resource),
  );
}

function refusedAsWell({ name, adopt }: Sibling, applications: readonly MarketSurvey["applications"][number][]): Shown[] {
  const [existing] = namedExactly(applications, name);
  if (adopt === undefined) return existing === undefined ? [] : [asShown(`${plain(name)}: taken by ${evidenceOf(existing)}`)];
  const fitting = adoptionCandidates(adopt, name, applications).length;
  return fitting === 1 ? [] : [asShown(`${plain(name)}: adopt fits ${fitting === 0 ? "no application" : `${fitting} applications`}`)];
}
