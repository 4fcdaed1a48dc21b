import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { ApplicationOutputs } from "../facts/outputs";
import { settleIntent } from "../run/settle-intent";
import type { Surroundings } from "../run/surroundings";
import { requireSameAccount } from "../keep/account-guard";

/**
 * Looks at an application that the state holds, before anything is done with it. Calls no API and needs no credentials.
 * It must belong to the account that the configuration names, changed or not, which a preview then shows already.
 *
 * @param recorded the outputs of the last run
 * @throws ForeseenError SMS2008 when the configuration names another account
 */
export function recognizeApplication(
  id: string,
  recorded: Partial<ApplicationOutputs>,
  inputs: Partial<ApplicationInputs>,
  surroundings: Surroundings,
): void {
  settleIntent(id, surroundings.run);
  requireSameAccount(id, recorded, surroundings.run.placeOf(inputs.profile));
}
