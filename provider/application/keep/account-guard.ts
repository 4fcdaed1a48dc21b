import { LifeCycleError } from "../says/life-cycle-error";
import type { ApplicationOutputs } from "../facts/outputs";
import type { OpenAccount } from "../run/run";

const compared = ["cloudRegion", "projectId", "endpoint"] as const;

/**
 * Refuses to touch an application that was made in another cloud region or project, or at another address, than the configuration now names.
 * State that was written before one of them was recorded is taken as it is.
 *
 * @throws LifeCycleError SMS2008
 */
export function requireSameAccount(id: string, recorded: Partial<ApplicationOutputs>, api: OpenAccount): void {
  for (const setting of compared) {
    const before = recorded[setting];
    if (before === undefined || before === api[setting]) continue;
    if (setting === "endpoint" && before === api.formerEndpoint) continue;
    throw new LifeCycleError(
      "accountMoved",
      `application ${id} belongs to ${setting} ${before}, and the configuration now names ${api[setting]}. ` +
        `Nothing was called. Set msgsms:${setting} (or the profile's ${setting}) back to ${before}; ` +
        `an application cannot move to another account.${setting === "endpoint" ? sameService(before) : ""}`,
    );
  }
}

const sameService = (before: string) =>
  ` If both addresses lead to the same service, say so: pulumi config set msgsms:formerEndpoint ${before}`;
