import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { asShown, listed, plain, type Shown } from "../../messages";
import type { Sibling } from "../facts/declaration";
import { adoptionCandidates, evidenceOf, namedExactly } from "../facts/existing";
import type { MarketSurvey, OpenMarket } from "../run/market";
import type { Surroundings } from "../run/surroundings";

/**
 * What will be refused as well. The engine ends a preview with the first refusal, so that one must tell of the others.
 * Which of them the state holds already is not known here: those are no problem.
 *
 * @param siblings all applications of the manifest
 * @param refused the application whose refusal is being reported
 * @returns one line for each further reason
 */
export async function furtherRefusals(
  siblings: readonly Sibling[],
  refused: Partial<ApplicationInputs>,
  market: OpenMarket,
  surroundings: Surroundings,
): Promise<Shown[]> {
  const { claims } = market;
  const survey = await market.survey();
  const open = siblings.filter(
    (sibling) =>
      sibling.market === refused.market &&
      sibling.profile === refused.profile &&
      !claims.names.has(sibling.name) &&
      !surroundings.isRecorded(sibling),
  );
  const { applications, count } = survey;
  const created = open.filter(({ name, adopt }) => adopt === undefined && namedExactly(applications, name).length === 0);
  const names = [...claims.created, ...created.map(({ name }) => name)];
  const left = Math.max(0, count.quota - count.used);
  return [
    ...open.flatMap((sibling) => refusedAsWell(sibling, survey)),
    ...(created.length > 0 && names.length > left ? [asShown(`the quota leaves ${left} for ${listed(names.map(plain))}`)] : []),
  ];
}

function refusedAsWell({ name, adopt }: Sibling, { applications }: MarketSurvey): Shown[] {
  const [existing] = namedExactly(applications, name);
  if (adopt === undefined) return existing === undefined ? [] : [asShown(`${plain(name)}, if it is new: taken by ${evidenceOf(existing)}`)];
  const fitting = adoptionCandidates(adopt, name, applications).length;
  return fitting === 1
    ? []
    : [asShown(`${plain(name)}, if it is new: adopt fits ${fitting === 0 ? "no application" : `${fitting} applications`}`)];
}
