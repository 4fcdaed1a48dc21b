import { cloudRegions, type CloudRegion } from "../../schemas/generated/cloud-regions";
import type { AccountSources } from "./account-sources";
import { firstFound, Places } from "./lookup-order";
import { sourcesOfProfile } from "./profiles";
import { requireValid } from "./valid-settings";

/** Where an account is, as far as its settings say so. */
export interface AccountPlace {
  cloudRegion?: CloudRegion;
  projectId?: string;
  endpoint?: string;
  formerEndpoint?: string;
}

/**
 * Where the account of a profile is, or of the top level without one. Needs no credentials, and misses nothing: what is not set is absent.
 *
 * @throws ForeseenError SMS4002 for bad values, SMS4003 for an unknown profile, SMS4004 when `msgsms:profiles` is not a JSON object
 */
export function accountPlace(profile: string | undefined, sources: AccountSources): AccountPlace {
  const places = new Places(profile, profile === undefined ? sources : sourcesOfProfile(profile, sources));
  const found = (setting: "cloudRegion" | "projectId" | "formerEndpoint") => firstFound(places.of(setting));
  const [region, project, former] = [found("cloudRegion"), found("projectId"), found("formerEndpoint")];
  requireValid({
    ...(region && { cloudRegion: region }),
    ...(project && { projectId: project }),
    ...(former && { formerEndpoint: former }),
  });
  const cloudRegion = region?.text as CloudRegion | undefined;
  const given = cloudRegion === undefined ? undefined : firstFound(places.of("endpoint", cloudRegion));
  if (given !== undefined) requireValid({ endpoint: given });
  const endpoint = given?.text ?? (cloudRegion === undefined ? undefined : cloudRegions[cloudRegion].endpoint);
  return {
    ...(cloudRegion && { cloudRegion }),
    ...(project && { projectId: project.text }),
    ...(endpoint === undefined ? {} : { endpoint: new URL(endpoint).origin }),
    ...(former && { formerEndpoint: new URL(former.text).origin }),
  };
}
