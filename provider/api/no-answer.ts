import type { words } from "../../schemas/generated/words";
import { message, plain } from "../messages";
import { unexpected } from "./answers";
import { NoAnswerError, UnexpectedAnswerError, UnsendableError, type ApiError } from "./api-errors";
import type { Ending } from "./outcomes";
import { asked, effectOf, nothing, type RequestName } from "./exchange";

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
  const { code, message: text } = described(error);
  const status = /^Proxy response \((\d{3})\)/.exec(text)?.[1];
  const { ending, what, do: ways = proxy === undefined ? ["network"] : ["proxy"] } = connectFailure(code, status);
  const told = message("SMS3001", {
    what,
    values: { limit: inSeconds(limits.connect) },
    facts: {
      error: plain(status === undefined ? code : `HTTP ${status}`),
      proxy: proxy === undefined ? undefined : plain(proxy),
      sent: nothing,
      request: asked(name),
    },
    do: ways,
  });
  return new NoAnswerError(told, name, ending);
}

/** The error (SMS3001) for a proxy that asks for a user name and password; it passes nothing on before. */
export function proxyAuthentication(name: RequestName, limits: TimeLimits, proxy?: string): NoAnswerError {
  return notReached(new Error("Proxy response (407)"), name, limits, proxy);
}

const inSeconds = (milliseconds: number) => plain(`${milliseconds / 1000} s`);

type Words = (typeof words)["SMS3001"];

interface ConnectFailure {
  ending: Ending;
  what: keyof Words["what"];
  /** When the network is not the reason. */
  do?: readonly (keyof Words["do"])[];
}

/** @param proxyStatus what the proxy answered to CONNECT */
function connectFailure(code: string, proxyStatus: string | undefined): ConnectFailure {
  if (proxyStatus === "407") return { ending: "proxy-authentication", what: "proxyUser", do: ["proxyUser"] };
  if (proxyStatus !== undefined) return { ending: "proxy-refused", what: "proxy" };
  if (certificateCode.test(code)) return { ending: "certificate-not-trusted", ...certificateFailure(code) };
  const known = connectCodes[code];
  if (known !== undefined) return { ending: known[0], what: known[1] };
  if (/SSL|TLS|EPROTO/.test(code)) return { ending: "tls-failed", what: "noTls" };
  return { ending: "connection-refused", what: "failed" };
}

const connectCodes: Record<string, readonly [Ending, ConnectFailure["what"]]> = {
  UND_ERR_CONNECT_TIMEOUT: ["connect-timeout", "late"],
  // The way through a proxy has a time limit for the proxy's answer too.
  UND_ERR_HEADERS_TIMEOUT: ["connect-timeout", "late"],
  ECONNREFUSED: ["connection-refused", "refused"],
  ENOTFOUND: ["host-not-found", "noHost"],
  EAI_AGAIN: ["host-not-found", "noLookup"],
  EHOSTUNREACH: ["connection-refused", "noHostRoute"],
  ENETUNREACH: ["connection-refused", "noNetworkRoute"],
  ETIMEDOUT: ["connect-timeout", "unanswered"],
  ECONNRESET: ["closed-before-ready", "closed"],
  EPIPE: ["closed-before-ready", "closed"],
};

/** Codes of Node for a certificate that does not verify (X509 errors; ERR_TLS_CERT_ALTNAME_INVALID). */
const certificateCode =
  /^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CERT_|ERR_TLS_CERT_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|HOSTNAME_MISMATCH)/;

function certificateFailure(code: string): Omit<ConnectFailure, "ending"> {
  switch (code) {
    case "ERR_TLS_CERT_ALTNAME_INVALID":
    case "HOSTNAME_MISMATCH":
      return { what: "otherHost", do: ["endpoint"] };
    case "CERT_HAS_EXPIRED":
      return { what: "expired", do: ["clock", "renew"] };
    case "CERT_NOT_YET_VALID":
      return { what: "notYetValid", do: ["clock", "renew"] };
    default:
      return { what: "untrusted", do: ["authority", "endpoint"] };
  }
}

/**
 * The error for a request that failed after its connection was ready: SMS3002, SMS3003 for bytes that are not HTTP, SMS3012 for a
 * header that cannot be sent.
 *
 * @param answering whether the headers of an answer had come
 */
export function noAnswer(error: unknown, name: RequestName, limits: TimeLimits, answering: boolean): ApiError {
  const { code } = described(error);
  // undici checks paths and headers before it connects.
  if (code === "UND_ERR_INVALID_ARG") {
    const facts = { sent: nothing, request: asked(name) };
    return new UnsendableError(message("SMS3012", { what: "header", facts, why: "header", do: ["header"] }), name, "unsendable");
  }
  if (code === "UND_ERR_HEADERS_TIMEOUT") return tooLong(name, "headers", limits);
  if (code === "UND_ERR_BODY_TIMEOUT") return tooLong(name, "body", limits);
  if (code === "HTTPParserError" || code.startsWith("HPE_") || code === "UND_ERR_HEADERS_OVERFLOW") {
    const { facts, do: ways } = unexpected({ request: name });
    const told = message("SMS3003", { what: "notHttp", facts: { error: plain(code), ...facts }, do: ways });
    return new UnexpectedAnswerError(told, name, "not-http");
  }
  const told = message("SMS3002", { what: "broken", ...lost(name, code) });
  return new NoAnswerError(told, name, answering ? "cut-body" : "reset-after-sending");
}

/** The error (SMS3002) for a request whose time limit is over. */
export function tooLong(name: RequestName, limit: "headers" | "body" | "total", limits: TimeLimits): NoAnswerError {
  const told = message("SMS3002", { what: limit, values: { limit: inSeconds(limits[limit]) }, ...lost(name) });
  return new NoAnswerError(told, name, `${limit}-timeout`);
}

function lost(name: RequestName, code?: string) {
  const effect = effectOf(name);
  const facts = { error: code === undefined ? undefined : plain(code), effect, request: asked(name) };
  return { facts, do: effect === undefined ? (["again"] as const) : (["look"] as const) };
}

function described(error: unknown): { code: string; message: string } {
  const { code, name, message, cause } = error as NodeJS.ErrnoException & { cause?: { code?: unknown } };
  // undici wraps a proxy's certificate failure; what Node said is the cause.
  if (code === "UND_ERR_PRX_TLS" && typeof cause?.code === "string") return { code: cause.code, message };
  return { code: typeof code === "string" ? code : name, message };
}
