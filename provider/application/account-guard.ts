import type { ManagementApi } from "../api/management-api";
import { LifeCycleError } from "./life-cycle-error";

/**
 * Refuses to touch an application that was made in another cloud region or project than the configuration now names.
 *
 * @throws LifeCycleError SMS2008
 */
export function requireSameAccount(id: string, recorded: { cloudRegion?: string; projectId?: string }, api: ManagementApi): void {
  for (const setting of ["cloudRegion", "projectId"] as const) {
    const before = recorded[setting];
    if (before === undefined || before === api[setting]) continue;
    throw new LifeCycleError(
      "accountMoved",
      `application ${id} belongs to ${setting} ${before}, and the configuration now names ${api[setting]}. ` +
        `Nothing was called. Set msgsms:${setting} (or the profile's ${setting}) back to ${before}; ` +
        `an application cannot move to another account.`,
    );
  }
}
