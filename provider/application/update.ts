import type { ApplicationInputs } from "../../schemas/generated/application-types";
import type { LiveApplication, ManagementApi, WritableSettings } from "../api/management-api";
import { requireSameAccount } from "./account-guard";
import { changedSettings, inputsWithin, type SettingName } from "./declaration";
import { LifeCycleError } from "./life-cycle-error";
import { applicationOutputs, createdSecret, givenSecret, type ApplicationOutputs, type Secret } from "./outputs";
import type { Surroundings } from "./surroundings";
import { settingsNotTaken, writableSettings } from "./writable";

/** Changes of these alone concern the state only and call no API. */
const recordedOnly: ReadonlySet<SettingName> = new Set(["appSecret", "adopt", "confirmedInConsole", "deletionPolicy"]);

/**
 * Brings an application to what is declared: read, merge, write the whole body, read back, compare.
 * Writes nothing when the service already shows the declared values.
 *
 * @param outputs the outputs of the last run
 * @returns the outputs, whole
 * @throws LifeCycleError SMS2006 a setting did not take; SMS2008 the configuration names another account
 * @throws ForeseenError from the configuration and the API
 */
export async function updateApplication(
  id: string,
  outputs: Partial<ApplicationOutputs>,
  inputs: ApplicationInputs,
  surroundings: Surroundings,
): Promise<ApplicationOutputs> {
  const api = surroundings.openAccount(inputs);
  requireSameAccount(id, outputs, api);
  const before = inputsWithin(outputs);
  const secret = secretAfter(outputs, inputs, surroundings);
  const changed = changedSettings(before, inputs);
  const recordOnly = outputs.status !== undefined && changed.length > 0 && changed.every((name) => recordedOnly.has(name));
  const live = recordOnly ? liveWithin(outputs) : await writeSettings(id, await api.showApplication(id), before, inputs, api);
  return applicationOutputs(inputs, live, secret, api, outputs.adopted === true);
}

/**
 * Writes what differs between live and declared, and reads it back.
 * A setting that was declared before and no longer is gets cleared; one that never was keeps its live value.
 *
 * @returns the application as the service shows it afterwards
 */
export async function writeSettings(
  id: string,
  live: LiveApplication,
  before: Partial<ApplicationInputs>,
  inputs: ApplicationInputs,
  api: ManagementApi,
): Promise<LiveApplication> {
  const body = merged(live, before, inputs);
  if (settingsNotTaken(body, live).length === 0 && !writtenBlindly(live, before, inputs)) return live;
  await api.updateApplication(id, body);
  const after = await api.showApplication(id);
  const differences = settingsNotTaken(body, after);
  if (differences.length > 0) {
    throw new LifeCycleError(
      "settingNotTaken",
      `application ${id} (${inputs.name}): ${differences.join("; ")}. Somebody else may have changed it at the same time: run pulumi up --refresh.`,
    );
  }
  return after;
}

// Fields that are not sent may be lost (fact sheet 2.2), so what is live and not declared is sent as it is.
function merged(live: LiveApplication, before: Partial<ApplicationInputs>, inputs: ApplicationInputs): WritableSettings {
  const cleared = before.uplinkDestination !== undefined ? "" : live.uplinkDestination;
  const uplinkDestination = inputs.uplinkDestination ?? cleared;
  const enterpriseProjectId = inputs.enterpriseProjectId ?? live.enterpriseProjectId;
  return {
    ...writableSettings(inputs),
    ...(uplinkDestination === undefined ? {} : { uplinkDestination }),
    ...(enterpriseProjectId === undefined ? {} : { enterpriseProjectId }),
  };
}

// The international site never shows the uplink destination, so only the declaration tells that it changed.
function writtenBlindly(live: LiveApplication, before: Partial<ApplicationInputs>, inputs: ApplicationInputs): boolean {
  return live.uplinkDestination === undefined && before.uplinkDestination !== inputs.uplinkDestination;
}

function secretAfter(outputs: Partial<ApplicationOutputs>, inputs: ApplicationInputs, { now, warn }: Surroundings): Secret {
  const { appSecret, secretSource = "unknown", secretUsableFrom } = outputs;
  if (inputs.appSecret !== undefined && inputs.appSecret !== appSecret) return givenSecret(inputs.appSecret, now());
  const kept: Secret = {
    secretSource: inputs.appSecret === undefined ? secretSource : "given",
    ...(appSecret === undefined ? {} : { appSecret }),
    ...(secretUsableFrom === undefined ? {} : { secretUsableFrom }),
  };
  if (inputs.appSecret !== undefined || secretSource !== "given") return kept;
  warn(
    `appSecret of ${inputs.name} is no longer declared, so its secret is now unknown. Take it from the console and declare it again to use credentials.`,
  );
  return createdSecret(undefined, now());
}

function liveWithin(outputs: Partial<ApplicationOutputs>): Partial<LiveApplication> {
  const { appKey, accessAddress, channelNumber, status, createTime, updateTime } = outputs;
  const seen = { appKey, accessAddress, channelNumber, status, createTime, updateTime };
  const whitelist = outputs.consoleChanges?.find(({ setting }) => setting === "ipWhitelist");
  const ipWhitelist = whitelist?.status === "verified" ? (whitelist.value as string[]) : whitelist?.liveValue;
  return { ...(seen as Partial<LiveApplication>), ...(ipWhitelist === undefined ? {} : { ipWhitelist }) };
}
