import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { CallFailure, type LiveApplication, type ManagementApi, type WritableSettings } from "../../service";
import { requireSameAccount } from "../run/account-guard";
import { changedSettings, type SettingName } from "../facts/declaration";
import { LifeCycleError } from "../says/life-cycle-error";
import { applicationOutputs, declaredWithin, givenSecret, recordedSecret, type ApplicationOutputs, type Secret } from "../facts/outputs";
import { reportTodo } from "../says/report";
import type { Surroundings } from "../run/surroundings";
import { settingsNotTaken, writableSettings } from "../facts/writable";

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
  requireSameApplication(id, inputs);
  // The secret that the creation gave is no declaration, so its absence from the program is no change.
  const before = declaredWithin(outputs);
  const secret = secretAfter(outputs, inputs, surroundings);
  const changed = changedSettings(before, inputs);
  const recordOnly = outputs.status !== undefined && changed.length > 0 && changed.every((name) => recordedOnly.has(name));
  const live = recordOnly ? liveWithin(outputs) : await writeSettings(id, await api.showApplication(id), before, inputs, api);
  const after = applicationOutputs(inputs, live, secret, api, outputs.adopted === true);
  reportTodo(outputs, after, surroundings.warn);
  return after;
}

// Taking over another application would leave this one unmanaged, and the state would say that it was done.
function requireSameApplication(id: string, { adopt, name }: ApplicationInputs): void {
  if (adopt === undefined || adopt === "by-name" || adopt === id) return;
  throw new LifeCycleError(
    "actsAtCreation",
    `adopt: ${name} is the application ${id} and cannot become ${adopt}; adopt acts only when a resource is new. ` +
      `Set adopt back or remove it; for the other application declare a second resource.`,
  );
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
  const lost = await lostAnswer(api.updateApplication(id, body));
  const after = await readBack(id, inputs, api);
  const differences = settingsNotTaken(body, after);
  if (differences.length > 0) {
    const why =
      lost === undefined
        ? "Somebody else may have changed it at the same time: run pulumi up --refresh."
        : `Run pulumi up again. ${lost.message}`;
    throw new LifeCycleError("settingNotTaken", `application ${id} (${inputs.name}): ${differences.join("; ")}. ${why}`);
  }
  return after;
}

/** The failure of a change that may have taken effect all the same: reading it back decides. Throws every other failure. */
async function lostAnswer(change: Promise<void>): Promise<CallFailure | undefined> {
  try {
    await change;
    return undefined;
  } catch (error) {
    if (error instanceof CallFailure && error.outcome === "unknown") return error;
    throw error;
  }
}

async function readBack(id: string, inputs: ApplicationInputs, api: ManagementApi): Promise<LiveApplication> {
  try {
    return await api.showApplication(id);
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    const explanation = `application ${id} (${inputs.name}): the change was sent, and could not be read back. Run pulumi up --refresh: it looks first. ${error.message}`;
    throw new LifeCycleError("settingNotTaken", explanation, { cause: error });
  }
}

// Fields that are not sent may be lost (fact sheet 2.2), so what is live and not declared is sent as it is.
function merged(live: LiveApplication, before: Partial<ApplicationInputs>, inputs: ApplicationInputs): WritableSettings {
  const cleared = before.uplinkDestination !== undefined ? "" : live.uplinkDestination;
  const uplinkDestination = inputs.uplinkDestination ?? cleared;
  // "0" is the default project (fact sheet 2.1).
  const enterpriseProjectId = inputs.enterpriseProjectId ?? (before.enterpriseProjectId !== undefined ? "0" : live.enterpriseProjectId);
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
  const recorded = recordedSecret(outputs);
  if (inputs.appSecret !== undefined) {
    if (inputs.appSecret === recorded.appSecret) return { ...recorded, secretSource: "given" };
    const secret = givenSecret(inputs.appSecret, now());
    warn(
      `the secret of ${inputs.name} is recorded. After a rotation the new one may take 15 minutes to work: surely from ${secret.secretUsableFrom ?? ""}.`,
    );
    return secret;
  }
  if (recorded.secretSource !== "given") return recorded;
  warn(
    `appSecret of ${inputs.name} is no longer declared. The last declared one is kept in the state; if it was rotated since, declare the new one.`,
  );
  return { ...recorded, secretSource: "kept" };
}

function liveWithin(outputs: Partial<ApplicationOutputs>): Partial<LiveApplication> {
  const { appKey, accessAddress, channelNumber, status, createTime, updateTime } = outputs;
  const seen = { appKey, accessAddress, channelNumber, status, createTime, updateTime };
  const whitelist = outputs.consoleChanges?.find(({ setting }) => setting === "ipWhitelist");
  const ipWhitelist = whitelist?.status === "verified" ? (whitelist.value as string[]) : whitelist?.liveValue;
  return { ...(seen as Partial<LiveApplication>), ...(ipWhitelist === undefined ? {} : { ipWhitelist }) };
}
