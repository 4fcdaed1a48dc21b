import {
  MissingSettingsError,
  placeText,
  profileNames,
  resolveAccount,
  type AccountSources,
  type ConnectionSetting,
  type ResolvedAccount,
} from "../../../config";
import { ForeseenError } from "../../../messages";
import { flagsOfOneAccount } from "../../accounts/account";
import { ok, problemOf, warning, type Finding } from "./finding";

/** An account with what was found of its settings. */
export interface CheckedAccount {
  profile: string | undefined;
  /** Undefined when its settings are not complete. */
  account: ResolvedAccount | undefined;
  /** Which are missing, when that is why. */
  missing?: readonly ConnectionSetting[];
  findings: Finding[];
}

/** Settings whose value may be shown. */
const shown: readonly ConnectionSetting[] = ["cloudRegion", "projectId", "endpoint", "formerEndpoint"];

export const topicOf = (profile: string | undefined) => (profile === undefined ? "account" : `profile ${profile}`);

/**
 * The accounts that a run would use: the one that is asked for, or the top level and all profiles.
 *
 * @throws ForeseenError SMS4004 when the stack's profiles cannot be read
 */
export function accountsIn(sources: AccountSources): CheckedAccount[] {
  const wanted = sources.flags?.profile;
  // Flags for one account leave nothing of the others.
  if (wanted !== undefined || flagsOfOneAccount(sources).length > 0) return [checkedAccount(wanted, sources)];
  const profiles = profileNames(sources).map((profile) => checkedAccount(profile, sources));
  return [profiles.length === 0 ? checkedAccount(undefined, sources) : withoutProfile(sources), ...profiles];
}

function checkedAccount(profile: string | undefined, sources: AccountSources): CheckedAccount {
  const topic = topicOf(profile);
  try {
    const account = resolveAccount(profile, sources);
    const found = Object.entries(account.sources) as [ConnectionSetting, Parameters<typeof placeText>[0]][];
    const findings = found.map(([setting, place]) =>
      ok(topic, `${setting} ${shown.includes(setting) ? `is ${account[setting] ?? ""}` : "is set"}, from ${placeText(place)}`),
    );
    return { profile, account, findings };
  } catch (error) {
    const missing = error instanceof MissingSettingsError ? { missing: error.settings } : {};
    return { profile, account: undefined, findings: [problemOf(topic, error)], ...missing };
  }
}

/** Where profiles exist, the top level may be empty: applications without a profile need it, and there may be none. */
function withoutProfile(sources: AccountSources): CheckedAccount {
  const checked = checkedAccount(undefined, sources);
  if (checked.missing === undefined) return checked;
  const finding = warning(
    "account",
    `outside the profiles settings are missing: ${checked.missing.join(", ")}`,
    "give each application a profile, or set them",
  );
  return { ...checked, findings: [finding] };
}

/** A finding for an error of the configuration as a whole. @throws error itself when it is not foreseen */
export function brokenSources(error: unknown): Finding {
  if (!(error instanceof ForeseenError)) throw error;
  return problemOf("settings", error);
}
