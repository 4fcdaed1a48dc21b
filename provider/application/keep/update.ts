import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { ForeseenError, message, plain, secret } from "../../messages";
import type { LiveApplication } from "../../service";
import { changedSettings, type SettingName } from "../facts/declaration";
import { defined } from "../facts/defined";
import {
  applicationOutputs,
  declaredWithin,
  givenSecret,
  recordedSecret,
  type ApplicationOutputs,
  type KnownSecret,
} from "../facts/outputs";
import type { Run } from "../run/run";
import type { Surroundings } from "../run/surroundings";
import { todoWarnings } from "../says/warnings";
import { writeSettings } from "../write/write-settings";
import { requireSameAccount } from "./account-guard";

/** Changes of these alone concern the state only and call no API. */
const recordedOnly: ReadonlySet<SettingName> = new Set(["appSecret", "adopt", "confirmedInConsole", "deletionPolicy"]);

/**
 * Brings an application to what is declared: read, merge, write the whole body, read back, compare.
 * Writes nothing when the service already shows the declared values.
 *
 * @param outputs the outputs of the last run
 * @returns the outputs, whole
 * @throws ForeseenError SMS2006 a setting did not take; SMS2008 the configuration names another account
 * @throws ForeseenError from the configuration and the API
 */
export async function updateApplication(
  id: string,
  outputs: Partial<ApplicationOutputs>,
  inputs: ApplicationInputs,
  surroundings: Surroundings,
): Promise<ApplicationOutputs> {
  const api = surroundings.account(inputs);
  requireSameAccount(id, outputs, api);
  requireSameApplication(id, inputs);
  // The secret that the creation gave was not declared, so its absence from the program is not a change.
  const before = declaredWithin(outputs);
  const known = secretAfter(outputs, inputs, surroundings.run);
  const changed = changedSettings(before, inputs);
  const recordOnly = outputs.status !== undefined && changed.length > 0 && changed.every((name) => recordedOnly.has(name));
  const live = recordOnly ? liveWithin(outputs) : await writeSettings(await api.showApplication(id), before, inputs, api);
  const after = applicationOutputs(inputs, { live, secret: known, adopted: outputs.adopted === true }, api);
  todoWarnings(outputs, after).forEach(surroundings.run.warn);
  return after;
}

// Taking over another application would leave this one unmanaged, and the state would say that it was done.
function requireSameApplication(id: string, { adopt, name }: ApplicationInputs): void {
  if (adopt === undefined || adopt === "by-name" || adopt === id) return;
  const values = { setting: plain("adopt"), name: plain(name), id: plain(id), other: plain(adopt) };
  throw new ForeseenError(message("SMS2013", { what: "otherApplication", values, do: ["remove", "second"] }));
}

function secretAfter(outputs: Partial<ApplicationOutputs>, inputs: ApplicationInputs, { now, warn }: Run): KnownSecret {
  const recorded = recordedSecret(outputs);
  const values = { name: plain(inputs.name) };
  if (inputs.appSecret !== undefined) {
    if (inputs.appSecret === recorded.appSecret) return { ...recorded, secretSource: "given" };
    const known = givenSecret(secret(inputs.appSecret), now());
    warn(message("SMS2213", { values, facts: { "works from": plain(known.secretUsableFrom ?? "") }, do: ["wait"] }));
    return known;
  }
  if (recorded.secretSource !== "given") return recorded;
  warn(message("SMS2214", { values, do: ["declare"] }));
  return { ...recorded, secretSource: "kept" };
}

function liveWithin(outputs: Partial<ApplicationOutputs>): Partial<LiveApplication> {
  const { appKey, accessAddress, channelNumber, status, createTime, updateTime } = outputs;
  const seen = { appKey, accessAddress, channelNumber, status, createTime, updateTime };
  const whitelist = outputs.consoleChanges?.find(({ setting }) => setting === "ipWhitelist");
  const ipWhitelist = whitelist?.status === "verified" ? (whitelist.value as string[]) : whitelist?.liveValue;
  return defined({ ...(seen as Partial<LiveApplication>), ipWhitelist });
}
