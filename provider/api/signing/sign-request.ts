import { canonicalRequest } from "./canonical-request";
import { signature } from "./signature";
import { signingAlgorithm, signingDate, stringToSign } from "./string-to-sign";

/** A request to the management API before it is signed. Path and query are decoded. */
export interface ApiRequest {
  method: "GET" | "POST" | "PUT";
  path: string;
  query: readonly (readonly [name: string, value: string])[];
  /** The exact text that is sent; empty for none. */
  body: string;
}

interface SigningAccount {
  accessKey: string;
  secretKey: string;
  securityToken?: string;
  projectId?: string;
}

/**
 * All headers of a request, Authorization among them.
 *
 * Every header is signed: host and content type as in the documentation's sample (SIGN, api-sign-algorithm-005) and
 * the official Node SDK; X-Project-Id and X-Security-Token as in SDK-GO core/auth.
 *
 * @param host host and port as they go into the Host header
 * @param time the gateway refuses more than 15 minutes of difference to its own
 */
export function signRequest(request: ApiRequest, host: string, account: SigningAccount, time: Date): Record<string, string> {
  const date = signingDate(time);
  const headers: Record<string, string> = { "content-type": "application/json", host };
  if (account.projectId !== undefined) headers["x-project-id"] = account.projectId;
  headers["x-sdk-date"] = date;
  if (account.securityToken !== undefined) headers["x-security-token"] = account.securityToken;
  const signedHeaders = Object.keys(headers).sort();
  const text = stringToSign(
    canonicalRequest({ method: request.method, path: request.path, query: request.query, headers, body: request.body }, signedHeaders),
    date,
  );
  headers["authorization"] = authorization(account.accessKey, signedHeaders, signature(text, account.secretKey));
  return headers;
}

/** The Authorization header: a space and no comma after the algorithm's name (SIGN, api-sign-algorithm-004). */
export function authorization(accessKey: string, signedHeaders: readonly string[], hexSignature: string): string {
  return `${signingAlgorithm} Access=${accessKey}, SignedHeaders=${signedHeaders.join(";")}, Signature=${hexSignature}`;
}
