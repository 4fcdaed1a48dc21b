import type { StackEntry } from "../../../application";
import { asShown, counted, message, shownText } from "../../../messages";
import type { NamedStack } from "../../accounts/stack";
import { exitCodes } from "../../output/exit-codes";
import { ok, problem, problemOf, warning, type Finding } from "./finding";
import type { CheckedAccount } from "./settings";

const topic = "state";

/**
 * What the state of a stack says of its SMS applications.
 *
 * @param accounts those of the configuration, to which the applications must belong
 */
export async function checkState(stack: NamedStack, accounts: readonly CheckedAccount[]): Promise<Finding[]> {
  try {
    const { entries, pending } = await stack.state();
    return [
      ok(topic, asShown(shownText(`${stack.name} holds ${counted(entries.length, "SMS application")}`, []))),
      ...entries.flatMap(incomplete),
      ...entries.flatMap((entry) => moved(entry, accounts)),
      ...pending.map(({ urn }) => warning(topic, message("SMS5205", { what: "pending", values: { name: nameIn(urn) }, do: ["clear"] }))),
    ];
  } catch (error) {
    return [problemOf(topic, error)];
  }
}

function incomplete({ urn, initErrors = [] }: StackEntry): Finding[] {
  if (initErrors.length === 0) return [];
  const facts = { failed: initErrors.map((error) => asShown(shownText(error, []))) };
  return [warning(topic, message("SMS5205", { what: "incomplete", values: { name: nameIn(urn) }, facts, do: ["up"] }))];
}

/** An application of another account than the configuration names is not touched by any run (SMS2008). */
function moved({ urn, outputs }: StackEntry, accounts: readonly CheckedAccount[]): Finding[] {
  const { profile, cloudRegion, projectId, endpoint } = outputs;
  const { account } = accounts.find((one) => one.profile === profile) ?? {};
  if (account === undefined || cloudRegion === undefined) return [];
  const isSame =
    account.cloudRegion === cloudRegion &&
    account.projectId === projectId &&
    (account.endpoint === endpoint || account.formerEndpoint === endpoint);
  if (isSame) return [];
  const values = { name: nameIn(urn), endpoint: asShown(shownText(endpoint ?? "", [])) };
  const facts = { recorded: whereabouts({ cloudRegion, projectId, endpoint }), settings: whereabouts(account) };
  const isOtherAddress = account.cloudRegion === cloudRegion && account.projectId === projectId;
  return [problem(topic, message("SMS5206", { values, facts, do: isOtherAddress ? ["back", "former"] : ["back"] }), exitCodes.usage)];
}

const whereabouts = ({
  cloudRegion,
  projectId = "",
  endpoint = "",
}: Partial<Record<"cloudRegion" | "projectId" | "endpoint", string | undefined>>) =>
  asShown(shownText(`${cloudRegion ?? ""}, project ${projectId}, ${endpoint}`, []));

const nameIn = (urn: string) => asShown(shownText(urn.split("::").at(-1) ?? urn, []));
