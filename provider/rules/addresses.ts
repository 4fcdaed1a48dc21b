import { isIPv6 } from "node:net";

/** One spelling for each IP address: RFC 5952's; an IPv4 address that is written as IPv6 (RFC 4291, 2.5.5.2) becomes the IPv4 one. */
export function oneSpelling(address: string): string {
  if (!isIPv6(address)) return address;
  const compressed = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(compressed) ?? [];
  if (high === undefined || low === undefined) return compressed;
  const [left, right] = [parseInt(high, 16), parseInt(low, 16)];
  return [left >> 8, left & 255, right >> 8, right & 255].join(".");
}
