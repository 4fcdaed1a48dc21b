export { SmsApplication } from "./sms-application";
export type { SmsApplicationCredentials } from "./sms-application";
export type { SmsApplicationArgs } from "./sms-application-args";
export { SmsApplicationManifest } from "./sms-application-manifest";
export type { SmsApplicationManifestArgs } from "./sms-application-manifest";
export type { ConsoleChange, ConsoleChangeStatus, SecretSource } from "../application/public";
