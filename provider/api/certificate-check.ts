import { message, type Message } from "../messages";
import { nothing } from "./exchange";
import type { Environment } from "./proxies";
import { isThisMachine } from "./this-machine";

const isSwitchedOff = ({ NODE_TLS_REJECT_UNAUTHORIZED: word }: Environment) => word === "0";

/**
 * Whether the certificate of a host is checked. Node's own switch, for the whole process, counts for this machine alone: a test may
 * have a server without a certificate that anybody trusts, and nobody else gets the keys.
 */
export const isCertificateChecked = (origin: string, environment: Environment): boolean =>
  !(isSwitchedOff(environment) && isThisMachine(new URL(origin).hostname));

/** The refusal (SMS3014) of an endpoint for which the environment switches the check off; undefined where it may go on. */
export function uncheckedEndpoint(origin: string, environment: Environment): Message | undefined {
  const { protocol, hostname } = new URL(origin);
  if (!isSwitchedOff(environment) || protocol !== "https:" || isThisMachine(hostname)) return undefined;
  return message("SMS3014", { what: "refused", facts: { sent: nothing }, do: ["unset", "authority", "machine"] });
}

/** The warning (SMS3014) that the certificate of this machine is not checked; undefined where it is. */
export function uncheckedHere(origin: string, environment: Environment): Message | undefined {
  if (new URL(origin).protocol !== "https:" || isCertificateChecked(origin, environment)) return undefined;
  return message("SMS3014", { what: "here", do: ["unset", "authority"] });
}
