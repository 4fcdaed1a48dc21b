import { createHash } from "node:crypto";

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
 * Rules: SIGN (devg-apisign api-sign-algorithm-001) and SDK-go core/auth/signer/signer.go: each path segment
 * percent-encoded and the path always ending in `/`; query sorted by name, then by value, before encoding;
 * header names in lower case and in the order of `signedHeaders`; values trimmed; lower-case hex SHA-256 of the body.
 *
 * @param signedHeaders lower-case header names, sorted
 */
export function canonicalRequest(request: SignableRequest, signedHeaders: readonly string[]): string {
  return [
    request.method.toUpperCase(),
    canonicalPath(request.path),
    canonicalQuery(request.query),
    canonicalHeaders(request.headers, signedHeaders),
    signedHeaders.join(";"),
    bodyHash(request),
  ].join("\n");
}

function canonicalPath(path: string): string {
  const encoded = path.split("/").map(percentEncode).join("/");
  return encoded.endsWith("/") ? encoded : `${encoded}/`;
}

function canonicalQuery(query: SignableRequest["query"]): string {
  const sorted = [...query].sort(([nameA, valueA], [nameB, valueB]) => compareText(nameA, nameB) || compareText(valueA, valueB));
  return sorted.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join("&");
}

function canonicalHeaders(headers: SignableRequest["headers"], signedHeaders: readonly string[]): string {
  const values = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()]));
  return signedHeaders.map((name) => `${name}:${values.get(name) ?? ""}\n`).join("");
}

// A client may hand over the hash, or UNSIGNED-PAYLOAD, in this header (SDK-go signer.go).
function bodyHash(request: SignableRequest): string {
  const given = Object.entries(request.headers).find(([name]) => name.toLowerCase() === "x-sdk-content-sha256");
  return given?.[1] ?? createHash("sha256").update(request.body).digest("hex");
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const unreserved = /^[A-Za-z0-9\-_.~]*$/;

/** Percent-encodes all but the unreserved characters of RFC 3986, with upper-case hex digits. */
export function percentEncode(text: string): string {
  if (unreserved.test(text)) return text;
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
