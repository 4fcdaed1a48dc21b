import { oneSpelling } from "../addresses";
import type { Problem } from "../problem";
import { asShown, message, pathText, plain, quoted } from "../../messages";

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
    const [path, earlierPath] = [
      ["ipWhitelist", index],
      ["ipWhitelist", earlier],
    ];
    const values = { setting: asShown(pathText(path)), first: asShown(pathText(earlierPath)), value: asShown(quoted(address)) };
    const told = message("SMS1204", { values, facts: { first: plain(ipWhitelist[earlier] ?? "") }, do: ["one"] });
    return [{ ...told, path, target: "value", related: [{ path: earlierPath, what: "the same address" }] }];
  });
}
