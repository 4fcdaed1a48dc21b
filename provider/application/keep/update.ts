import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { LiveApplication } from "../../service";
import { requireSameAccount } from "./account-guard";
import { defined } from "../facts/defined";
import { changedSettings, type SettingName } from "../facts/declaration";
import { LifeCycleError } from "../says/life-cycle-error";
import {
  applicationOutputs,
  declaredWithin,
  givenSecret,
  recordedSecret,
  type ApplicationOutputs,
  type KnownSecret,
} from "../facts/outputs";
import { reportTodo } from "../says/report";
import type { Run } from "../run/run";
import type { Surroundings } from "../run/surroundings";
import { writeSettings } from "../write/write-settings";

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
  const api = surroundings.account(inputs);
  requireSameAccount(id, outputs, api);
  requireSameApplication(id, inputs);
  // The secret that the creation gave is no declaration, so its absence from the program is no change.
  const before = declaredWithin(outputs);
  const secret = secretAfter(outputs, inputs, surroundings.run);
  const changed = changedSettings(before, inputs);
  const recordOnly = outputs.status !== undefined && changed.length > 0 && changed.every((name) => recordedOnly.has(name));
  const live = recordOnly ? liveWithin(outputs) : await writeSettings(await api.showApplication(id), before, inputs, api);
  const after = applicationOutputs(inputs, { live, secret, adopted: outputs.adopted === true }, api);
  reportTodo(outputs, after, surroundings.run.warn);
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

function secretAfter(outputs: Partial<ApplicationOutputs>, inputs: ApplicationInputs, { now, warn }: Run): KnownSecret {
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
  return defined({ ...(seen as Partial<LiveApplication>), ipWhitelist });
}
