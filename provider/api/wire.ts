import type { Site } from "../../schemas/generated/cloud-regions";
import type { App, AppCount, CreateAppRequest, CreatedApp, UpdateAppRequest } from "../../schemas/generated/api-types";
import { secret } from "../messages";
import type { ApplicationCount, CreatedApplication, LiveApplication, Market, NewApplication, WritableSettings } from "../service";

/** The market on the wire, called region there; it is not a cloud region (API-INTL sms_05_0023). */
const regionOf = (market: Market): App["region"] => (market === "chinese-mainland" ? "cn" : "intl");

/** `intl` means the European market on the European site and the international one elsewhere (API-EU sms_05_0022). */
const marketOf = (region: App["region"], site: Site): Market =>
  region === "cn" ? "chinese-mainland" : site === "europe" ? "european" : "international";

/**
 * Body of CreateApp with just the fields that the site's page lists (API-ZH, API-INTL and API-EU sms_05_0023).
 * The application's secret is asked for wherever the page knows the field: no later answer has it.
 */
export function createBody(application: NewApplication, site: Site): CreateAppRequest {
  const { up_link_addr: uplink, ...settings } = settingsOf(application, site);
  const withTest = isMainland(application, site) && application.testSignatureAndTemplate !== undefined;
  return {
    ...settings,
    // At creation the field has 1 to 128 characters; an empty one, which clears it, is legal only later (OAS).
    ...(uplink === undefined || uplink === "" ? {} : { up_link_addr: uplink }),
    ...(withTest ? { create_sign_and_template: application.testSignatureAndTemplate } : {}),
    ...(site === "europe" ? {} : { show_secret: true }),
  };
}

/** Body of UpdateApp with just the fields that the site's page lists (API-ZH, API-INTL and API-EU sms_05_0026). */
export function updateBody(settings: WritableSettings, site: Site): UpdateAppRequest {
  return settingsOf(settings, site);
}

function settingsOf(settings: WritableSettings, site: Site): UpdateAppRequest {
  const { market, name, uplinkDestination, enterpriseProjectId } = settings;
  return {
    app_name: name,
    region: regionOf(market),
    ...(isMainland(settings, site) && uplinkDestination !== undefined ? { up_link_addr: uplinkDestination } : {}),
    ...(site === "china" && enterpriseProjectId !== undefined ? { enterprise_project_id: enterpriseProjectId } : {}),
  };
}

const isMainland = ({ market }: WritableSettings, site: Site) => market === "chinese-mainland" && site !== "europe";

/** Query of ListAppDetails; `offset` counts records (inferred; the pages do not say). */
export const listQuery = (market: Market, limit: number, offset: number): [string, string][] => [
  ["region", regionOf(market)],
  ["limit", String(limit)],
  ["offset", String(offset)],
];

/** Query of ShowAppCount. */
export const countQuery = (market: Market): [string, string][] => [["region", regionOf(market)]];

/** An application out of the answers to ShowApp and ListAppDetails. A field that is absent stays absent. */
export function liveApplication(app: App, site: Site): LiveApplication {
  return {
    id: app.id,
    market: marketOf(app.region, site),
    name: app.app_name,
    ...present("appKey", hidden(app.app_key)),
    ...present("status", app.status),
    ...present("createTime", app.create_time),
    ...present("updateTime", app.update_time),
    ...present("accessAddress", app.app_access_addr),
    ...present("channelNumber", app.intl_channel_num),
    ...present("uplinkDestination", app.up_link_addr),
    ...present("enterpriseProjectId", app.enterprise_project_id),
    ...present("ipWhitelist", app.ip_white_list === undefined ? undefined : addressesOf(app.ip_white_list)),
  };
}

// Separated by commas, as on the console (inferred; the pages give no sample).
const addressesOf = (text: string) =>
  text
    .split(",")
    .map((address) => address.trim())
    .filter((address) => address !== "");

/** The answer to CreateApp. */
export function createdApplication(answer: CreatedApp): CreatedApplication {
  return { id: answer.id, ...present("appKey", hidden(answer.app_key)), ...present("appSecret", hidden(answer.app_secret)) };
}

/** Those parts of a faulty answer to CreateApp that are usable; undefined without a usable id. */
export function usableCreated(answer: unknown): CreatedApplication | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { id, app_key: appKey, app_secret: appSecret } = answer as Record<string, unknown>;
  if (!isApplicationId(id)) return undefined;
  return {
    id,
    ...present("appKey", isText(appKey, 128) ? secret(appKey) : undefined),
    ...present("appSecret", isText(appSecret, 256) ? secret(appSecret) : undefined),
  };
}

const hidden = (text: string | undefined) => (text === undefined ? undefined : secret(text));

const isText = (value: unknown, longest: number): value is string =>
  typeof value === "string" && value !== "" && [...value].length <= longest;

/** Whether a value can be the id of an application: 1 to 64 letters, digits or hyphens (OAS; schemas/openapi.yaml AppId). */
export const isApplicationId = (value: unknown): value is string => typeof value === "string" && /^[A-Za-z0-9-]{1,64}$/.test(value);

/** The answer to ShowAppCount; that `total` is the quota is inferred. */
export const applicationCount = ({ total, used }: AppCount): ApplicationCount => ({ quota: total, used });

/** What an error's body says; all of it may be missing. */
interface ErrorBody {
  code: string | undefined;
  message: string | undefined;
  requestId: string | undefined;
}

/**
 * Both error bodies: the service's (ERR-ZH) and, with a request id, the gateway's (SIGN, api-sign-0001). SDK-GO core/sdkerr also accepts
 * `code` and `message`, which other services of the same gateway use. `error_detail` is left out: it holds keys.
 */
export function errorBody(body: Record<string, unknown>): ErrorBody {
  const field = (...names: string[]) => names.map((name) => body[name]).find((value) => typeof value === "string");
  return { code: field("error_code", "code"), message: field("error_msg", "message"), requestId: field("request_id") };
}

function present<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}
