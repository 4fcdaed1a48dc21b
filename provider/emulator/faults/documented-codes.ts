import type { Refusal } from "../contract/refusals";

/** What ERR-ZH or GW says of a code; texts that are not public are our own. */
export interface DocumentedCode {
  readonly from: Refusal["from"];
  readonly status: number;
  readonly message: string;
}

type Row = readonly [status: number, message: string];

const otherResource: Row = [400, "The signature, template or file is wrong."];
const unpublished: Row = [400, "The text of this code is not public."];

// ERR-ZH has no statuses: all are inferred (GAP-CODES).
const service: Readonly<Record<string, Row>> = {
  "MSGSMS.0001": [500, "Internal server error."],
  "MSGSMS.0002": [400, "Invalid Parameter."],
  "MSGSMS.0003": [401, "Request unauthorized."],
  "MSGSMS.0004": otherResource,
  "MSGSMS.0005": otherResource,
  "MSGSMS.0006": otherResource,
  "MSGSMS.0007": otherResource,
  "MSGSMS.0008": otherResource,
  "MSGSMS.0009": otherResource,
  "MSGSMS.0010": otherResource,
  "MSGSMS.0011": otherResource,
  "MSGSMS.0012": otherResource,
  "MSGSMS.0013": [403, "Service not yet opened."],
  "MSGSMS.0014": [404, "App does not exist."],
  "MSGSMS.0035": [400, "The template could not be deleted."],
  "MSGSMS.0036": [404, "The message template does not exist."],
  "MSGSMS.0050": [404, "Invalid Appkey, app not found"],
  "MSGSMS.0051": [400, "Application Name is duplicated"],
  "MSGSMS.0076": [404, "Message Application does not exist"],
  "MSGSMS.0077": [404, "The information of the template is missing."],
  "MSGSMS.0103": [500, "The tenant could not be looked up."],
  "MSGSMS.0104": [403, "The service is not allowed in this country."],
  "MSGSMS.0186": unpublished,
  "MSGSMS.0187": unpublished,
  "MSGSMS.0188": unpublished,
};

// Codes of the gateway (GW).
const gateway: Readonly<Record<string, Row>> = {
  "0101": [404, "The API does not exist or has not been published in the environment"],
  "0201": [504, "Backend timeout"],
  "0301": [401, "Incorrect IAM authentication information: verify aksk signature fail"],
  "0302": [403, "The IAM user is not authorized to access the API"],
  "0303": [401, "Incorrect app authentication information"],
  "0304": [403, "The app is not authorized to access the API"],
  "0305": [401, "Incorrect authentication information"],
  "0306": [403, "API access denied"],
  "0307": [401, "The token must be updated"],
  "0308": [429, "The throttling threshold has been reached"],
  "0310": [403, "The project is unavailable"],
  "0401": [403, "Unknown client IP address"],
  "0402": [403, "Unknown backend IP address"],
  "0404": [403, "The IP address of the backend is not authorized"],
  "0501": [405, "The app quota has been used up"],
  "0502": [405, "The app has been frozen"],
  "0601": [500, "Internal server error"],
  "0602": [400, "Bad request"],
  "0605": [500, "Domain name resolution failed"],
  "0606": [500, "Failed to load the API configuration"],
  "0607": [400, "The protocol is not supported"],
  "0608": [500, "Failed to obtain the admin token"],
  "0613": [503, "IAM is unavailable"],
  "0801": [403, "The region is not allowed"],
  "0802": [403, "The IAM user is forbidden in this region"],
};

/** All documented codes; those of the gateway also stand with the prefix `APIG.` in pages of other services. */
export const documentedCodes: ReadonlyMap<string, DocumentedCode> = new Map([
  ...Object.entries(service).map(([code, row]) => [code, written("service", row)] as const),
  ...["APIGW.", "APIG."].flatMap((prefix) =>
    Object.entries(gateway).map(([number, row]) => [`${prefix}${number}`, written("gateway", row)] as const),
  ),
]);

function written(from: Refusal["from"], [status, message]: Row): DocumentedCode {
  return { from, status, message };
}
