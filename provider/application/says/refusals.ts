import { asShown, listed, message, plain, type Message, type Shown } from "../../messages";
import type { LiveApplication } from "../../service";
import { evidenceOf, namedExactly } from "../facts/existing";
import type { Earlier } from "../run/earlier-run";
import type { MarketSurvey, OpenMarket } from "../run/market";

/** Where a market is: `project 0123… in cn-north-4`. */
export const accountIn = ({ projectId, cloudRegion }: OpenMarket["api"]): Shown => asShown(`project ${plain(projectId)} in ${cloudRegion}`);

/** The refusal to create a name that exists, with the ways on; undefined when it is free. */
export function nameInUse(name: string, applications: readonly LiveApplication[], market: string): Message | undefined {
  const existing = namedExactly(applications, name);
  const [first] = existing;
  if (first === undefined) return undefined;
  const values = { name: plain(name), market: plain(market), id: plain(first.id), count: plain(existing.length) };
  const facts = { exists: existing.map(evidenceOf) };
  return existing.length === 1
    ? message("SMS2001", { what: "taken", values, facts, why: "creating", do: ["adopt", "rename"] })
    : message("SMS2001", { what: "takenBySeveral", values, facts, why: "creating", do: ["adoptOne", "rename"] });
}

/** The refusal to create a name that exists, where a run of this stack was cut off while it created it. */
export function uncertain(name: string, { found, pending }: Uncertain, market: OpenMarket): Message {
  const [first] = found;
  const values = { name: plain(name), market: plain(market.name), id: plain(first?.id ?? ""), count: plain(found.length) };
  const facts = {
    exists: found.map(evidenceOf),
    "cut off": plain(pending.mark?.time ?? "at a time that is not known"),
    now: plain(market.time().toISOString()),
  };
  return message("SMS2001", {
    what: "uncertain",
    values,
    facts,
    why: "uncertain",
    do: [found.length === 1 ? "adopt" : "adoptOne", "rename", "clearPending"],
  });
}

/** The refusal to create more than the quota leaves. @param created all that this run is known to create, the one that is refused included */
export function overQuota(
  created: readonly Shown[],
  { count: { quota, used } }: MarketSurvey,
  { api, name }: OpenMarket,
): Message | undefined {
  const left = quota - used;
  if (created.length <= left) return undefined;
  return message("SMS2002", {
    values: { market: plain(name), left: plain(Math.max(0, left)), count: plain(created.length) },
    facts: { quota: asShown(`${quota}, ${used} in use`), new: listed(created), account: accountIn(api) },
    do: ["adopt", "ticket"],
  });
}

type Uncertain = Extract<Earlier, { kind: "uncertain" }>;

/** The refusal of `adopt` where there is not exactly one application to take over. */
export function nothingToAdopt(
  { adopt, name }: { adopt: string; name: string },
  found: number,
  applications: readonly LiveApplication[],
  market: string,
): Message {
  const values = { name: plain(name), market: plain(market), id: plain(adopt), count: plain(found) };
  const facts = { exists: applications.length === 0 ? asShown("none in this market") : applications.map(evidenceOf) };
  const ways = applications.length === 0 ? (["remove"] as const) : (["choose", "remove"] as const);
  if (found > 1) return message("SMS2012", { what: "several", values, facts, do: ["choose"] });
  return adopt === "by-name"
    ? message("SMS2012", { what: "noName", values, facts, do: ways })
    : message("SMS2012", { what: "noId", values, facts, do: ways });
}
