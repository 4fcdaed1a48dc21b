import { resourceType, type ApplicationOutputs } from "../../../application";
import { asShown, counted, message, plain, shownText } from "../../../messages";
import type { Shell } from "../../shell";
import { stackState, type StackResource } from "../../accounts/stack";
import { exitCodes } from "../../output/exit-codes";
import { ok, problem, problemOf, warning, type Finding } from "./finding";
import type { CheckedAccount } from "./settings";

const topic = "state";

const types = [resourceType, "msgsms:index:SmsApplication"];

/**
 * What the state of a stack says of its SMS applications.
 *
 * @param accounts those of the configuration, to which the applications must belong
 */
export async function checkState(stack: string, accounts: readonly CheckedAccount[], shell: Shell): Promise<Finding[]> {
  try {
    const { resources, pendingCreations } = await stackState(stack, shell);
    const ours = resources.filter(({ type }) => types.includes(type));
    const open = pendingCreations.filter((urn) => types.some((type) => urn.includes(`::${type}::`) || urn.includes(`$${type}::`)));
    return [
      ok(topic, plain(`${stack} holds ${counted(ours.length, "SMS application")}`)),
      ...ours.flatMap(incomplete),
      ...ours.flatMap((resource) => moved(resource, accounts)),
      ...open.map((urn) => warning(topic, message("SMS5205", { what: "pending", values: { name: nameIn(urn) }, do: ["clear"] }))),
    ];
  } catch (error) {
    return [problemOf(topic, error)];
  }
}

function incomplete({ urn, initErrors }: StackResource): Finding[] {
  if (initErrors.length === 0) return [];
  const facts = { failed: initErrors.map((error) => asShown(shownText(error, []))) };
  return [warning(topic, message("SMS5205", { what: "incomplete", values: { name: nameIn(urn) }, facts, do: ["up"] }))];
}

/** An application of another account than the configuration names is not touched by any run (SMS2008). */
function moved({ urn, outputs }: StackResource, accounts: readonly CheckedAccount[]): Finding[] {
  const { profile, cloudRegion, projectId, endpoint } = outputs as Partial<ApplicationOutputs>;
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
