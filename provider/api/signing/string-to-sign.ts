import { hash } from "node:crypto";

export const signingAlgorithm = "SDK-HMAC-SHA256";

/**
 * The text that is signed: algorithm, time and hash of the canonical request (SIGN, api-sign-algorithm-002).
 *
 * @param date the value of X-Sdk-Date, `YYYYMMDDTHHMMSSZ`
 */
export function stringToSign(canonicalRequest: string, date: string): string {
  return `${signingAlgorithm}\n${date}\n${hash("sha256", canonicalRequest)}`;
}

/** A time as X-Sdk-Date wants it: UTC, to the second, `YYYYMMDDTHHMMSSZ`. */
export function signingDate(time: Date): string {
  const text = time.toISOString();
  return `${text.slice(0, 4)}${text.slice(5, 7)}${text.slice(8, 13)}${text.slice(14, 16)}${text.slice(17, 19)}Z`;
}
