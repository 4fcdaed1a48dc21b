import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { Problem } from "../problem";
import { callbacksOf } from "./callbacks";
import { plainHttp } from "./plain-http";
import { repeatedAddresses } from "./repeated-addresses";
import { reservedAddresses, reservedHost } from "./reserved-addresses";
import { secretInUrl } from "./secret-in-url";

/** The settings that advice is about. */
export const advisedSettings = ["uplinkDestination", "statusReportDestination", "ipWhitelist"] as const;

/** Everything about one application that the schemas allow and that will fail or surprise all the same. */
export function adviceFor({
  uplinkDestination,
  statusReportDestination,
  ipWhitelist = [],
}: Pick<ApplicationInputs, (typeof advisedSettings)[number]>): Problem[] {
  const callbacks = callbacksOf({ uplinkDestination, statusReportDestination });
  return [
    ...callbacks.flatMap((callback) => [...plainHttp(callback), ...reservedHost(callback), ...secretInUrl(callback)]),
    ...reservedAddresses(ipWhitelist),
    ...repeatedAddresses(ipWhitelist),
  ];
}
