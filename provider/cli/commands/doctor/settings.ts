import {
  MissingSettingsError,
  placeText,
  profileNames,
  requireKnownKeys,
  resolveAccount,
  type AccountSources,
  type ConnectionSetting,
  type ResolvedAccount,
} from "../../../config";
import { ForeseenError, message, plain, type Message } from "../../../messages";
import { flagsOfOneAccount } from "../../accounts/account";
import { ok, problemOf, warning, type Finding } from "./finding";

/** An account with what was found of its settings. */
export interface CheckedAccount {
  profile: string | undefined;
  /** Undefined when its settings are not complete. */
  account: ResolvedAccount | undefined;
  /** That settings are missing, when that is why. */
  missing?: Message;
  findings: Finding[];
}

/** Settings whose value may be shown. */
const shown: readonly ConnectionSetting[] = ["cloudRegion", "projectId", "endpoint", "formerEndpoint"];

export const topicOf = (profile: string | undefined) => (profile === undefined ? "account" : `profile ${profile}`);

/**
 * The accounts that a run would use: the one that is asked for, or the top level and all profiles.
 *
 * @throws ForeseenError SMS4004 when the stack's profiles cannot be read, SMS4009 when it has keys that are no settings
 */
export function accountsIn(sources: AccountSources): CheckedAccount[] {
  requireKnownKeys(sources.stack);
  const wanted = sources.flags?.profile;
  // Flags for one account leave nothing of the others.
  if (wanted !== undefined || flagsOfOneAccount(sources).length > 0) return [checkedAccount(wanted, sources)];
  const names = profileNames(sources);
  const [first] = names;
  const outside = first === undefined ? checkedAccount(undefined, sources) : withoutProfile(sources, first);
  return [outside, ...names.map((profile) => checkedAccount(profile, sources))];
}

function checkedAccount(profile: string | undefined, sources: AccountSources): CheckedAccount {
  const topic = topicOf(profile);
  try {
    const account = resolveAccount(profile, sources);
    const found = Object.entries(account.sources) as [ConnectionSetting, Parameters<typeof placeText>[0]][];
    const findings = found.map(([setting, place]) =>
      ok(topic, plain(`${setting} ${shown.includes(setting) ? `is ${account[setting] ?? ""}` : "is set"}, from ${placeText(place)}`)),
    );
    return { profile, account, findings };
  } catch (error) {
    const missing = error instanceof MissingSettingsError ? { missing: error.told } : {};
    return { profile, account: undefined, findings: [problemOf(topic, error)], ...missing };
  }
}

/** Where profiles exist, the top level may be empty: applications without a profile need it, and there may be none. */
function withoutProfile(sources: AccountSources, profile: string): CheckedAccount {
  const checked = checkedAccount(undefined, sources);
  if (checked.missing === undefined) return checked;
  const told = message("SMS5203", { values: { profile: plain(profile) }, cause: checked.missing, do: ["profile", "set"] });
  return { ...checked, findings: [warning(topicOf(undefined), told)] };
}

/** A finding for an error of the configuration as a whole. @throws error itself when it is not foreseen */
export function brokenSources(error: unknown): Finding {
  if (!(error instanceof ForeseenError)) throw error;
  return problemOf("settings", error);
}
