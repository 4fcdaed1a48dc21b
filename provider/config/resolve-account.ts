import { cloudRegions, type CloudRegion } from "../../schemas/generated/cloud-regions";
import type { Account } from "../api/account";
import { ForeseenError } from "../errors/foreseen-error";
import { credentialsIn, type Credentials, type Found, type FoundSettings } from "./credentials";
import { firstFound, Places } from "./places-of";
import { profileSettings } from "./profiles";
import { commandFor, placeText, type ConnectionSetting, type Environment, type SettingPlace, type SettingsSource } from "./setting-place";
import { requireValid } from "./valid-settings";

/** An account with the profile it belongs to and where each of its settings came from. */
export interface ResolvedAccount extends Account {
  /** Undefined for the settings at the top level. */
  profile: string | undefined;
  /** Origin under which the same service was reached before. */
  formerEndpoint?: string;
  sources: Partial<Record<ConnectionSetting, SettingPlace>>;
}

/**
 * Finds the credentials, cloud region, project and endpoint of a profile, or of the top level without one.
 * Order: the stack's configuration (`msgsms:profiles.<profile>.*` or `msgsms:*`, never both), `HUAWEICLOUD_SDK_*`, `HW_*`.
 *
 * @throws ForeseenError SMS4001 for missing settings (all in one), SMS4002 for bad values (all in one), SMS4003 for an
 * unknown profile, SMS4004 when `msgsms:profiles` is no JSON object
 */
export function resolveAccount(profileName: string | undefined, settings: SettingsSource, environment: Environment): ResolvedAccount {
  const own = profileName === undefined ? settings : profileSettings(profileName, settings);
  const places = new Places(profileName, own, environment);
  const credentials = credentialsIn(places);
  const found: FoundSettings = { ...located(places), ...credentials.found };
  requireValid(found);
  const cloudRegion = found.cloudRegion?.text as CloudRegion | undefined;
  const missing = [...missingOf(places, found), ...credentials.missing];
  const { projectId, accessKey, secretKey, securityToken } = found;
  if (!cloudRegion || !projectId || !accessKey || !secretKey) throw missingSettings(profileName, missing);
  const endpoint = endpointOf(places, cloudRegion);
  requireValid({ endpoint });
  const former = firstFound(places.of("formerEndpoint"));
  if (former !== undefined) requireValid({ formerEndpoint: former });
  return {
    profile: profileName,
    cloudRegion,
    projectId: projectId.text,
    endpoint: new URL(endpoint.text).origin,
    accessKey: accessKey.text,
    secretKey: secretKey.text,
    ...(securityToken === undefined ? {} : { securityToken: securityToken.text }),
    ...(former === undefined ? {} : { formerEndpoint: new URL(former.text).origin }),
    sources: Object.fromEntries(Object.entries({ ...found, endpoint }).map(([setting, { place }]) => [setting, place])),
  };
}

const locations = ["cloudRegion", "projectId"] as const;

function located(places: Places): FoundSettings {
  const found: FoundSettings = {};
  for (const setting of locations) {
    const first = firstFound(places.of(setting));
    if (first !== undefined) found[setting] = first;
  }
  return found;
}

const missingOf = (places: Places, found: FoundSettings): Credentials["missing"] =>
  locations.filter((setting) => found[setting] === undefined).map((setting) => ({ setting, looked: places.of(setting) }));

function endpointOf(places: Places, cloudRegion: CloudRegion): Found {
  const { endpoint } = cloudRegions[cloudRegion];
  return firstFound(places.of("endpoint", cloudRegion)) ?? { place: { kind: "cloud region", cloudRegion }, text: endpoint };
}

function missingSettings(profile: string | undefined, missing: Credentials["missing"]): ForeseenError {
  const whose = profile === undefined ? "" : ` of profile ${JSON.stringify(profile)}`;
  const lines = missing.map(({ setting, looked, why }) => {
    const places = looked.map(({ place }) => placeText(place)).join(", ");
    // The rest of a pair in the environment belongs there too: a lone key in the configuration would be half a pair again.
    const isHalf = looked.every(({ place }) => place.kind === "environment");
    const nextStep = isHalf ? `Set ${places}, or give all credentials in the configuration` : `Set it: ${commandFor(profile, setting)}`;
    return `- ${setting}: looked at ${places}${why === undefined ? "" : ` (${why})`}. ${nextStep}`;
  });
  const names = missing.map(({ setting }) => setting).join(", ");
  return new ForeseenError("SMS4001", `missing ${missing.length === 1 ? "setting" : "settings"}${whose}: ${names}.\n${lines.join("\n")}`);
}
