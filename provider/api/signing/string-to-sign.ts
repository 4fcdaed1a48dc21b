import { createHash } from "node:crypto";

export const signingAlgorithm = "SDK-HMAC-SHA256";

/**
 * The text that is signed: algorithm, time and hash of the canonical request (SIGN, api-sign-algorithm-002).
 *
 * @param date the value of X-Sdk-Date, `YYYYMMDDTHHMMSSZ`
 */
export function stringToSign(canonicalRequest: string, date: string): string {
  return `${signingAlgorithm}\n${date}\n${createHash("sha256").update(canonicalRequest).digest("hex")}`;
}

/** A time as X-Sdk-Date wants it: UTC, to the second, `YYYYMMDDTHHMMSSZ`. */
export function signingDate(time: Date): string {
  return `${time.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}
