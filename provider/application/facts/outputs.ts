import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { CloudRegion } from "../../../schemas/generated/cloud-regions";
import { limits } from "../../../schemas/generated/settings";
import { secret, type Secret } from "../../messages";
import type { LiveApplication, ManagementApi } from "../../service";
import type { ConsoleChange, SecretSource } from "../public";
import { consoleChangesOf } from "./console-changes";
import { inputsWithin, settingNames } from "./declaration";
import { defined } from "./defined";

/** The type of the resource in every user's state. It never changes. */
export const resourceType = "pulumi-nodejs:dynamic/msgsms:SmsApplication";

/** What is known of the secret. */
export interface KnownSecret {
  appSecret?: Secret;
  secretSource: SecretSource;
  /** ISO time from which the secret surely works; absent while the secret is unknown. */
  secretUsableFrom?: string;
}

/** What the state keeps of an application: every input, and what the service added. */
export interface ApplicationOutputs extends Omit<ApplicationInputs, "appSecret">, KnownSecret {
  appKey?: Secret;
  accessAddress?: string;
  channelNumber?: string;
  status?: string;
  createTime?: string;
  updateTime?: string;
  adopted: boolean;
  cloudRegion: CloudRegion;
  projectId: string;
  /** Origin of the management API that showed the application. */
  endpoint: string;
  consoleChanges: ConsoleChange[];
}

/** An application that exists, with everything the state is to keep of it. */
export interface ManagedApplication {
  id: string;
  outputs: ApplicationOutputs;
}

/** The outputs that no program declares; with the settings they are all there are. `appSecret` is both. */
export const outputNames = [
  "appKey",
  "secretSource",
  "secretUsableFrom",
  "accessAddress",
  "channelNumber",
  "status",
  "createTime",
  "updateTime",
  "adopted",
  "cloudRegion",
  "projectId",
  "endpoint",
  "consoleChanges",
] as const satisfies readonly Exclude<keyof ApplicationOutputs, keyof ApplicationInputs>[];

/** The outputs that are always secret. */
export const secretOutputs = ["appKey", "appSecret"] as const satisfies readonly (keyof ApplicationOutputs)[];

/** The outputs within a property bag that also holds other things. */
export function outputsWithin(properties: Readonly<Record<string, unknown>>): Partial<ApplicationOutputs> {
  const names = [...settingNames, ...outputNames].filter((name) => properties[name] !== undefined && properties[name] !== null);
  return Object.fromEntries(names.map((name) => [name, properties[name]]));
}

/** What was declared, as the outputs tell it. An input and an output share the name appSecret; secretSource says which it is. */
export function declaredWithin(recorded: Partial<ApplicationOutputs>): Partial<ApplicationInputs> {
  const { appSecret, ...others } = inputsWithin(recorded);
  return appSecret !== undefined && recorded.secretSource === "given" ? { ...others, appSecret } : others;
}

/** Milliseconds until a rotated secret works, of an application that has sent messages. */
const rotation = limits.rotatedSecretMinutes * 60_000;

/** The secret as declared, from a person who took it from the console. */
export function givenSecret(appSecret: Secret, now: Date): KnownSecret {
  return { appSecret, secretSource: "given", secretUsableFrom: new Date(now.getTime() + rotation).toISOString() };
}

/** The secret from the answer to create, which works at once; unknown where the site does not give it. */
function createdSecret(appSecret: Secret | undefined, now: Date): KnownSecret {
  if (appSecret === undefined) return { secretSource: "unknown" };
  return { appSecret, secretSource: "created", secretUsableFrom: now.toISOString() };
}

/** What the state of the last run knows of the secret. */
export function recordedSecret({ appSecret, secretSource, secretUsableFrom }: Partial<ApplicationOutputs>): KnownSecret {
  return defined({
    secretSource: secretSource ?? "unknown",
    appSecret: typeof appSecret === "string" ? secret(appSecret) : undefined,
    secretUsableFrom: typeof secretUsableFrom === "string" ? secretUsableFrom : undefined,
  });
}

/** What is known of the secret of an application that has just been created or taken over: a declared one counts first. */
export function secretOf(inputs: ApplicationInputs, shown: Secret | undefined, now: Date): KnownSecret {
  return inputs.appSecret === undefined ? createdSecret(shown, now) : givenSecret(secret(inputs.appSecret), now);
}

/** What is known of an application beside what is declared. */
export interface Known {
  /** As the service shows it, as far as it does. */
  live: Partial<LiveApplication>;
  secret: KnownSecret;
  /** Whether somebody else made it. */
  adopted: boolean;
}

/** The outputs of an application, whole. */
export function applicationOutputs(
  inputs: ApplicationInputs,
  { live, secret, adopted }: Known,
  { cloudRegion, projectId, endpoint }: Pick<ManagementApi, "cloudRegion" | "projectId" | "endpoint">,
): ApplicationOutputs {
  const { appKey, accessAddress, channelNumber, status, createTime, updateTime } = live;
  const { appSecret, ...declared } = inputs;
  return defined({
    ...declared,
    ...secret,
    ...{ appKey, accessAddress, channelNumber, status, createTime, updateTime },
    ...{ adopted, cloudRegion, projectId, endpoint },
    consoleChanges: consoleChangesOf(inputs, live),
  });
}
