import { NoAnswerError, UnexpectedAnswerError, UnsendableError, type ApiError } from "./api-errors";
import type { Ending } from "./outcomes";
import { asked, effectOf, type RequestName } from "./request-name";

/** Time limits of one request, in milliseconds. */
export interface TimeLimits {
  /** Name look-up, TCP, the way through a proxy, and TLS. */
  connect: number;
  /** From the end of the request to the end of the answer's headers. */
  headers: number;
  /** Between two parts of the answer's body. */
  body: number;
  /** The whole request, connecting included. */
  total: number;
}

/** The error (SMS3001) for a request that failed before its connection was ready. @param proxy as messages name it */
export function notReached(error: unknown, name: RequestName, limits: TimeLimits, proxy?: string): NoAnswerError {
  const { code, message } = described(error);
  const { ending, cause, nextStep } = connectFailure(code, message, limits);
  const way = proxy === undefined ? "" : `, on the way through ${proxy}`;
  const step = nextStep ?? `Check ${proxy === undefined ? "" : "the proxy, "}the endpoint, the network and the firewall, then run again.`;
  return new NoAnswerError("SMS3001", `${asked(name)} did not reach the service: ${cause}${way}. Nothing was sent. ${step}`, name, ending);
}

/** The error (SMS3001) for a proxy that asks for a user name and password; it passes nothing on before. */
export function proxyAuthentication(name: RequestName, limits: TimeLimits, proxy?: string): NoAnswerError {
  return notReached(new Error("Proxy response (407)"), name, limits, proxy);
}

interface ConnectFailure {
  ending: Ending;
  cause: string;
  nextStep?: string;
}

function connectFailure(code: string, message: string, limits: TimeLimits): ConnectFailure {
  const proxyStatus = /^Proxy response \((\d{3})\)/.exec(message)?.[1];
  if (proxyStatus !== undefined) return proxyFailure(proxyStatus);
  if (certificateCode.test(code)) return certificateFailure(code);
  // The way through a proxy has a time limit for the proxy's answer too.
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "UND_ERR_HEADERS_TIMEOUT")
    return { ending: "connect-timeout", cause: `no connection within ${limits.connect} ms` };
  const known = connectCodes[code];
  if (known !== undefined) return { ending: known[0], cause: `${known[1]} (${code})` };
  if (/SSL|TLS|EPROTO/.test(code)) return { ending: "tls-failed", cause: `no trusted TLS connection could be made (${code})` };
  return { ending: "connection-refused", cause: `no connection could be made (${code})` };
}

const closed = ["closed-before-ready", "the connection was closed before it was ready"] as const;

const connectCodes: Record<string, readonly [Ending, string]> = {
  ECONNREFUSED: ["connection-refused", "the connection was refused"],
  ENOTFOUND: ["host-not-found", "the host name does not exist"],
  EAI_AGAIN: ["host-not-found", "the host name could not be looked up"],
  EHOSTUNREACH: ["connection-refused", "there is no route to the host"],
  ENETUNREACH: ["connection-refused", "there is no route to the network"],
  ETIMEDOUT: ["connect-timeout", "the connection was not answered"],
  ECONNRESET: closed,
  EPIPE: closed,
};

function proxyFailure(status: string): ConnectFailure {
  if (status !== "407") return { ending: "proxy-refused", cause: `the proxy did not open the way to it (HTTP ${status})` };
  const nextStep = "Put them into the variable, as `http://user:password@host:port`, with special characters percent-encoded.";
  return {
    ending: "proxy-authentication",
    cause: "the proxy does not accept the user name and password, or got none (HTTP 407)",
    nextStep,
  };
}

/** Codes of Node for a certificate that does not verify (X509 errors; ERR_TLS_CERT_ALTNAME_INVALID). */
const certificateCode =
  /^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CERT_|ERR_TLS_CERT_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|HOSTNAME_MISMATCH)/;

function certificateFailure(code: string): ConnectFailure {
  const ending = "certificate-not-trusted";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID" || code === "HOSTNAME_MISMATCH")
    return { ending, cause: `the certificate is for another host name (${code})`, nextStep: "Check the host name in the endpoint." };
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
    const cause = `the certificate ${code === "CERT_HAS_EXPIRED" ? "has expired" : "is not yet valid"} (${code})`;
    return { ending, cause, nextStep: "Check this machine's clock; if it is right, the certificate must be renewed." };
  }
  const nextStep =
    "If an authority of your organisation signs it, or a proxy that reads TLS, set NODE_EXTRA_CA_CERTS to a file with that authority's certificate (PEM) before Pulumi starts. Otherwise somebody else answers: check the endpoint.";
  return { ending, cause: `the certificate is signed by nobody that this machine trusts (${code})`, nextStep };
}

/**
 * The error for a request that failed after its connection was ready: SMS3002, SMS3003 for bytes that are no HTTP, SMS3012 for a
 * header that cannot be sent.
 *
 * @param answering whether the headers of an answer had come
 */
export function noAnswer(error: unknown, name: RequestName, limits: TimeLimits, answering: boolean): ApiError {
  const { code } = described(error);
  // undici checks paths and headers before it connects.
  if (code === "UND_ERR_INVALID_ARG") {
    const explanation = `${asked(name)} cannot be sent: a header would not be valid. Nothing was sent. Check the keys and the security token for line breaks and other control characters.`;
    return new UnsendableError("SMS3012", explanation, name, "unsendable");
  }
  if (code === "UND_ERR_HEADERS_TIMEOUT") return tooLong(name, "headers", limits);
  if (code === "UND_ERR_BODY_TIMEOUT") return tooLong(name, "body", limits);
  if (code === "HTTPParserError" || code.startsWith("HPE_") || code === "UND_ERR_HEADERS_OVERFLOW") {
    const explanation = `${asked(name)} was answered with something that is no valid HTTP (${code}). ${effectOf(name)}Check the endpoint.`;
    return new UnexpectedAnswerError("SMS3003", explanation, name, "not-http", undefined);
  }
  const explanation = `${asked(name)} was sent, and the connection broke before the whole answer was there (${code}). ${effectOf(name)}`;
  return new NoAnswerError("SMS3002", explanation.trim(), name, answering ? "cut-body" : "reset-after-sending");
}

const late = { headers: "got no answer", body: "got no further part of the answer", total: "was not finished" };

/** The error (SMS3002) for a request whose time limit is over. */
export function tooLong(name: RequestName, limit: keyof typeof late, limits: TimeLimits): NoAnswerError {
  const explanation = `${asked(name)} ${late[limit]} within ${limits[limit]} ms. ${effectOf(name)}`;
  return new NoAnswerError("SMS3002", explanation.trim(), name, `${limit}-timeout`);
}

function described(error: unknown): { code: string; message: string } {
  const { code, name, message, cause } = error as NodeJS.ErrnoException & { cause?: { code?: unknown } };
  // undici wraps a proxy's certificate failure; what Node said is the cause.
  if (code === "UND_ERR_PRX_TLS" && typeof cause?.code === "string") return { code: cause.code, message };
  return { code: typeof code === "string" ? code : name, message };
}
