import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { Problem } from "../problem";
import { callbacksOf, type Callback } from "./callbacks";
import { leftoverInCallback, leftoverInName } from "./leftovers";
import { placeholderCallback, placeholderName } from "./placeholders";
import { plainHttp } from "./plain-http";
import { repeatedAddresses } from "./repeated-addresses";
import { reservedAddresses, reservedHost } from "./reserved-addresses";
import { secretInUrl } from "./secret-in-url";

/** The settings that advice is about. */
export const advisedSettings = ["name", "uplinkDestination", "statusReportDestination", "ipWhitelist"] as const;

/** Everything about one application that the schemas allow and that will fail or surprise all the same. */
export function adviceFor({
  name,
  adopt,
  uplinkDestination,
  statusReportDestination,
  ipWhitelist = [],
}: Partial<Pick<ApplicationInputs, (typeof advisedSettings)[number] | "adopt">>): Problem[] {
  const callbacks = callbacksOf({ uplinkDestination, statusReportDestination });
  return [
    // One that is taken over has the name already.
    ...(name === undefined || adopt !== undefined ? [] : [...placeholderName(name), ...leftoverInName(name)]),
    ...callbacks.flatMap(adviceForCallback),
    ...reservedAddresses(ipWhitelist),
    ...repeatedAddresses(ipWhitelist),
  ];
}

const adviceForCallback = (callback: Callback): Problem[] => [
  ...plainHttp(callback),
  ...reservedHost(callback),
  ...secretInUrl(callback),
  ...placeholderCallback(callback),
  ...leftoverInCallback(callback),
];
