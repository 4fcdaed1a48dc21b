import { ForeseenError, message, plain } from "../../messages";
import type { ApplicationOutputs } from "../facts/outputs";

/**
 * Accepts that the state forgets an application with the deletion policy `abandon`, and refuses for any other.
 * Calls no API: the service has no operation that deletes (SEED-CN, SEED-EU).
 *
 * @throws ForeseenError SMS2009 with the ways out, safest first
 */
export function requireAbandon(id: string, { deletionPolicy, name }: Partial<ApplicationOutputs>): void {
  if (deletionPolicy === "abandon") return;
  const ways = ["keep", "rename", "abandon"] as const;
  throw new ForeseenError(
    name === undefined
      ? message("SMS2009", { what: "unnamed", values: { id: plain(id) }, do: ways })
      : message("SMS2009", { what: "named", values: { id: plain(id), name: plain(name) }, do: ways }),
  );
}
