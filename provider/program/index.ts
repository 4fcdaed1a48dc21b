export { SmsApplication, type SmsApplicationArgs, type SmsApplicationCredentials } from "./sms-application";
export { SmsApplicationManifest, type SmsApplicationManifestArgs } from "./sms-application-manifest";
export type { ConsoleChange, ConsoleChangeStatus, SecretSource } from "../application";
