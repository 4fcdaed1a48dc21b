import { createHash, timingSafeEqual } from "node:crypto";
import { canonicalRequest, signature, signingDate, stringToSign } from "../../api/signing";
import type { ReceivedRequest } from "./received-request";
import { notAuthenticated } from "../contract/refusals";

/** The one access key that an emulator knows. */
export interface AccessKeyPair {
  accessKey: string;
  secretKey: string;
}

// SIGN: the gateway refuses a difference of more than 15 minutes between X-Sdk-Date and its own time.
const longestSkew = 15 * 60 * 1000;

const authorizationPattern = /^SDK-HMAC-SHA256 Access=([^,\s]+), SignedHeaders=([a-z0-9_;-]+), Signature=([0-9a-f]{64})$/;

const badSignature = "verify aksk signature fail";

/**
 * Verifies the signature of a request over what was received: the headers that its own SignedHeaders list names, and the exact bytes of the body.
 * Temporary credentials are taken as they come, if X-Security-Token is signed (SDK-GO signs it).
 *
 * @throws Refusal APIGW.0301; texts from SIGN (api-sign-0001) and FAQ-401
 */
export function authenticate(request: ReceivedRequest, known: AccessKeyPair, now: Date): void {
  const { accessKey, signedHeaders, given } = parseAuthorization(request);
  if (accessKey !== known.accessKey) throw notAuthenticated(`Get secretKey failed,ak:${accessKey.slice(0, 128)},err:ak not exist`);
  const date = signedDate(request, signedHeaders, now);
  if (signedHeaders.some((name) => request.headers[name] === undefined)) throw notAuthenticated(badSignature);
  if (request.headers["x-security-token"] !== undefined && !signedHeaders.includes("x-security-token"))
    throw notAuthenticated(badSignature);
  if (!bodyIsAsHashed(request)) throw notAuthenticated(badSignature);
  const expected = signature(stringToSign(canonicalRequest(request, signedHeaders), date), known.secretKey);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(given))) throw notAuthenticated(badSignature);
}

function parseAuthorization(request: ReceivedRequest): { accessKey: string; signedHeaders: string[]; given: string } {
  const header = request.headers["authorization"];
  if (header === undefined) {
    // The emulator issues no tokens, so none can be decrypted.
    throw notAuthenticated(request.headers["x-auth-token"] === undefined ? "x-auth-token not found" : "decrypt token fail");
  }
  const [, accessKey = "", list = "", given = ""] = authorizationPattern.exec(header) ?? [];
  if (given === "") throw notAuthenticated(badSignature);
  return { accessKey, signedHeaders: list.split(";"), given };
}

// X-Sdk-Date must be signed (SDK-GO signer.go), or an old request could be sent again under a new date.
function signedDate(request: ReceivedRequest, signedHeaders: readonly string[], now: Date): string {
  const date = request.headers["x-sdk-date"];
  if (date === undefined || !signedHeaders.includes("x-sdk-date")) throw notAuthenticated(badSignature);
  const time = parseSigningDate(date);
  if (time === undefined) throw notAuthenticated(badSignature);
  if (Math.abs(now.getTime() - time) > longestSkew) {
    throw notAuthenticated(`${badSignature}, signature expired, signature time:${date}, server time:${signingDate(now)}`);
  }
  return date;
}

function parseSigningDate(date: string): number | undefined {
  if (!/^\d{8}T\d{6}Z$/.test(date)) return undefined;
  const time = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  return Number.isNaN(time) ? undefined : time;
}

// The canonical request takes this header at its word (SDK-GO), so a server must compare it with the bytes.
function bodyIsAsHashed(request: ReceivedRequest): boolean {
  const hash = request.headers["x-sdk-content-sha256"];
  return hash === undefined || hash === "UNSIGNED-PAYLOAD" || hash === createHash("sha256").update(request.body).digest("hex");
}
