import { BlockList, isIPv4, isIPv6 } from "node:net";
import type { Problem } from "../problem";
import { asShown, message, pathText, plain, quoted } from "../../messages";
import type { Callback } from "./callbacks";

type Range = readonly [address: string, bits: number, family: "ipv4" | "ipv6"];

/**
 * The special-purpose ranges that no request over the internet comes from or goes to (RFC 6890 and its IANA registries).
 * The ranges for documentation are left out: examples and tests use them on purpose.
 */
const kinds: readonly { name: string; ranges: readonly Range[] }[] = [
  {
    name: "a private address",
    ranges: [
      ["10.0.0.0", 8, "ipv4"],
      ["172.16.0.0", 12, "ipv4"],
      ["192.168.0.0", 16, "ipv4"],
      ["100.64.0.0", 10, "ipv4"],
      ["fc00::", 7, "ipv6"],
    ],
  },
  {
    name: "a loopback address",
    ranges: [
      ["127.0.0.0", 8, "ipv4"],
      ["::1", 128, "ipv6"],
    ],
  },
  {
    name: "a link-local address",
    ranges: [
      ["169.254.0.0", 16, "ipv4"],
      ["fe80::", 10, "ipv6"],
    ],
  },
  {
    name: "a reserved address",
    ranges: [
      ["0.0.0.0", 8, "ipv4"],
      ["198.18.0.0", 15, "ipv4"],
      ["224.0.0.0", 4, "ipv4"],
      ["240.0.0.0", 4, "ipv4"],
      ["::", 128, "ipv6"],
      ["ff00::", 8, "ipv6"],
    ],
  },
];

let lists: { name: string; list: BlockList }[] | undefined;

/** SMS1203: addresses of a whitelist that the service never sees as a sender. */
export function reservedAddresses(ipWhitelist: readonly string[]): Problem[] {
  return ipWhitelist.flatMap((address, index) => problem(["ipWhitelist", index], kindOf(address), address, "sender"));
}

/** SMS1203: a callback that the service cannot reach. */
export function reservedHost({ setting, text, host }: Callback): Problem[] {
  const kind = isAddress(host) ? kindOf(host) : localName.test(host) ? "a name that only a local network knows" : undefined;
  return problem([setting], kind, text, "callback");
}

// Node makes a large regular expression for IPv6 when it is first asked; a name of a host need not pay for it.
const isAddress = (host: string) => isIPv4(host) || (host.includes(":") && isIPv6(host));

function problem(path: Problem["path"], kind: string | undefined, text: string, why: "sender" | "callback"): Problem[] {
  if (kind === undefined) return [];
  const values = { setting: asShown(pathText(path)), kind: plain(kind), value: asShown(quoted(text)) };
  return [{ ...message("SMS1203", { values, why, do: ["public"] }), path, target: "value" }];
}

/** The first parts of IPv4 addresses that are in one of the ranges; a look into the lists costs much more than this. */
const suspicious = /^(?:0|10|100|127|169|172|192|198|22[4-9]|23\d|24\d|25\d)\./;

function kindOf(address: string): string | undefined {
  const family = address.includes(":") ? "ipv6" : "ipv4";
  if (family === "ipv4" && !suspicious.test(address)) return undefined;
  lists ??= kinds.map(({ name, ranges }) => ({ name, list: listOf(ranges) }));
  return lists.find(({ list }) => list.check(address, family))?.name;
}

function listOf(ranges: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) list.addSubnet(...range);
  return list;
}

/** Names that only one machine or one network knows: RFC 6761 (localhost), RFC 6762 (.local), and .internal, which ICANN reserved in 2024. */
const localName = /(?:^|\.)(?:localhost|local|internal)$/i;
