import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

/** A server on a free loopback port. */
export interface LoopbackServer {
  /** Host and port. */
  readonly address: string;
  /** From now on it takes requests and never answers. */
  stopAnswering(): void;
  stop(): Promise<void>;
}

/** A request with its whole body. */
export interface HeardRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Listens on loopback and answers each request by the function, or never where that gives nothing; what it throws is an answer with status 500. */
export async function listenOnLoopback(answerTo: (request: HeardRequest) => Answer | undefined): Promise<LoopbackServer> {
  let isMute = false;
  const server = createServer((request, response) => {
    heard(request)
      .then((whole) => {
        const answer = isMute ? undefined : answerTo(whole);
        if (answer !== undefined) send(response, answer);
      })
      .catch((error: unknown) => send(response, { status: 500, body: String(error) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stopAnswering: () => void (isMute = true),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function heard(request: IncomingMessage): Promise<HeardRequest> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const sent = Buffer.concat(parts);
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://loopback");
  return {
    method: request.method ?? "GET",
    path: decodeURIComponent(pathname),
    query: searchParams,
    headers: request.headers,
    body: request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent,
  };
}

function send(response: ServerResponse, { status = 200, headers = {}, body = "" }: Answer): void {
  response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}
