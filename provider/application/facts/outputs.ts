import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { CloudRegion } from "../../../schemas/generated/cloud-regions";
import type { LiveApplication, ManagementApi } from "../../service";
import { inputsWithin } from "./declaration";
import { consoleChangesOf, type ConsoleChange } from "./console-changes";

/**
 * Where the secret in the outputs comes from: the answer to create, the declaration, an earlier declaration, or nowhere.
 * Without it `appSecret` as an input and as an output could not be told apart.
 */
export type SecretSource = "created" | "given" | "kept" | "unknown";

/** What is known of the secret. */
export interface Secret {
  appSecret?: string;
  secretSource: SecretSource;
  /** ISO time from which the secret surely works; absent while the secret is unknown. */
  secretUsableFrom?: string;
}

/** What the state keeps of an application: every input, and what the service added. */
export interface ApplicationOutputs extends ApplicationInputs, Secret {
  appKey?: string;
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

/** A rotated secret of an application that has sent messages works after 15 minutes (Seed-CN, Seed-EU). */
const rotationMinutes = 15;

/** What was declared, as the outputs tell it. An input and an output share the name appSecret; secretSource says which it is. */
export function declaredWithin(recorded: Partial<ApplicationOutputs>): Partial<ApplicationInputs> {
  const { appSecret, ...others } = inputsWithin(recorded);
  return appSecret !== undefined && recorded.secretSource === "given" ? { ...others, appSecret } : others;
}

/** The secret as declared, from a person who took it from the console. */
export function givenSecret(appSecret: string, now: Date): Secret {
  return { appSecret, secretSource: "given", secretUsableFrom: new Date(now.getTime() + rotationMinutes * 60_000).toISOString() };
}

/** The secret from the answer to create, which works at once; unknown where the site does not give it. */
function createdSecret(appSecret: string | undefined, now: Date): Secret {
  if (appSecret === undefined) return { secretSource: "unknown" };
  return { appSecret, secretSource: "created", secretUsableFrom: now.toISOString() };
}

/** What the state of the last run knows of the secret. */
export function recordedSecret({ appSecret, secretSource, secretUsableFrom }: Partial<ApplicationOutputs>): Secret {
  return {
    secretSource: secretSource ?? "unknown",
    ...(typeof appSecret === "string" ? { appSecret } : {}),
    ...(typeof secretUsableFrom === "string" ? { secretUsableFrom } : {}),
  };
}

/** What is known of the secret of an application that has just been created or taken over: a declared one counts first. */
export function secretOf(inputs: ApplicationInputs, shown: string | undefined, now: Date): Secret {
  return inputs.appSecret === undefined ? createdSecret(shown, now) : givenSecret(inputs.appSecret, now);
}

/** The outputs of an application, whole, from what is declared, what is live and what is known of its secret. */
export function applicationOutputs(
  inputs: ApplicationInputs,
  live: Partial<LiveApplication>,
  secret: Secret,
  api: Pick<ManagementApi, "cloudRegion" | "projectId" | "endpoint">,
  adopted: boolean,
): ApplicationOutputs {
  const { appKey, accessAddress, channelNumber, status, createTime, updateTime } = live;
  const { appSecret, ...declared } = inputs;
  return defined({
    ...declared,
    ...secret,
    appKey,
    accessAddress,
    channelNumber,
    status,
    createTime,
    updateTime,
    adopted,
    cloudRegion: api.cloudRegion,
    projectId: api.projectId,
    endpoint: api.endpoint,
    consoleChanges: consoleChangesOf(inputs, live),
  });
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>;
}
