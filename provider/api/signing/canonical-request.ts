import { hash } from "node:crypto";

/** What a signature covers. Header names may have any case; `query` is decoded. */
export interface SignableRequest {
  method: string;
  /** Decoded path segments joined by `/`, beginning with `/`. */
  path: string;
  query: readonly (readonly [name: string, value: string])[];
  headers: Readonly<Record<string, string>>;
  /** The exact bytes or text that are sent; never re-serialised JSON. */
  body: string | Uint8Array;
}

/**
 * The canonical request of SDK-HMAC-SHA256: six parts joined by line feeds.
 *
 * Rules: SIGN (api-sign-algorithm-001) and SDK-GO core/auth/signer/signer.go: each path segment
 * percent-encoded and the path always ending in `/`; query sorted by name, then by value, before encoding;
 * header names in lower case and in the order of `signedHeaders`; values trimmed; lower-case hex SHA-256 of the body.
 *
 * @param signedHeaders lower-case header names, sorted
 */
export function canonicalRequest(request: SignableRequest, signedHeaders: readonly string[]): string {
  const headers = byLowerCaseName(request.headers);
  return [
    request.method.toUpperCase(),
    canonicalPath(request.path),
    canonicalQuery(request.query),
    canonicalHeaders(headers, signedHeaders),
    signedHeaders.join(";"),
    bodyHash(request.body, headers),
  ].join("\n");
}

function canonicalPath(path: string): string {
  const encoded = encodedPath(path);
  return encoded.endsWith("/") ? encoded : `${encoded}/`;
}

function canonicalQuery(query: SignableRequest["query"]): string {
  if (query.length === 0) return "";
  const sorted = [...query].sort(([nameA, valueA], [nameB, valueB]) => compareText(nameA, nameB) || compareText(valueA, valueB));
  return encodedQuery(sorted);
}

function canonicalHeaders(headers: Map<string, string>, signedHeaders: readonly string[]): string {
  let lines = "";
  for (const name of signedHeaders) lines += `${name}:${headers.get(name)?.trim() ?? ""}\n`;
  return lines;
}

function byLowerCaseName(headers: SignableRequest["headers"]): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of Object.keys(headers)) found.set(name.toLowerCase(), headers[name] ?? "");
  return found;
}

const hashOfNothing = hash("sha256", "");

// A client may hand over the hash, or UNSIGNED-PAYLOAD, in this header (SDK-GO signer.go).
function bodyHash(body: SignableRequest["body"], headers: Map<string, string>): string {
  return headers.get("x-sdk-content-sha256") ?? (body.length === 0 ? hashOfNothing : hash("sha256", body));
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const unreserved = /^[A-Za-z0-9\-_.~]*$/;
const unreservedPath = /^[A-Za-z0-9\-_.~/]*$/;

/** Percent-encodes all but the unreserved characters of RFC 3986, with upper-case hex digits. */
export function percentEncode(text: string): string {
  if (unreserved.test(text)) return text;
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A path with each segment percent-encoded, as it is sent; the canonical one ends in `/` besides. */
export function encodedPath(path: string): string {
  return unreservedPath.test(path) ? path : path.split("/").map(percentEncode).join("/");
}

/** A query as it is sent, in the order given. */
export function encodedQuery(query: SignableRequest["query"]): string {
  let text = "";
  for (const [name, value] of query) text += `${text === "" ? "" : "&"}${percentEncode(name)}=${percentEncode(value)}`;
  return text;
}
