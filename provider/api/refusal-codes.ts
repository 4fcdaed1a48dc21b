/** What a code means and what to do about it. `code` is absent where the HTTP status decides. */
export interface RefusalCode {
  code?: string;
  sentence: string;
  /** The code itself says that nothing was done, whatever the HTTP status: for MSGSMS codes none is documented. */
  didNothing?: true;
  /** The gateway gives the code before it calls the service, so that even a POST may be sent again. */
  beforeService?: true;
}

const otherResource =
  "The code belongs to signatures, templates and files, not to applications. Check that the endpoint is the one of MSGSMS.";

// Added late in 2024; no page read so far says what they mean.
const unpublished =
  "Huawei does not publish what this code means. Go by the service's own message, and quote the request id in a service ticket.";

/** Codes of the service (ERR-ZH). */
const service: Record<string, RefusalCode> = {
  "MSGSMS.0001": { code: "SMS3010", sentence: "The service failed inside. Run again later; if it stays, open a service ticket." },
  "MSGSMS.0002": {
    code: "SMS3011",
    sentence: "The service does not accept a value of the request. Check the settings of the application.",
    didNothing: true,
  },
  "MSGSMS.0003": {
    code: "SMS3004",
    sentence: "The service does not know the caller as authorised. Check the access key, the secret key and the project.",
    didNothing: true,
  },
  "MSGSMS.0004": { code: "SMS3011", sentence: otherResource },
  "MSGSMS.0005": { code: "SMS3011", sentence: otherResource },
  "MSGSMS.0006": { code: "SMS3011", sentence: otherResource },
  "MSGSMS.0007": { code: "SMS3011", sentence: otherResource },
  "MSGSMS.0008": { code: "SMS3011", sentence: otherResource },
  "MSGSMS.0009": { code: "SMS3011", sentence: otherResource },
  "MSGSMS.0010": { code: "SMS3011", sentence: otherResource },
  "MSGSMS.0011": { code: "SMS3011", sentence: otherResource },
  "MSGSMS.0012": { code: "SMS3011", sentence: otherResource },
  "MSGSMS.0013": {
    code: "SMS3005",
    sentence: "Message & SMS is not yet opened for this account. Open the service on the console, then run again.",
    didNothing: true,
  },
  "MSGSMS.0014": {
    code: "SMS3006",
    sentence: "The application does not exist for this project. Check its id, the project and the cloud region.",
    didNothing: true,
  },
  "MSGSMS.0035": {
    code: "SMS3011",
    sentence: "A template could not be deleted; no request for applications does that. Check that the endpoint is the one of MSGSMS.",
  },
  "MSGSMS.0036": {
    code: "SMS3011",
    sentence: "A message template was not found; no request for applications names one. Check that the endpoint is the one of MSGSMS.",
  },
  "MSGSMS.0050": {
    code: "SMS3006",
    sentence: "The service finds no application with this key. Check its id, the project and the cloud region.",
    didNothing: true,
  },
  "MSGSMS.0051": {
    code: "SMS3008",
    sentence: "Another application has this name already. Choose another name, or take the existing application over with `adopt`.",
    didNothing: true,
  },
  "MSGSMS.0076": {
    code: "SMS3006",
    sentence: "The message application does not exist for this project. Check its id, the project and the cloud region.",
    didNothing: true,
  },
  "MSGSMS.0077": {
    code: "SMS3011",
    sentence:
      "The template's information is missing; no request for applications names a template. Check that the endpoint is the one of MSGSMS.",
  },
  "MSGSMS.0103": {
    code: "SMS3010",
    sentence: "The service could not look up the tenant. Run again later; if it stays, open a service ticket.",
  },
  "MSGSMS.0104": {
    code: "SMS3005",
    sentence: "The service is not allowed in the country of this account. Ask Huawei Cloud, or use an account of another site.",
    didNothing: true,
  },
  "MSGSMS.0186": { sentence: unpublished },
  "MSGSMS.0187": { sentence: unpublished },
  "MSGSMS.0188": { sentence: unpublished },
};

/** Codes of the API gateway (GW), without their prefix `APIGW.` or `APIG.`. */
const gateway: Record<string, RefusalCode> = {
  "0101": {
    code: "SMS3007",
    sentence: "The gateway knows no such API at this address. Check the endpoint, the cloud region and the project id.",
  },
  "0201": {
    sentence:
      "The gateway could not handle the request, or the service behind it did not answer in time. Check the endpoint, then run again.",
  },
  "0301": {
    code: "SMS3004",
    sentence:
      "The access key, the secret key or the security token is wrong or has expired. Check them; more than five failures in a row lock the access key for a while.",
  },
  "0302": { code: "SMS3005", sentence: "The IAM user may not make this call. Give its group `MSGSMS FullAccess` in this project." },
  "0303": { code: "SMS3004", sentence: "The gateway could not authenticate the caller as an app. Use an IAM access key and secret key." },
  "0304": {
    code: "SMS3005",
    sentence: "The gateway does not authorise the caller's app. Use the access key of an IAM user with `MSGSMS FullAccess`.",
  },
  "0305": { code: "SMS3004", sentence: "The gateway could not authenticate the caller. Check the access key and the secret key." },
  "0306": { code: "SMS3005", sentence: "The gateway denies access to this API. Check the IAM user's permissions in this project." },
  "0307": {
    code: "SMS3004",
    sentence: "The credentials must be renewed, or they belong to another region. Check the security token and the cloud region.",
  },
  "0308": {
    code: "SMS3009",
    sentence: "Too many requests in a short time; this one did not reach the service. Wait some seconds and run again.",
    beforeService: true,
  },
  "0310": {
    code: "SMS3005",
    sentence: "The project is not available. Check the project id, and on the console whether the project is suspended.",
  },
  "0401": {
    code: "SMS3005",
    sentence: "The gateway refuses the IP address of this machine. Run from an allowed address, or change the access rule.",
  },
  "0402": { code: "SMS3005", sentence: "The gateway may not call the service at its address. Open a service ticket with the request id." },
  "0404": { code: "SMS3005", sentence: "The gateway refuses the address behind this API. Open a service ticket with the request id." },
  "0501": {
    code: "SMS3005",
    sentence: "The caller's app has used up its quota at the gateway. Raise the quota, or wait until it is renewed.",
  },
  "0502": {
    code: "SMS3005",
    sentence: "The caller's app is frozen at the gateway. Check the account for arrears, then open a service ticket.",
  },
  "0601": { code: "SMS3010", sentence: "The gateway failed inside. Run again later." },
  "0602": {
    code: "SMS3011",
    sentence: "The gateway takes the request for a bad one. Check that the endpoint has the right scheme and port.",
  },
  "0605": { code: "SMS3010", sentence: "The gateway could not look up the service behind it. Run again later." },
  "0606": {
    code: "SMS3010",
    sentence: "The gateway lacks a part of the API's definition. Run again later; if it stays, open a service ticket.",
  },
  "0607": { code: "SMS3011", sentence: "The gateway does not offer the API over this protocol. Use `https` in the endpoint." },
  "0608": {
    code: "SMS3010",
    sentence: "The gateway could not obtain a token it needs. Run again later; if it stays, open a service ticket.",
  },
  "0613": {
    code: "SMS3010",
    sentence: "IAM is not available to the gateway, so the request did not reach the service. Run again later.",
    beforeService: true,
  },
  "0801": { code: "SMS3005", sentence: "The gateway refuses this cloud region. Check the cloud region and the endpoint." },
  "0802": {
    code: "SMS3005",
    sentence: "The IAM user is not allowed in this cloud region. Check the cloud region, or the permissions of the user's account.",
  },
};

const gatewayPrefix = /^APIG(?:W)?\./;

/** Whether a code comes from the gateway, and so from in front of the service. */
export const isGatewayCode = (code: string) => gatewayPrefix.test(code);

/** The row for a code of the service or the gateway; undefined when no page names the code. */
export function refusalCode(code: string): RefusalCode | undefined {
  const table = isGatewayCode(code) ? gateway : service;
  const key = code.replace(gatewayPrefix, "");
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Every code that has words of its own; gateway codes with the prefix `APIGW.`. */
export const knownCodes = [...Object.keys(service), ...Object.keys(gateway).map((number) => `APIGW.${number}`)];
