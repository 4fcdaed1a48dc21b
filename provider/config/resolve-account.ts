import { cloudRegions, type CloudRegion } from "../../schemas/generated/cloud-regions";
import type { Account } from "../api";
import type { AccountSources, Found } from "./account-sources";
import { credentialsIn, type Credentials, type FoundSettings } from "./credentials";
import { requireTrustedEndpoint } from "./file-endpoint";
import { requireKnownKeys } from "./known-keys";
import { missingSettings } from "./missing-settings";
import { firstFound, Places } from "./lookup-order";
import { sourcesOfProfile } from "./profiles";
import type { ConnectionSetting, SettingPlace } from "./setting-place";
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
 * Order: flags, the stack's configuration (`msgsms:profiles.<profile>.*` or `msgsms:*`, never both), `HUAWEICLOUD_SDK_*`, `HW_*`,
 * the configuration file of the command (`account.profiles.<profile>` or `account`, never both).
 *
 * @throws ForeseenError SMS4001 for missing settings (all in one), SMS4002 for bad values (all in one), SMS4003 for an
 * unknown profile, SMS4004 when `msgsms:profiles` is not a JSON object, SMS4009 for unknown keys below `msgsms:`, SMS5110 for an endpoint
 * that a file may not choose
 */
export function resolveAccount(profileName: string | undefined, sources: AccountSources): ResolvedAccount {
  requireKnownKeys(sources.stack);
  const places = new Places(profileName, profileName === undefined ? sources : sourcesOfProfile(profileName, sources));
  const credentials = credentialsIn(places);
  const found: FoundSettings = { ...located(places), ...credentials.found };
  requireValid(found);
  const cloudRegion = found.cloudRegion?.text as CloudRegion | undefined;
  const missing = [...missingOf(places, found), ...credentials.missing];
  const { projectId } = found;
  const { accessKey, secretKey, securityToken } = credentials.found;
  if (!cloudRegion || !projectId || !accessKey || !secretKey) throw missingSettings(profileName, missing, sources);
  const endpoint = endpointOf(places, cloudRegion);
  requireValid({ endpoint });
  requireTrustedEndpoint(endpoint, accessKey.text, sources.stack);
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
