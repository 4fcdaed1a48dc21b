import { cloudRegions } from "../../../../schemas/generated/cloud-regions";
import { ProxyAddressError, proxyFor, uncheckedHere, UnsendableError, type AccessKeys } from "../../../api";
import { CallFailure, clockDifference, type ManagementApi, type Market } from "../../../service";
import type { Accounts, AccountSources, OpenedAccount, ResolvedAccount } from "../../../config";
import { counted, message, plain } from "../../../messages";
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

/** What all accounts of a run have in common. */
interface Surroundings {
  sources: AccountSources;
  shell: Shell;
  /** A key that is refused in one account is not tried in the next. */
  keys: AccessKeys;
}

/** Proxy, endpoint, TLS, clock, permission and quota of one account. Reads only. */
export async function checkService(account: ResolvedAccount, { sources, shell, keys }: Surroundings): Promise<Finding[]> {
  const topic = topicOf(account.profile);
  const proxy = proxyFinding(topic, account.endpoint, sources);
  if (proxy.level !== "ok") return [proxy];
  const skews: number[] = [];
  const connections = await observedConnections(sources.environment, (date) => {
    const seconds = (shell.now().getTime() - Date.parse(date)) / 1000;
    if (!Number.isNaN(seconds)) skews.push(seconds);
  });
  const opened = apiOf(account, openAccounts(sources, shell, { connections, keys }));
  if ("level" in opened) return [proxy, opened];
  const { api } = opened;
  const markets = await Promise.all(cloudRegions[account.cloudRegion].markets.map((market) => marketFindings(topic, market, api)));
  const [unreached] = markets.flatMap(({ noAnswer }) => noAnswer ?? []);
  if (skews.length === 0 && unreached !== undefined) return [proxy, unreached];
  return [
    proxy,
    ok(topic, plain(`${account.endpoint} answers`)),
    tlsFinding(topic, account.endpoint, sources),
    // The first answer: later ones may wait behind each other.
    ...(skews[0] === undefined ? [] : [clockFinding(topic, skews[0])]),
    ...distinct(markets.flatMap(({ findings }) => findings)),
  ];
}

function proxyFinding(topic: string, endpoint: string, { environment }: AccountSources): Finding {
  try {
    const proxy = proxyFor(endpoint, environment);
    return ok(topic, plain(proxy === undefined ? "no proxy is used" : `the proxy ${proxy.address} is used (${proxy.variable})`));
  } catch (error) {
    if (!(error instanceof ProxyAddressError)) throw error;
    return problem(topic, error.told, exitCodes.usage);
  }
}

/** What keeps every request from being sent is a matter of this machine's settings. */
function apiOf({ profile }: ResolvedAccount, accounts: Accounts): OpenedAccount | Finding {
  try {
    return accounts.of(profile);
  } catch (error) {
    if (!(error instanceof UnsendableError)) throw error;
    return problem(topicOf(profile), error.told, exitCodes.usage);
  }
}

function tlsFinding(topic: string, endpoint: string, { environment }: AccountSources): Finding {
  const unchecked = uncheckedHere(endpoint, environment);
  if (unchecked !== undefined) return warning(topic, unchecked);
  const isEncrypted = endpoint.startsWith("https:");
  return ok(topic, plain(isEncrypted ? "TLS: the certificate is trusted" : "no TLS: plain http, which is allowed on this machine only"));
}

/** @param seconds how far this machine is ahead of the service (negative: behind) */
function clockFinding(topic: string, seconds: number): Finding {
  const size = Math.abs(seconds);
  const told = clockDifference(seconds * 1000, "limit");
  if (size <= exact) return ok(topic, plain("the clock agrees with the service's"));
  if (size <= worthTelling) return ok(topic, plain(told.what));
  return size <= refused ? warning(topic, told) : problem(topic, told);
}

interface MarketFindings {
  findings: Finding[];
  /** The service did not answer, or was not asked. */
  noAnswer?: Finding;
}

async function marketFindings(topic: string, market: Market, api: ManagementApi): Promise<MarketFindings> {
  const [list, count] = await Promise.allSettled([api.listApplications(market), api.countApplications(market)]);
  const failures = [list, count].flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  const problems = failures.map((failure) => problemOf(topic, failure));
  const findings: Finding[] = [];
  if (list.status === "fulfilled") findings.push(ok(topic, plain(`${market}: ${counted(list.value.length, "application")} listed`)));
  if (count.status === "fulfilled") findings.push(quotaFinding(topic, market, count.value));
  const silent = failures.findIndex((failure) => failure instanceof CallFailure && ["no-answer", "unsendable"].includes(failure.meaning));
  const noAnswer = problems[silent];
  return { findings: [...findings, ...problems], ...(noAnswer === undefined ? {} : { noAnswer }) };
}

function quotaFinding(topic: string, market: Market, { quota, used }: { quota: number; used: number }): Finding {
  if (used < quota) return ok(topic, plain(`${market}: ${used} of ${counted(quota, "application")} used, ${quota - used} left`));
  const values = { market: plain(market), used: plain(used), quota: plain(quota) };
  return warning(topic, message("SMS5204", { values, do: ["adopt", "list", "ticket"] }));
}

/** What every call is refused for is told once: its address and request differ, its code and remedy do not. */
function distinct(findings: readonly Finding[]): Finding[] {
  const told = new Set<string>();
  return findings.filter((finding) => {
    const code = finding.level === "problem" ? finding.told.code : undefined;
    const isNew = code === undefined || !told.has(code);
    if (code !== undefined) told.add(code);
    return isNew;
  });
}
