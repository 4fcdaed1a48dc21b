import type { Dispatcher } from "undici";
import type { Account } from "./account";
import { NoAnswerError, UnexpectedAnswerError, UnsendableError, type ApiError } from "./api-errors";
import { undiciConnections, type Connections } from "./connections";
import { signRequest, type ApiRequest } from "./sign-request";
import { encodedPath, encodedQuery } from "./signing/canonical-request";

/** Time limits of one request, in milliseconds. */
export interface TimeLimits {
  /** Name look-up, TCP and TLS. */
  connect: number;
  /** From the end of the request to the end of the answer's headers. */
  headers: number;
  /** Between two parts of the answer's body. */
  body: number;
  /** The whole request, connecting included. */
  total: number;
}

export interface TransportDeps {
  clock: () => Date;
  limits?: Partial<TimeLimits>;
  /** Plain undici connections when absent. */
  connections?: Connections;
}

/** An answer as it came, with whatever status. */
export interface Answer {
  request: RequestName;
  status: number;
  /** Value of a header; the name in lower case. */
  header: (name: string) => string | undefined;
  body: string;
}

/** Method and address of a request, as shown in messages. */
export interface RequestName {
  method: ApiRequest["method"];
  url: string;
}

export type Send = (request: ApiRequest) => Promise<Answer>;

const usualLimits: TimeLimits = { connect: 10_000, headers: 30_000, body: 30_000, total: 60_000 };

/** A page of 500 applications has less than 1 MiB. */
const largestAnswer = 8 * 1024 * 1024;

/**
 * Gives the function that signs and sends one request and reads the whole answer. A POST gets a connection of its own: on a
 * kept one a reset could not be told from a lost answer. Nothing is ever sent twice.
 *
 * The function throws {@link NoAnswerError} (SMS3001 never sent, SMS3002 outcome unknown), {@link UnexpectedAnswerError} (SMS3003)
 * for an answer of more than 8 MiB or one that is no HTTP, and {@link UnsendableError} (SMS3012) for keys that fit in no header. A status that means an error is an answer here.
 */
export function transport(account: Account, deps: TransportDeps): Send {
  const limits = { ...usualLimits, ...deps.limits };
  const { origin, host } = new URL(account.endpoint);
  let loading: Promise<Connections> | undefined;
  return async (request) => {
    loading ??= deps.connections === undefined ? undiciConnections(limits.connect) : Promise.resolve(deps.connections);
    const connections = await loading;
    const path = encodedPath(request.path);
    const query = encodedQuery(request.query);
    const name = { method: request.method, url: `${origin}${path}` };
    const headers = { ...signRequest(request, host, account, deps.clock()), accept: "application/json" };
    const fresh = request.method === "POST";
    const dispatcher = fresh ? connections.fresh(origin) : connections.shared(origin);
    const total = AbortSignal.timeout(limits.total);
    try {
      const response = await dispatcher.request({
        origin,
        path: query === "" ? path : `${path}?${query}`,
        method: request.method,
        headers,
        body: request.body === "" ? null : request.body,
        headersTimeout: limits.headers,
        bodyTimeout: limits.body,
        signal: total,
      });
      const header = (wanted: string) => firstText(response.headers[wanted]);
      return { request: name, status: response.statusCode, header, body: await textOf(response.body, name) };
    } catch (error) {
      if (error instanceof UnexpectedAnswerError) throw error;
      if (connections.isConnectFailure(error)) throw notReached(error, name, limits);
      throw total.aborted ? tooLong(name, "total", limits.total) : noAnswer(error, name, limits);
    } finally {
      if (fresh) await dispatcher.destroy();
    }
  };
}

const firstText = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

async function textOf(body: Dispatcher.ResponseData["body"], name: RequestName): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > largestAnswer) {
      const explanation = `${asked(name)} was answered with more than ${largestAnswer / 1024 / 1024} MiB; no answer of this service is that long. ${effectOf(name)}Check the endpoint.`;
      throw new UnexpectedAnswerError("SMS3003", explanation, name, "unknown", undefined);
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function notReached(error: unknown, name: RequestName, limits: TimeLimits): NoAnswerError {
  const { code } = describe(error);
  const late = code === "UND_ERR_CONNECT_TIMEOUT";
  const cause = late ? `no connection within ${limits.connect} ms` : `${connectReasons[code] ?? tlsReason(code)} (${code})`;
  const explanation = `${asked(name)} did not reach the service: ${cause}. Nothing was sent. Check the endpoint, the network and the firewall, then run again.`;
  return new NoAnswerError("SMS3001", explanation, name, "not-sent");
}

const connectReasons: Record<string, string> = {
  ECONNREFUSED: "the connection was refused",
  ENOTFOUND: "the host name does not exist",
  EAI_AGAIN: "the host name could not be looked up",
  EHOSTUNREACH: "there is no route to the host",
  ENETUNREACH: "there is no route to the network",
  ECONNRESET: "the connection was closed before it was ready",
};

const tlsReason = (code: string) =>
  /CERT|SIGNATURE|SSL|TLS|EPROTO/.test(code) ? "no trusted TLS connection could be made" : "no connection could be made";

function noAnswer(error: unknown, name: RequestName, limits: TimeLimits): ApiError {
  const { code } = describe(error);
  // undici checks paths and headers before it connects.
  if (code === "UND_ERR_INVALID_ARG") {
    const explanation = `${asked(name)} cannot be sent: a header would not be valid. Nothing was sent. Check the keys and the security token for line breaks and other control characters.`;
    return new UnsendableError("SMS3012", explanation, name, "not-sent");
  }
  if (code === "UND_ERR_HEADERS_TIMEOUT") return tooLong(name, "headers", limits.headers);
  if (code === "UND_ERR_BODY_TIMEOUT") return tooLong(name, "body", limits.body);
  if (code === "HTTPParserError" || code.startsWith("HPE_") || code === "UND_ERR_HEADERS_OVERFLOW") {
    const explanation = `${asked(name)} was answered with something that is no valid HTTP (${code}). ${effectOf(name)}Check the endpoint.`;
    return new UnexpectedAnswerError("SMS3003", explanation, name, "unknown", undefined);
  }
  const explanation = `${asked(name)} was sent, and the connection broke before the whole answer was there (${code}). ${effectOf(name)}`;
  return new NoAnswerError("SMS3002", explanation.trim(), name, "unknown");
}

function tooLong(name: RequestName, limit: "headers" | "body" | "total", milliseconds: number): NoAnswerError {
  const what = { headers: "got no answer", body: "got no further part of the answer", total: "was not finished" }[limit];
  const explanation = `${asked(name)} ${what} within ${milliseconds} ms. ${effectOf(name)}`;
  return new NoAnswerError("SMS3002", explanation.trim(), name, "unknown");
}

function describe(error: unknown): { code: string } {
  const { code, name } = error as NodeJS.ErrnoException;
  return { code: typeof code === "string" ? code : name };
}

/** A request as messages name it. */
export const asked = ({ method, url }: RequestName) => `${method} ${url}`;

/** What is not known after a lost or unusable answer, with what to do; ends in a space, and is empty for a GET. */
export const effectOf = ({ method }: RequestName) =>
  method === "GET" ? "" : "Whether it took effect is not known: look at the application list before it is sent again. ";
