import { asShown, type Shown } from "../messages";
import { access, address, fault, keys, missing, nameInUse, other, parameter, throttled, type RefusalWords } from "./refusal-words";

/** What a code says. It has no words of its own where the HTTP status decides. */
export interface RefusalCode extends Partial<RefusalWords> {
  /** What its page says, where the words of the status stand for it. */
  means?: Shown;
  /** The code itself says that nothing was done, whatever the HTTP status: for MSGSMS codes none is documented. */
  didNothing?: true;
  /** The gateway gives the code before it calls the service, so that even a POST may be sent again. */
  beforeService?: true;
}

const otherResource = other("otherResource", "endpoint");

// Added late in 2024; no page read so far says what they mean.
const unpublished: RefusalCode = { means: asShown("not published by Huawei") };

/** Codes of the service (ERR-ZH). */
const service: Record<string, RefusalCode> = {
  "MSGSMS.0001": fault("service", "later", "ticket"),
  "MSGSMS.0002": { ...parameter, didNothing: true },
  "MSGSMS.0003": { ...keys("unauthorized", "keys", "project"), didNothing: true },
  "MSGSMS.0004": otherResource,
  "MSGSMS.0005": otherResource,
  "MSGSMS.0006": otherResource,
  "MSGSMS.0007": otherResource,
  "MSGSMS.0008": otherResource,
  "MSGSMS.0009": otherResource,
  "MSGSMS.0010": otherResource,
  "MSGSMS.0011": otherResource,
  "MSGSMS.0012": otherResource,
  "MSGSMS.0013": { ...access("notOpen", "open", "arrears"), didNothing: true },
  "MSGSMS.0014": { ...missing("missing"), didNothing: true },
  "MSGSMS.0035": other("templateKept", "endpoint"),
  "MSGSMS.0036": other("noTemplate", "endpoint"),
  "MSGSMS.0050": { ...missing("noKey"), didNothing: true },
  "MSGSMS.0051": { ...nameInUse, didNothing: true },
  "MSGSMS.0076": { ...missing("noMessageApplication"), didNothing: true },
  "MSGSMS.0077": other("noTemplateInfo", "endpoint"),
  "MSGSMS.0103": fault("tenant", "later", "ticket"),
  "MSGSMS.0104": { ...access("country", "site"), didNothing: true },
  "MSGSMS.0186": unpublished,
  "MSGSMS.0187": unpublished,
  "MSGSMS.0188": unpublished,
};

/** Codes of the API gateway (GW), without their prefix `APIGW.` or `APIG.`. */
const gateway: Record<string, RefusalCode> = {
  "0101": address("api"),
  "0201": { means: asShown("the gateway could not handle the request, or got no answer from the service in time") },
  "0301": keys("wrong", "keys"),
  "0302": access("user", "permission"),
  "0303": keys("app", "user"),
  "0304": access("app", "user"),
  "0305": keys("caller", "keys"),
  "0306": access("api", "permission"),
  "0307": keys("renew", "token", "region"),
  "0308": { ...throttled("byGateway"), beforeService: true },
  "0310": access("project", "project"),
  "0401": access("address", "address"),
  "0402": access("backend", "ticket"),
  "0404": access("backendAddress", "ticket"),
  "0501": access("appQuota", "wait"),
  "0502": access("appFrozen", "arrears", "ticket"),
  "0601": fault("gateway", "later"),
  "0602": other("badRequest", "scheme"),
  "0605": fault("backend", "later"),
  "0606": fault("definition", "later", "ticket"),
  "0607": other("protocol", "https"),
  "0608": fault("token", "later", "ticket"),
  "0613": { ...fault("iam", "later"), beforeService: true },
  "0801": access("region", "region"),
  "0802": access("userRegion", "region", "permission"),
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
