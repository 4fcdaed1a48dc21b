import { createHmac } from "node:crypto";

/** Lower-case hex HMAC-SHA256 with the secret key itself as key; there is no key derivation (SIGN, api-sign-algorithm-003). */
export function signature(stringToSign: string, secretKey: string): string {
  return createHmac("sha256", secretKey).update(stringToSign).digest("hex");
}
