import type { Dispatcher } from "undici";
import { message, plain } from "../messages";
import type { Account } from "./account";
import { unexpected } from "./answers";
import { UnexpectedAnswerError, type ApiError } from "./api-errors";
import { undiciConnections, type ConnectionOptions, type Connections } from "./connections";
import { noAnswer, notReached, proxyAuthentication, tooLong, type TimeLimits } from "./no-answer";
import type { RequestName, Send } from "./exchange";
import { signRequest, encodedPath, encodedQuery } from "./signing";

export interface TransportDeps extends Omit<ConnectionOptions, "connectLimit"> {
  clock: () => Date;
  limits?: Partial<TimeLimits>;
  /** undici's connections when absent. */
  connections?: Connections;
}

const usualLimits: TimeLimits = { connect: 10_000, headers: 30_000, body: 30_000, total: 60_000 };

/** A page of 500 applications has less than 1 MiB. */
const largestAnswer = 8 * 1024 * 1024;

/**
 * Gives the function that signs and sends one request and reads the whole answer. A POST gets a connection of its own: on a
 * kept one a reset could not be told from a lost answer. Nothing is sent twice here.
 *
 * The function throws NoAnswerError (SMS3001 never sent, SMS3002 outcome unknown), UnexpectedAnswerError (SMS3003)
 * for an answer of more than 8 MiB or one that is not HTTP, and UnsendableError (SMS3012) for keys that fit in no header. A status that means an error is an answer here.
 */
export function transport(account: Account, deps: TransportDeps): Send {
  const limits = { ...usualLimits, ...deps.limits };
  const { origin, host } = new URL(account.endpoint);
  let loading: Promise<Connections> | undefined;
  return async (request) => {
    loading ??=
      deps.connections === undefined ? undiciConnections({ ...deps, connectLimit: limits.connect }) : Promise.resolve(deps.connections);
    const connections = await loading;
    const path = encodedPath(request.path);
    const query = encodedQuery(request.query);
    const name = { method: request.method, url: `${origin}${path}` };
    const headers = { ...signRequest(request, host, account, deps.clock()), accept: "application/json" };
    const fresh = request.method === "POST";
    const dispatcher = fresh ? connections.fresh(origin) : connections.shared(origin);
    const total = AbortSignal.timeout(limits.total);
    let answering = false;
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
      answering = true;
      const header = (wanted: string) => firstText(response.headers[wanted]);
      return { request: name, status: response.statusCode, header, body: await textOf(response.body, name) };
    } catch (error) {
      throw failureOf(error, { name, limits, connections, origin, answering, late: total.aborted });
    } finally {
      if (fresh) await dispatcher.destroy();
    }
  };
}

interface Failing {
  name: RequestName;
  limits: TimeLimits;
  connections: Connections;
  origin: string;
  answering: boolean;
  late: boolean;
}

function failureOf(error: unknown, { name, limits, connections, origin, answering, late }: Failing): ApiError {
  if (error instanceof UnexpectedAnswerError) return error;
  const proxy = connections.proxyOf?.(origin);
  if (connections.isConnectFailure(error)) return notReached(error, name, limits, proxy);
  // So undici reports a 407 to a request that goes to the proxy in plain HTTP.
  if (proxy !== undefined && error instanceof Error && error.message === "Proxy Authentication Required (407)")
    return proxyAuthentication(name, limits, proxy);
  return late ? tooLong(name, "total", limits) : noAnswer(error, name, limits, answering);
}

const firstText = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

async function textOf(body: Dispatcher.ResponseData["body"], name: RequestName): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > largestAnswer) {
      const values = { size: plain(largestAnswer / 1024 / 1024) };
      throw new UnexpectedAnswerError(message("SMS3003", { what: "tooLong", values, ...unexpected({ request: name }) }), name, "too-large");
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
