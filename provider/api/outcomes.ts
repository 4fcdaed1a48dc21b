import type { CallOutcome } from "../service";

interface Row {
  outcome: CallOutcome;
  /** Which requests may be sent again by themselves: a POST only where it did not reach the service, for nobody can take an application back. */
  again: "any" | "get-and-put" | "none";
  /** Why the outcome is certain, or is not; with the source. */
  reason: string;
}

/** Each way in which a request can end badly, and the one thing that follows from it. Whoever makes an error looks it up here. */
export const outcomes = {
  unsendable: {
    outcome: "not-sent",
    again: "none",
    reason: "It is checked before a connection is made (management-api.ts; undici core/request).",
  },
  "host-not-found": { outcome: "not-sent", again: "any", reason: "Without an address there is no connection (getaddrinfo)." },
  "connection-refused": { outcome: "not-sent", again: "any", reason: "No TCP connection stood, so no byte could go (RFC 9293, 3.5)." },
  "connect-timeout": {
    outcome: "not-sent",
    again: "any",
    reason: "The request is written only to a ready connection (undici core/connect).",
  },
  "closed-before-ready": {
    outcome: "not-sent",
    again: "any",
    reason: "The request is written only after the TLS handshake (undici core/connect).",
  },
  "tls-failed": { outcome: "not-sent", again: "any", reason: "No TLS session stood, so nothing was sent in it (RFC 8446, 2)." },
  "certificate-not-trusted": {
    outcome: "not-sent",
    again: "none",
    reason: "We closed the connection before sending (Node tls); a certificate does not change in seconds.",
  },
  "proxy-refused": {
    outcome: "not-sent",
    again: "any",
    reason: "Without a 2xx to CONNECT there is no tunnel to the service (RFC 9110, 9.3.6).",
  },
  "proxy-authentication": {
    outcome: "not-sent",
    again: "none",
    reason: "The proxy passes nothing on before it knows the user (RFC 9110, 15.5.8); more tries could lock the user.",
  },

  "headers-timeout": {
    outcome: "unknown",
    again: "get-and-put",
    reason: "It was sent, and the service may have acted without answering in time.",
  },
  "body-timeout": { outcome: "unknown", again: "get-and-put", reason: "The service had begun to answer, so it has probably acted." },
  "total-timeout": { outcome: "unknown", again: "get-and-put", reason: "It may have been sent when the time was up." },
  "reset-after-sending": {
    outcome: "unknown",
    again: "get-and-put",
    reason: "A reset does not tell what was read before it (RFC 9110, 9.2.2).",
  },
  "cut-body": { outcome: "unknown", again: "get-and-put", reason: "The status had come, and the rest of the answer is lost." },

  "not-http": { outcome: "unknown", again: "none", reason: "Something else than the service answers; what it passed on is not known." },
  "too-large": { outcome: "unknown", again: "none", reason: "No answer of this API is that long; what it says was not read to its end." },
  redirection: { outcome: "unknown", again: "none", reason: "The API documents no 3xx (API-ZH, API-INTL); something between answers." },
  "malformed-json": { outcome: "unknown", again: "none", reason: "The status says success, and its content cannot be read." },
  "undocumented-answer": { outcome: "unknown", again: "none", reason: "The status says success, and no id in the body proves it." },
  "undocumented-answer-with-id": {
    outcome: "unknown",
    again: "none",
    reason: "The id proves that the application exists; the rest of the answer is not as documented.",
  },

  "refused-by-code": {
    outcome: "refused",
    again: "none",
    reason: "The code itself says that nothing was done, whatever the status (ERR-ZH).",
  },
  "status-400": { outcome: "refused", again: "none", reason: "Rejected when it was checked (ERR-ZH; GW 0201, 0602, 0607)." },
  "status-401": { outcome: "refused", again: "none", reason: "Authentication comes before anything is done (GW 0301, 0303, 0305, 0307)." },
  "status-403": {
    outcome: "refused",
    again: "none",
    reason: "Permission is checked before anything is done (GW 0302, 0304, 0306, 0310, 04xx, 08xx).",
  },
  "status-404": {
    outcome: "refused",
    again: "none",
    reason: "There is nothing at this address to act on (GW 0101; ERR-ZH 0014, 0050, 0076).",
  },
  "status-409": { outcome: "refused", again: "none", reason: "It contradicts what exists, and was not done (RFC 9110, 15.5.10)." },
  "status-413": { outcome: "refused", again: "none", reason: "The body was not taken (GW 0201; RFC 9110, 15.5.14)." },
  "status-4xx": { outcome: "refused", again: "none", reason: "A client error is a request that was not carried out (RFC 9110, 15.5)." },
  "status-408": {
    outcome: "unknown",
    again: "get-and-put",
    reason: "A server or proxy gave up waiting; what it passed on before is not known (RFC 9110, 15.5.9).",
  },
  "status-429": {
    outcome: "refused",
    again: "get-and-put",
    reason: "Throttled (RFC 6585, 4), but not said by whom: not certain enough for a second POST.",
  },
  "gateway-429": { outcome: "refused", again: "any", reason: "The gateway throttles before it calls the service (GW 0308)." },
  "status-500": { outcome: "unknown", again: "get-and-put", reason: "The service failed at an unknown point (ERR-ZH 0001, 0103)." },
  "status-502": {
    outcome: "unknown",
    again: "get-and-put",
    reason: "A proxy got no valid answer to what it may have passed on (RFC 9110, 15.6.3).",
  },
  "status-503": {
    outcome: "unknown",
    again: "get-and-put",
    reason: "Overload may begin after the request was accepted (RFC 9110, 15.6.4).",
  },
  "status-504": { outcome: "unknown", again: "get-and-put", reason: "It was passed on and not answered in time (RFC 9110, 15.6.5)." },
  "status-5xx": { outcome: "unknown", again: "none", reason: "A server error says nothing about what was done (RFC 9110, 15.6)." },
  "gateway-500": {
    outcome: "unknown",
    again: "get-and-put",
    reason: "The gateway failed inside, and not said at which point (GW 0601, 0605, 0606, 0608).",
  },
  "gateway-502": {
    outcome: "unknown",
    again: "get-and-put",
    reason: "The service behind the gateway was lost, perhaps while it acted (GW 0201).",
  },
  "gateway-503": { outcome: "refused", again: "any", reason: "The gateway could not ask IAM, so it did not call the service (GW 0613)." },
  "gateway-504": {
    outcome: "unknown",
    again: "get-and-put",
    reason: "The gateway passed it on, and the service did not answer in time (GW 0201).",
  },
} as const satisfies Record<string, Row>;

/** Name of a row of {@link outcomes}. */
export type Ending = keyof typeof outcomes;

const statusesWithRow: ReadonlySet<number> = new Set([400, 401, 403, 404, 408, 409, 413, 429, 500, 502, 503, 504]);

/** What the code in an answer says about who refused; the codes are in refusal-codes.ts. */
export interface CodeWords {
  fromGateway: boolean;
  /** The code says that nothing was done. */
  didNothing: boolean;
  /** The gateway gives this code only before it calls the service. */
  beforeService: boolean;
}

/** The row for an answer with a status of 300 or more. */
export function endingOfStatus(status: number, { fromGateway, didNothing, beforeService }: CodeWords): Ending {
  if (status < 400) return "redirection";
  if (beforeService && (status === 429 || status === 503)) return `gateway-${status}`;
  if (didNothing) return "refused-by-code";
  if (fromGateway && (status === 500 || status === 502 || status === 504)) return `gateway-${status}`;
  if (statusesWithRow.has(status)) return `status-${status as 400 | 401 | 403 | 404 | 408 | 409 | 413 | 429 | 500 | 502 | 503 | 504}`;
  return status >= 500 ? "status-5xx" : "status-4xx";
}

/** Whether a request that ended so may be sent once more. */
export function mayBeSentAgain(ending: Ending, method: string): boolean {
  const { again } = outcomes[ending];
  return again === "any" || (again === "get-and-put" && method !== "POST");
}
