import type { IncomingMessage } from "node:http";
import { badAddress, bodyTooLarge } from "../contract/refusals";

/** A request as it came over the wire: what a signature covers, before anybody has interpreted it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Decoded. */
  readonly path: string;
  /** Decoded, in the order received. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

// SIGN and GW: the body of a signed call may have at most 12 MB.
const bodyLimit = 12 * 1024 * 1024;

/**
 * Reads a request to its end.
 *
 * @throws Refusal for a body over 12 MB or an address that cannot be decoded; the stream's error when the client goes away
 */
export async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const { path, query } = addressOf(incoming.url ?? "");
  return { method: incoming.method ?? "", path, query, headers: joinedHeaders(incoming), body: await bodyOf(incoming) };
}

/** The whole body. One over the limit is read to its end, so that the client gets to see the refusal, but not kept. */
export async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  if (incoming.headers["content-length"] === undefined && incoming.headers["transfer-encoding"] === undefined) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= bodyLimit) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (length > bodyLimit) throw bodyTooLarge();
  return Buffer.concat(chunks);
}

function addressOf(url: string): Pick<ReceivedRequest, "path" | "query"> {
  if (!url.startsWith("/")) throw badAddress();
  const [path = "", ...rest] = url.split("?");
  const queryText = rest.join("?");
  try {
    return { path: decodeURIComponent(path), query: queryText === "" ? [] : queryText.split("&").map(queryPair) };
  } catch (error) {
    if (error instanceof URIError) throw badAddress();
    throw error;
  }
}

function queryPair(pair: string): readonly [string, string] {
  const [name = "", ...value] = pair.replaceAll("+", " ").split("=");
  return [decodeURIComponent(name), decodeURIComponent(value.join("="))];
}

function joinedHeaders(incoming: IncomingMessage): Record<string, string> {
  const present = Object.entries(incoming.headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name, typeof value === "string" ? value : value.join(", ")]));
}
