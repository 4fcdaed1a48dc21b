import { ForeseenError, message, plain } from "../../messages";
import type { ApplicationOutputs } from "../facts/outputs";
import type { OpenAccount } from "../run/run";

const compared = ["cloudRegion", "projectId", "endpoint"] as const;

/**
 * Refuses to touch an application that was made in another cloud region or project, or at another address, than the configuration now names.
 * What is not recorded, as for one that is only looked up, is not compared.
 *
 * @throws ForeseenError SMS2008
 */
export function requireSameAccount(id: string, recorded: Partial<ApplicationOutputs>, api: OpenAccount): void {
  for (const setting of compared) {
    const before = recorded[setting];
    if (before === undefined || before === api[setting]) continue;
    if (setting === "endpoint" && before === api.formerEndpoint) continue;
    throw new ForeseenError(
      message("SMS2008", {
        values: { setting: plain(setting), id: plain(id), before: plain(before) },
        facts: { state: plain(before), configuration: plain(api[setting]) },
        do: setting === "endpoint" ? ["back", "former"] : ["back"],
      }),
    );
  }
}
