import { cloudRegions } from "../../schemas/generated/cloud-regions";
import type { Account } from "./account";
import { UnsendableError } from "./api-errors";
import { isCertificates } from "./certificate-authority";
import type { ManagementApi, Market } from "../service";
import { ProxyAddressError, proxyFor } from "./proxies";
import type { Operations, RequestDeps } from "./requests";
import type { ApiRequest } from "./signing";
import { isApplicationId } from "./wire";

type Method = ApiRequest["method"];

/**
 * The management API of one account. Nothing is sent before the first call, and neither undici, the signer nor the validators
 * are loaded before it: most engine processes make few calls or none.
 *
 * @throws UnsendableError (SMS3012) at once for an endpoint or a proxy that is no http(s) address and a
 * certificate authority that is no PEM, and at the call for a market that the
 * cloud region does not have or an id that cannot be one
 */
export function createManagementApi(account: Account, deps: RequestDeps): ManagementApi {
  const { cloudRegion, projectId } = account;
  const { site, markets } = cloudRegions[cloudRegion];
  const endpoint = originOf(account);
  checkConnectionSettings(endpoint, deps);
  const refused = (method: Method, explanation: string) =>
    new UnsendableError("SMS3012", explanation, { method, url: `${endpoint}/v2/${projectId}/msgsms` }, "unsendable");

  // `intl` would make an international application where a European one was asked for, and for ever.
  const checkMarket = (method: Method, market: Market) => {
    if ((markets as readonly Market[]).includes(market)) return;
    const rule = `${cloudRegion} has ${markets.join(" and ")} applications only`;
    throw refused(method, `no ${market} application can be reached here: ${rule}. Nothing was sent. Use another cloud region or market.`);
  };
  const checkId = (method: Method, id: string) => {
    if (isApplicationId(id)) return;
    const shown = JSON.stringify([...id].slice(0, 80).join(""));
    const rule = "an id has 1 to 64 letters, digits or hyphens";
    throw refused(method, `${shown} is not the id of an application: ${rule}. Nothing was sent. Copy the id from the console.`);
  };

  let loading: Promise<Operations> | undefined;
  const requests = () => (loading ??= import("./requests.js").then(({ managementRequests }) => managementRequests(account, deps)));

  return {
    cloudRegion,
    projectId,
    site,
    endpoint,
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

// The text is not shown: an address may hold a password.
function originOf({ endpoint }: Account): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url !== undefined && (url.protocol === "https:" || url.protocol === "http:")) return url.origin;
  const explanation = "the endpoint is not an http or https address. Give it as `https://host`.";
  throw new UnsendableError("SMS3012", explanation, { method: "GET", url: "" }, "unsendable");
}

// A setting that is wrong for every call is told before the first one.
function checkConnectionSettings(origin: string, { environment = {}, certificateAuthority }: RequestDeps): void {
  const refused = (explanation: string) => new UnsendableError("SMS3012", explanation, { method: "GET", url: origin }, "unsendable");
  try {
    proxyFor(origin, environment);
  } catch (error) {
    throw error instanceof ProxyAddressError ? refused(error.message) : error;
  }
  if (certificateAuthority === undefined || isCertificates(certificateAuthority)) return;
  throw refused(
    "the certificate authority is no text with certificates in PEM. Give it as a text that begins with `-----BEGIN CERTIFICATE-----`.",
  );
}
