import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { UnsuitableAccountError, type Accounts, type AccountSources, type OpenedAccount } from "../../config";
import { Counterparts, type Counterpart } from "../../inventory";
import { placeText, type DeclaredApplication } from "../../manifest";
import { asShown, ForeseenError, listed, message, plain, quoted } from "../../messages";
import { holdingsOfStack, stackInUse } from "./stack";
import { accountSources, flagsOfOneAccount, openAccounts, type AccountContext } from "./account";

/** Declared applications, each with what the service has for it. */
type Compared = { application: DeclaredApplication; counterpart: Counterpart }[];

/**
 * Asks the service for what manifests declare, each application in the account of its own profile.
 *
 * @throws ForeseenError of the configuration, SMS4008 for flags of one account and applications of several, and of the service
 */
export async function liveCounterparts(declared: readonly DeclaredApplication[], context: AccountContext): Promise<Compared> {
  const stack = await stackInUse(context);
  const sources = accountSources(context, stack?.settings);
  requireOneAccount(declared, sources);
  const accounts = openAccounts(sources, context.shell);
  // All accounts are opened first, so that a mistake in the configuration is told before anything is asked.
  const opened = declared.map((application) => ({ application, api: accountOf(application, accounts).api }));
  const counterparts = new Counterparts(declared, holdingsOfStack(stack));
  return Promise.all(opened.map(async (asked) => ({ application: asked.application, counterpart: await counterparts.of(asked) })));
}

/**
 * A flag for one account must not stand for several: each application would be looked for in the same project.
 *
 * @throws ForeseenError SMS4008
 */
function requireOneAccount(declared: readonly DeclaredApplication[], sources: AccountSources): void {
  const profiles = new Set(declared.map(({ inputs }) => inputs.profile));
  const given = flagsOfOneAccount(sources);
  if (profiles.size < 2 || given.length === 0) return;
  const names = [...profiles].map((profile) => (profile === undefined ? plain("none") : asShown(quoted(profile))));
  const values = { flags: plain(given.join(" and ")) };
  throw new ForeseenError(message("SMS4008", { values, facts: { profiles: listed(names) }, do: ["profile", "stack", "file"] }));
}

/**
 * The account of a declared application.
 *
 * @throws ForeseenError of the configuration; what concerns just this application names its place
 */
function accountOf({ inputs, file, range }: DeclaredApplication, accounts: Accounts): OpenedAccount {
  const known: Partial<ApplicationInputs> = inputs;
  try {
    return accounts.for(known);
  } catch (error) {
    if (!(error instanceof UnsuitableAccountError)) throw error;
    const place = { label: "declared", text: placeText(file, range) };
    throw new ForeseenError({ ...error.told, facts: [place, ...error.told.facts] }, { cause: error });
  }
}
