import * as pulumi from "@pulumi/pulumi";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import type { CloudRegion } from "../../schemas/generated/cloud-regions";
import { settings } from "../../schemas/generated/settings";
import { message, plain } from "../messages";
import { outputNames, programKey, resourceType, secretOutputs } from "../application";
import type { ConsoleChange, SecretSource } from "../application/public";
import { refuseHarmful } from "./harmful-options";
import { programFacts } from "./program-facts";
import { requireFoundByEngine } from "./engine-folder";
import { refused } from "./refused";
import type { SmsApplicationArgs } from "./sms-application-args";

/**
 * The provider as the engine stores it: a constant text that requires the installed package. Nothing is serialised,
 * no code and no credential gets into the state, and an upgrade causes no diff. It is in every user's state: never change it.
 */
const providerText = 'exports.handler = () => require("pulumi-msgsms/dynamic-provider").provider;';

/** What a sender of messages needs. */
export interface SmsApplicationCredentials {
  appKey: string;
  appSecret: string;
  accessAddress: string;
  /** Applications that send through a channel of their own have one: those of the International and the European site. */
  channelNumber?: string;
}

/**
 * One SMS application of Huawei Cloud Message & SMS. It can be created, changed and adopted, and never deleted:
 * it is protected unless `deletionPolicy` is `abandon`, and the provider refuses to delete it in any case.
 */
export class SmsApplication extends pulumi.CustomResource {
  /** Lets policy packs match the class. */
  static readonly __pulumiType = resourceType;

  declare readonly market: pulumi.Output<ApplicationInputs["market"]>;
  declare readonly name: pulumi.Output<string>;
  declare readonly uplinkDestination: pulumi.Output<string | undefined>;
  declare readonly uplinkSendTime: pulumi.Output<boolean | undefined>;
  declare readonly statusReportDestination: pulumi.Output<string | undefined>;
  declare readonly ipWhitelist: pulumi.Output<string[] | undefined>;
  declare readonly testSignatureAndTemplate: pulumi.Output<boolean | undefined>;
  declare readonly enterpriseProjectId: pulumi.Output<string | undefined>;
  declare readonly adopt: pulumi.Output<string | undefined>;
  declare readonly confirmedInConsole: pulumi.Output<ApplicationInputs["confirmedInConsole"]>;
  declare readonly deletionPolicy: pulumi.Output<ApplicationInputs["deletionPolicy"]>;
  declare readonly profile: pulumi.Output<string | undefined>;
  /** The application key; always a secret. */
  declare readonly appKey: pulumi.Output<string>;
  /** The secret; always a secret, and undefined while nobody knows it. Prefer `credentials`, which says so. */
  declare readonly appSecret: pulumi.Output<string | undefined>;
  /** Where the secret comes from: the answer to create, the declaration, or nowhere. */
  declare readonly secretSource: pulumi.Output<SecretSource>;
  /** ISO time from which the secret surely works. */
  declare readonly secretUsableFrom: pulumi.Output<string | undefined>;
  /** Address that sending calls go to. */
  declare readonly accessAddress: pulumi.Output<string | undefined>;
  /** Sender channel; the International and the European site show one. */
  declare readonly channelNumber: pulumi.Output<string | undefined>;
  /** `CREATED`, `LAUNCHED`, `PROCESSING` or `SUSPENDED`. */
  declare readonly status: pulumi.Output<string | undefined>;
  /** `yyyy-MM-dd HH:mm:ss`; the service does not document the time zone. */
  declare readonly createTime: pulumi.Output<string | undefined>;
  declare readonly updateTime: pulumi.Output<string | undefined>;
  /** Whether the application existed before and was taken over. */
  declare readonly adopted: pulumi.Output<boolean>;
  declare readonly cloudRegion: pulumi.Output<CloudRegion>;
  declare readonly projectId: pulumi.Output<string>;
  /** Address of the management API that showed the application. */
  declare readonly endpoint: pulumi.Output<string>;
  /** The declared settings that the API cannot write: whether each is done, and what to enter where. */
  declare readonly consoleChanges: pulumi.Output<ConsoleChange[]>;

  /**
   * @param resourceName logical name; with the type it is the identity in Pulumi
   * @throws pulumi.ResourceError when the `import` option is given, a plain setting is an output, or the engine will not find the provider
   */
  constructor(resourceName: string, args: SmsApplicationArgs, options?: pulumi.CustomResourceOptions) {
    refuseImport(resourceName, options);
    requirePlain(resourceName, args);
    refuseHarmful(resourceName, options);
    requireFoundByEngine();
    super(SmsApplication.__pulumiType, resourceName, properties(resourceName, args, options), registration(args, options));
  }

  /**
   * Looks up an application that exists, without managing it.
   *
   * @param id the application's id, from the console or `pulumi stack export`
   */
  static get(resourceName: string, id: pulumi.Input<pulumi.ID>, args: Pick<SmsApplicationArgs, "profile"> = {}): SmsApplication {
    return new SmsApplication(resourceName, args as SmsApplicationArgs, { id });
  }

  /**
   * Key, secret, access address and channel number, together and secret. It fails while the secret is unknown:
   * an unknown secret would otherwise reach senders as an empty text.
   */
  get credentials(): pulumi.Output<SmsApplicationCredentials> {
    const known = pulumi.all([this.name, this.appKey, this.appSecret, this.accessAddress, this.channelNumber]);
    const credentials = known.apply(([name, appKey, appSecret, accessAddress, channelNumber]) => {
      if (!appSecret || !accessAddress) throw incomplete(name, !appSecret, this);
      return { appKey, appSecret, accessAddress, ...(channelNumber ? { channelNumber } : {}) };
    });
    return pulumi.secret(credentials);
  }
}

/**
 * An error for use within `apply`. Without an empty stack the program would hang for ever on Node 20: the SDK prints the stack with colours,
 * and Node loops on the SDK's own frame `node_modules/@pulumi/output.ts` (seen with SDK 3.248 on Node 20.20; util.inspect, markNodeModules).
 */
function incomplete(name: string, secretMissing: boolean, resource: pulumi.Resource): pulumi.ResourceError {
  const values = { name: plain(name) };
  const told = secretMissing ? message("SMS2015", { values, do: ["declare"] }) : message("SMS2016", { values, do: ["refresh"] });
  const error = refused(told, resource);
  error.stack = "";
  return error;
}

function properties(resourceName: string, args: SmsApplicationArgs, options: pulumi.CustomResourceOptions = {}): pulumi.Inputs {
  // What a program does not declare must be passed as undefined to exist on the resource (ENGINE-11).
  const absent = Object.fromEntries([...Object.keys(settings), ...outputNames].map((name) => [name, undefined]));
  const program = programFacts(resourceName, args, options);
  const given: pulumi.Inputs = { ...absent, ...args, [programKey]: program, __provider: providerText };
  // A secret that is given plain would be stored plain in inputs, history and backups (ENGINE-14).
  if (args.appSecret !== undefined) given["appSecret"] = pulumi.secret(args.appSecret);
  return given;
}

/** Protection follows the deletion policy, so a preview already shows what a removal would do; the program's own options win. */
function registration(args: SmsApplicationArgs, options: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
  const abandoned = args.deletionPolicy === "abandon";
  // An output may be a secret, and whether it is one is known only later; consoleChanges repeats these values.
  const maybeSecret = [args.uplinkSendTime, args.statusReportDestination, args.ipWhitelist].some((value) =>
    pulumi.Output.isInstance(value),
  );
  const ours: pulumi.CustomResourceOptions = {
    protect: !abandoned,
    retainOnDelete: abandoned,
    additionalSecretOutputs: [...secretOutputs, ...(maybeSecret ? ["consoleChanges"] : [])],
  };
  // An explicit undefined would win over ours and leave the application unprotected (ENGINE-12).
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return pulumi.mergeOptions(ours, given);
}

// The engine cannot import a dynamic resource and would answer with a stack (ENGINE-13).
function refuseImport(resourceName: string, options: pulumi.CustomResourceOptions | undefined): void {
  if (options?.import === undefined) return;
  throw refused(message("SMS2017", { values: { resource: plain(resourceName) }, do: ["adopt"] }));
}

function requirePlain(resourceName: string, args: SmsApplicationArgs): void {
  for (const setting of ["deletionPolicy", "profile"] as const) {
    const value: unknown = args[setting];
    if (value === undefined || typeof value === "string") continue;
    throw refused(message("SMS2018", { values: { setting: plain(setting), resource: plain(resourceName) }, do: ["plain"] }));
  }
}
