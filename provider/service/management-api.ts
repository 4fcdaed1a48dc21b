import type { Secret } from "../messages";
import type { CloudRegion, Site } from "../../schemas/generated/cloud-regions";
import type { ApplicationInputs } from "../../schemas/generated/application-types";

export type Market = ApplicationInputs["market"];

/** The settings that the management API can write. `uplinkDestination: ""` clears it. */
export interface WritableSettings {
  market: Market;
  name: string;
  uplinkDestination?: string;
  enterpriseProjectId?: string;
}

export interface NewApplication extends WritableSettings {
  /** Acts at creation only. */
  testSignatureAndTemplate?: boolean;
}

/** An application as the service shows it. A property is absent where the site's answer has no such field. */
export interface LiveApplication {
  id: string;
  market: Market;
  name: string;
  appKey?: Secret;
  status?: string;
  /** `yyyy-MM-dd HH:mm:ss`; the service does not document the time zone. */
  createTime?: string;
  updateTime?: string;
  accessAddress?: string;
  channelNumber?: string;
  uplinkDestination?: string;
  enterpriseProjectId?: string;
  ipWhitelist?: string[];
}

/** The answer to create. `appSecret` is never shown again; the European site does not give it at all. */
export interface CreatedApplication {
  id: string;
  appKey?: Secret;
  appSecret?: Secret;
}

/** Quota and applications that exist in one market. */
export interface ApplicationCount {
  quota: number;
  used: number;
}

/**
 * The five operations of the management API for one account, cloud region and project.
 * All of them throw a `CallFailure`.
 */
export interface ManagementApi {
  readonly cloudRegion: CloudRegion;
  readonly projectId: string;
  readonly site: Site;
  readonly endpoint: string;
  /** The service's time as its answers told it; undefined before the first. */
  readonly serviceTime: () => Date | undefined;
  /** All applications of the market, over all pages. */
  listApplications(market: Market): Promise<LiveApplication[]>;
  /** Sends one request, on a fresh connection; a further one only after one that provably did not reach the service (outcomes.ts). */
  createApplication(application: NewApplication): Promise<CreatedApplication>;
  showApplication(id: string): Promise<LiveApplication>;
  /** Writes the whole body: what is not given may be lost, the service does not say. */
  updateApplication(id: string, settings: WritableSettings): Promise<void>;
  countApplications(market: Market): Promise<ApplicationCount>;
}
