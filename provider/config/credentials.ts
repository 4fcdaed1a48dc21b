import type { Found } from "./account-sources";
import { firstFound, placeFamilies, type Family, type LookedUp, type Places } from "./lookup-order";
import { secret, type Secret } from "../messages";
import type { ConnectionSetting, SettingPlace } from "./setting-place";

export type FoundSettings = Partial<Record<ConnectionSetting, Found>>;

/** Keys become secrets here, where they are found. */
interface FoundCredentials {
  accessKey?: Found;
  secretKey?: Found<Secret>;
  securityToken?: Found<Secret>;
}

/** The credentials of the first family of places that has any, or what is missing; `rest` is where the others of the three were found. */
export interface Credentials {
  found: FoundCredentials;
  missing: { setting: ConnectionSetting; looked: readonly LookedUp[]; rest?: readonly SettingPlace[] }[];
}

const pair = ["accessKey", "secretKey"] as const;

/**
 * Access key, secret key and security token belong together: they are taken from the first family that has any of
 * the three and never mixed, because a key of one account with the secret of another gives a puzzling refusal.
 */
export function credentialsIn(places: Places): Credentials {
  for (const family of placeFamilies) {
    const found = credentialsOf(family, places);
    const rest = (Object.values(found) as Found[]).map(({ place }) => place);
    if (rest.length === 0) continue;
    const missing = pair.filter((setting) => found[setting] === undefined);
    return { found, missing: missing.map((setting) => ({ setting, looked: places.in(family, setting), rest })) };
  }
  return { found: {}, missing: pair.map((setting) => ({ setting, looked: places.of(setting) })) };
}

function credentialsOf(family: Family, places: Places): FoundCredentials {
  const first = (setting: ConnectionSetting) => firstFound(places.in(family, setting));
  const [accessKey, secretKey, securityToken] = [first("accessKey"), first("secretKey"), first("securityToken")];
  return {
    ...(accessKey && { accessKey }),
    ...(secretKey && { secretKey: hidden(secretKey) }),
    ...(securityToken && { securityToken: hidden(securityToken) }),
  };
}

const hidden = (found: Found): Found<Secret> => ({ ...found, text: secret(found.text) });
