import type { ApplicationOutputs } from "../../../application";
import { shownText, counted } from "../../../messages";
import type { Shell } from "../../shell";
import { stackState, type StackResource } from "../../accounts/stack";
import { exitCodes } from "../../output/exit-codes";
import { ok, problem, problemOf, warning, type Finding } from "./finding";
import type { CheckedAccount } from "./settings";

const topic = "state";

const types = ["pulumi-nodejs:dynamic/msgsms:SmsApplication", "msgsms:index:SmsApplication"];

/** What this version always writes. The state of an application that lacks one of them is of an older version. */
const always = [
  "adopted",
  "cloudRegion",
  "projectId",
  "endpoint",
  "secretSource",
  "consoleChanges",
] as const satisfies readonly (keyof ApplicationOutputs)[];

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
      ok(topic, `${stack} holds ${counted(ours.length, "SMS application")}`),
      ...ours.flatMap(stateFindings),
      ...ours.flatMap((resource) => moved(resource, accounts)),
      ...open.map((urn) =>
        warning(
          topic,
          `the creation of ${nameIn(urn)} was cut off`,
          "run pulumi refresh --clear-pending-creates, then pulumi up, which looks for it first",
        ),
      ),
    ];
  } catch (error) {
    return [problemOf(topic, error)];
  }
}

function stateFindings({ urn, outputs, initErrors }: StackResource): Finding[] {
  const absent = always.filter((name) => outputs[name] === undefined);
  return [
    ...(absent.length === 0
      ? []
      : [
          warning(
            topic,
            `${nameIn(urn)} was written by an older version (no ${absent.join(", ")})`,
            "run pulumi refresh, which completes it",
          ),
        ]),
    ...(initErrors.length === 0
      ? []
      : [warning(topic, `${nameIn(urn)} exists and is not complete: ${shownText(initErrors.join("; "), [])}`, "run pulumi up")]),
  ];
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
  const where = shownText(`${cloudRegion}, project ${projectId ?? ""}, ${endpoint ?? ""}`, []);
  const message = `${nameIn(urn)} belongs to ${where}, and the settings are of ${account.cloudRegion}, project ${account.projectId}, ${account.endpoint}`;
  return [problem(topic, message, "set them back, or name the old address as msgsms:formerEndpoint", exitCodes.usage)];
}

const nameIn = (urn: string) => shownText(urn.split("::").at(-1) ?? urn, []);
