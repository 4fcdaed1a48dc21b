import type { ApplicationInputs } from "../../../schemas/generated/application-types";

/** An address that the service calls. */
export interface Callback {
  setting: "uplinkDestination" | "statusReportDestination";
  text: string;
  /** The address as a URL; a plain host or IP:port is read as http, which the service then uses. */
  url: URL;
}

/** The callbacks that an application declares. */
export function callbacksOf(inputs: ApplicationInputs): Callback[] {
  return (["uplinkDestination", "statusReportDestination"] as const).flatMap((setting) => {
    const text = inputs[setting];
    if (text === undefined) return [];
    const address = /^https?:\/\//.test(text) ? text : `http://${text}`;
    return URL.canParse(address) ? [{ setting, text, url: new URL(address) }] : [];
  });
}
