import { ForeseenError, message, plain } from "../../messages";
import type { ApplicationOutputs } from "../facts/outputs";
import type { AccountPlace } from "../run/run";

const compared = ["cloudRegion", "projectId", "endpoint"] as const;

/**
 * Refuses to touch an application that was made in another cloud region or project, or at another address, than the configuration now names.
 * What is not recorded, as for one that is only looked up, is not compared.
 *
 * @throws ForeseenError SMS2008
 */
export function requireSameAccount(id: string, recorded: Partial<ApplicationOutputs>, account: AccountPlace): void {
  for (const setting of compared) {
    const [before, now] = [recorded[setting], account[setting]];
    if (before === undefined || now === undefined || before === now) continue;
    if (setting === "endpoint" && before === account.formerEndpoint) continue;
    throw new ForeseenError(
      message("SMS2008", {
        values: { setting: plain(setting), id: plain(id), before: plain(before), profile: plain(recorded.profile ?? "") },
        facts: { state: plain(before), configuration: plain(now) },
        do: waysBack(setting, recorded.profile),
      }),
    );
  }
}

function waysBack(setting: (typeof compared)[number], profile: string | undefined) {
  const isProfile = profile !== undefined;
  if (setting !== "endpoint") return isProfile ? (["backInProfile"] as const) : (["back"] as const);
  return isProfile ? (["backInProfile", "formerInProfile"] as const) : (["back", "former"] as const);
}
