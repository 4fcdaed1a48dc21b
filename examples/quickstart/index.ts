import { SmsApplicationManifest } from "pulumi-msgsms";

const sms = new SmsApplicationManifest("sms", { file: "sms-applications.yaml" });
const applications = Object.entries(sms.applications);

/** What senders and people need to know of each application. Its key and secret stay in the state, encrypted. */
export const applicationsByName = Object.fromEntries(
  applications.map(([name, { id, status, accessAddress, channelNumber }]) => [name, { id, status, accessAddress, channelNumber }]),
);

/** What a person still has to enter on the console. */
export const consoleChanges = Object.fromEntries(applications.map(([name, application]) => [name, application.consoleChanges]));
