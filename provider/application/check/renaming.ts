import { message, plain, type Message } from "../../messages";
import type { LiveApplication } from "../../service";
import { evidenceOf, namedExactly } from "../facts/existing";
import type { OpenMarket } from "../run/market";

/**
 * The refusal to give a name that exists. On a renaming the one that has it may be the renamed application itself.
 *
 * @param adopted the application that is taken over and gets the name
 */
export function newNameTaken(
  name: string,
  applications: readonly LiveApplication[],
  market: OpenMarket,
  adopted?: LiveApplication,
): Message | undefined {
  const existing = namedExactly(applications, name).filter(({ id }) => id !== adopted?.id);
  if (existing.length === 0) return undefined;
  return message("SMS2001", {
    what: "whileRenaming",
    values: { name: plain(name), market: plain(market.name), current: plain(adopted?.name ?? "") },
    facts: { exists: existing.map(evidenceOf) },
    why: "renaming",
    do: adopted === undefined ? ["refresh", "rename"] : ["keepName", "rename"],
  });
}
