import { BlockList, isIP } from "node:net";
import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { Problem } from "../../rules/problem";
import { quoted } from "../../rules/wording";
import { callbacksOf } from "./callbacks";

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

/** SMS1203: addresses that the service can neither see as a sender nor call. */
export function reservedAddresses(inputs: ApplicationInputs): Problem[] {
  const entries = (inputs.ipWhitelist ?? []).map((address, index) =>
    problem(["ipWhitelist", index], kindOf(address), address, "the service sees the public address of the sender; enter that one"),
  );
  const callbacks = callbacksOf(inputs).map(({ setting, text, url }) =>
    problem([setting], kindOfHost(url.hostname), text, "the service calls back over the internet; give a public address"),
  );
  return [...entries, ...callbacks].flatMap((found) => found ?? []);
}

function problem(path: Problem["path"], kind: string | undefined, text: string, nextStep: string): Problem | undefined {
  if (kind === undefined) return undefined;
  return { path, target: "value", code: "SMS1203", message: `is ${kind}, and is ${quoted(text)}`, nextStep };
}

function kindOf(address: string): string | undefined {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
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

function kindOfHost(host: string): string | undefined {
  const address = host.replace(/^\[(.*)\]$/, "$1");
  if (isIP(address) !== 0) return kindOf(address);
  return localName.test(host) ? "a name that only a local network knows" : undefined;
}
