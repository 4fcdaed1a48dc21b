import type { Secret } from "../messages";
import type { CloudRegion } from "../../schemas/generated/cloud-regions";

/** Where the management API of one project is, and with which credentials it is called. */
export interface Account {
  cloudRegion: CloudRegion;
  projectId: string;
  /** Scheme, host and port; a path is not used. */
  endpoint: string;
  accessKey: string;
  secretKey: Secret;
  /** Only with temporary credentials. */
  securityToken?: Secret;
}

/** What must not appear in any text; the access key may. */
export function secretsOf({ secretKey, securityToken }: Account): Secret[] {
  return [secretKey, ...(securityToken === undefined ? [] : [securityToken])].filter((secret) => secret !== "");
}
