import { message, plain, type Message } from "../../messages";
import { CallFailure, type LiveApplication } from "../../service";
import { adoptionCandidates, evidenceOf } from "../facts/existing";
import type { ProgramFacts } from "../facts/program-facts";
import type { OpenMarket } from "../run/market";
import type { StackState } from "../run/stack-state";
import { managedByAnother } from "../says/moved";
import { nothingToAdopt } from "../says/refusals";
import { newNameTaken } from "./renaming";

/** Why `adopt` cannot take over what it names, if so: it fits none or several, or another resource has it. */
export async function notAdoptable(
  { adopt, name }: { adopt: string; name: string },
  applications: readonly LiveApplication[],
  market: OpenMarket,
  { state, program, root }: { state: StackState | undefined; program: ProgramFacts | undefined; root: string | null },
): Promise<Message | undefined> {
  const found = adoptionCandidates(adopt, name, applications);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const elsewhere = adopt === "by-name" ? undefined : await inAnotherMarket(adopt, market);
    return elsewhere ?? nothingToAdopt({ adopt, name }, found.length, applications, market.name);
  }
  const values = { name: plain(only.name) };
  const managing = state?.entries.find(({ id }) => id === only.id);
  if (managing !== undefined) return managedByAnother(only, managing, { program, root });
  const { adopted } = market.claims;
  if (adopted.has(only.id))
    return message("SMS2020", { what: "inTheRun", values, facts: { exists: evidenceOf(only) }, why: "inTheRun", do: ["one", "other"] });
  adopted.add(only.id);
  return newNameTaken(name, applications, market, only);
}

/** What the id belongs to, if it is an application of another market; one call, and only where the run is refused anyway. */
async function inAnotherMarket(id: string, market: OpenMarket): Promise<Message | undefined> {
  try {
    const found = await market.api.showApplication(id);
    if (found.market === market.name) return undefined;
    const values = { id: plain(id), other: plain(found.market) };
    return message("SMS2012", { what: "otherMarket", values, facts: { exists: evidenceOf(found) }, do: ["market", "remove"] });
  } catch (error) {
    if (error instanceof CallFailure) return undefined;
    throw error;
  }
}
