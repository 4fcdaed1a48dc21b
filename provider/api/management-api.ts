import { cloudRegions } from "../../schemas/generated/cloud-regions";
import { asShown, listed, message, plain, quoted, type Message } from "../messages";
import type { Account } from "./account";
import { UnsendableError } from "./api-errors";
import { uncheckedEndpoint } from "./certificate-check";
import { isCertificates } from "./certificate-authority";
import type { ManagementApi, Market } from "../service";
import { HeardTime } from "./heard-time";
import { ProxyAddressError, proxyFor } from "./proxies";
import { nothing } from "./exchange";
import type { Operations, RequestDeps } from "./requests";
import type { ApiRequest } from "./signing";
import { isApplicationId } from "./wire";

type Method = ApiRequest["method"];

/**
 * The management API of one account. Nothing is sent before the first call, and neither undici, the signer nor the validators
 * are loaded before it: most engine processes make few calls or none.
 *
 * @throws UnsendableError (SMS3012) at once for an endpoint or a proxy that is not an http(s) address and a
 * certificate authority that is not PEM (SMS3014 when certificates are not checked), and at the call for a market that the
 * cloud region does not have or an id that cannot be one
 */
export function createManagementApi(account: Account, deps: RequestDeps): ManagementApi {
  const { cloudRegion, projectId } = account;
  const { site } = cloudRegions[cloudRegion];
  const endpoint = originOf(account);
  checkConnectionSettings(endpoint, deps);
  const { checkMarket, checkId } = checks(account, endpoint);
  const heard = new HeardTime(deps.elapsed ?? (() => performance.now()));
  let loading: Promise<Operations> | undefined;
  const requests = () =>
    (loading ??= import("./requests.js").then(({ managementRequests }) => managementRequests(account, { ...deps, heard })));

  return {
    cloudRegion,
    projectId,
    site,
    endpoint,
    serviceTime: heard.now,
    async listApplications(market) {
      checkMarket("GET", market);
      return (await requests()).listApplications(market);
    },
    async createApplication(application) {
      checkMarket("POST", application.market);
      return (await requests()).createApplication(application);
    },
    async showApplication(id) {
      checkId("GET", id);
      return (await requests()).showApplication(id);
    },
    async updateApplication(id, settings) {
      checkMarket("PUT", settings.market);
      checkId("PUT", id);
      await (await requests()).updateApplication(id, settings);
    },
    async countApplications(market) {
      checkMarket("GET", market);
      return (await requests()).countApplications(market);
    },
  };
}

/** What is checked before a call. */
function checks({ cloudRegion, projectId }: Account, endpoint: string) {
  const { markets } = cloudRegions[cloudRegion];
  const unsendable = (method: Method, told: Message) =>
    new UnsendableError(told, { method, url: `${endpoint}/v2/${projectId}/msgsms` }, "unsendable");
  return {
    // `intl` would make an international application where a European one was asked for, and for ever.
    checkMarket: (method: Method, market: Market) => {
      if ((markets as readonly Market[]).includes(market)) return;
      const values = { region: plain(cloudRegion), market: plain(market) };
      const facts = { "it has": listed(markets.map(plain)), sent: nothing };
      throw unsendable(method, message("SMS3012", { what: "market", values, facts, do: ["market"] }));
    },
    checkId: (method: Method, id: string) => {
      if (isApplicationId(id)) return;
      const values = { id: asShown(quoted(id)) };
      throw unsendable(method, message("SMS3012", { what: "id", values, facts: { sent: nothing }, why: "id", do: ["id"] }));
    },
  };
}

// The text is not shown: an address may hold a password.
function originOf({ endpoint }: Account): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url !== undefined && (url.protocol === "https:" || url.protocol === "http:")) return url.origin;
  const told = message("SMS3012", { what: "endpoint", facts: { sent: nothing }, do: ["endpoint"] });
  throw new UnsendableError(told, { method: "GET", url: "" }, "unsendable");
}

// A setting that is wrong for every call is told before the first one.
function checkConnectionSettings(origin: string, { environment = {}, certificateAuthority }: RequestDeps): void {
  const unsendable = (told: Message) => new UnsendableError(told, { method: "GET", url: origin }, "unsendable");
  try {
    proxyFor(origin, environment);
  } catch (error) {
    throw error instanceof ProxyAddressError ? unsendable(error.told) : error;
  }
  const unchecked = uncheckedEndpoint(origin, environment);
  if (unchecked !== undefined) throw unsendable(unchecked);
  if (certificateAuthority === undefined || isCertificates(certificateAuthority)) return;
  const facts = { sent: nothing };
  throw unsendable(message("SMS3012", { what: "certificates", facts, why: "certificates", do: ["certificates"] }));
}
