import { isIPv6 } from "node:net";
import type { Problem } from "../problem";
import { quoted } from "../../messages";

/** SMS1204: two entries of the whitelist that mean one address. The same spelling twice is refused by the schema already. */
export function repeatedAddresses(ipWhitelist: readonly string[]): Problem[] {
  // IPv4 addresses alone have one spelling each.
  if (!ipWhitelist.some((address) => address.includes(":"))) return [];
  const first = new Map<string, number>();
  return ipWhitelist.flatMap((address, index): Problem[] => {
    const meant = oneSpelling(address);
    const earlier = first.get(meant);
    if (earlier === undefined) {
      first.set(meant, index);
      return [];
    }
    return [
      {
        path: ["ipWhitelist", index],
        target: "value",
        code: "SMS1204",
        message: `is the address of position ${earlier + 1} (${quoted(ipWhitelist[earlier] ?? "")}) in another spelling, and is ${quoted(address)}`,
        nextStep: "remove one of the two",
        related: [{ path: ["ipWhitelist", earlier], message: "the same address" }],
      },
    ];
  });
}

/** RFC 5952's spelling; an IPv4 address written as IPv6 (RFC 4291, 2.5.5.2) becomes the IPv4 one. */
function oneSpelling(address: string): string {
  if (!isIPv6(address)) return address;
  const compressed = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(compressed) ?? [];
  if (high === undefined || low === undefined) return compressed;
  const [left, right] = [parseInt(high, 16), parseInt(low, 16)];
  return [left >> 8, left & 255, right >> 8, right & 255].join(".");
}
