import { cloudRegions } from "../../../../schemas/generated/cloud-regions";
import { ProxyAddressError, proxyFor } from "../../../api";
import { CallFailure, clockDifference, type ManagementApi, type Market } from "../../../service";
import type { AccountSources, ResolvedAccount } from "../../../config";
import { counted } from "../../../messages";
import { openAccounts } from "../../accounts/account";
import { exitCodes } from "../../output/exit-codes";
import type { Shell } from "../../shell";
import { ok, problem, problemOf, warning, type Finding } from "./finding";
import { observedConnections } from "./observed-connections";
import { topicOf } from "./settings";

/** Seconds of difference to the service's clock that nobody needs to know of: `Date` has whole seconds. */
const exact = 2;
/** From here on requests may be refused soon; 15 minutes are the gateway's limit (SIGN). */
const worthTelling = 5 * 60;
const refused = 15 * 60;

/** Proxy, endpoint, TLS, clock, permission and quota of one account. Reads only. */
export async function checkService(account: ResolvedAccount, sources: AccountSources, shell: Shell): Promise<Finding[]> {
  const topic = topicOf(account.profile);
  const proxy = proxyFinding(topic, account.endpoint, sources);
  if (proxy.level === "problem") return [proxy];
  const skews: number[] = [];
  const connections = await observedConnections(sources.environment, (date) => {
    const seconds = (shell.now().getTime() - Date.parse(date)) / 1000;
    if (!Number.isNaN(seconds)) skews.push(seconds);
  });
  const { api } = openAccounts(sources, shell, connections).of(account.profile);
  const markets = await Promise.all(cloudRegions[account.cloudRegion].markets.map((market) => marketFindings(topic, market, api)));
  const [unreached] = markets.flatMap(({ noAnswer }) => noAnswer ?? []);
  if (skews.length === 0 && unreached !== undefined) return [proxy, unreached];
  return [
    proxy,
    ok(topic, `${account.endpoint} answers`),
    tlsFinding(topic, account.endpoint),
    // The first answer: later ones may wait behind each other.
    ...(skews[0] === undefined ? [] : [clockFinding(topic, skews[0])]),
    ...distinct(markets.flatMap(({ findings }) => findings)),
  ];
}

function proxyFinding(topic: string, endpoint: string, { environment }: AccountSources): Finding {
  try {
    const proxy = proxyFor(endpoint, environment);
    return ok(topic, proxy === undefined ? "no proxy is used" : `the proxy ${proxy.address} is used (${proxy.variable})`);
  } catch (error) {
    if (!(error instanceof ProxyAddressError)) throw error;
    return problem(topic, error.told.what, "correct or remove the variable", exitCodes.usage);
  }
}

function tlsFinding(topic: string, endpoint: string): Finding {
  return ok(
    topic,
    endpoint.startsWith("https:") ? "TLS: the certificate is trusted" : "no TLS: plain http, which is allowed on this machine only",
  );
}

/** @param seconds how far this machine is ahead of the service (negative: behind) */
function clockFinding(topic: string, seconds: number): Finding {
  const size = Math.abs(seconds);
  const { what, why = "", do: steps } = clockDifference(seconds * 1000, "limit");
  if (size <= exact) return ok(topic, "the clock agrees with the service's");
  if (size <= worthTelling) return ok(topic, what);
  const step = [...steps.map(({ text }) => text), why].join("; ");
  return size <= refused ? warning(topic, what, step) : problem(topic, what, step);
}

interface MarketFindings {
  findings: Finding[];
  /** The service did not answer. */
  noAnswer?: Finding;
}

async function marketFindings(topic: string, market: Market, api: ManagementApi): Promise<MarketFindings> {
  const [list, count] = await Promise.allSettled([api.listApplications(market), api.countApplications(market)]);
  const failures = [list, count].flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  const problems = failures.map((failure) => problemOf(topic, failure));
  const findings = list.status === "rejected" ? [] : [ok(topic, `${market}: ${counted(list.value.length, "application")} may be listed`)];
  if (count.status === "fulfilled") findings.push(quotaFinding(topic, market, count.value));
  const silent = failures.findIndex((failure) => failure instanceof CallFailure && failure.meaning === "no-answer");
  const noAnswer = problems[silent];
  return { findings: [...findings, ...problems], ...(noAnswer === undefined ? {} : { noAnswer }) };
}

function quotaFinding(topic: string, market: Market, { quota, used }: { quota: number; used: number }): Finding {
  const left = Math.max(0, quota - used);
  const message = `${market}: ${used} of ${counted(quota, "application")} used, ${left} left`;
  return left > 0
    ? ok(topic, message)
    : warning(topic, message, "take over one that exists (adopt), or ask Huawei Cloud for more by service ticket");
}

/** What every call is refused for is told once: its address and request differ, its code and remedy do not. */
function distinct(findings: readonly Finding[]): Finding[] {
  const told = new Set<string>();
  return findings.filter(({ level, code }) => level !== "problem" || code === undefined || (!told.has(code) && told.add(code)));
}
