import type { SiteFields } from "../../../schemas/generated/api-types";
import type { Randomness } from "./randomness";

/** The market as the wire has it: `cn` the Chinese mainland, `intl` everything else. */
export type Region = SiteFields["region"];
export type Status = SiteFields["status"];

/** An application as the emulator keeps it, secrets included. Times are milliseconds since 1970. */
export interface Application {
  readonly id: string;
  readonly projectId: string;
  readonly region: Region;
  readonly name: string;
  readonly appKey: string;
  readonly appSecret: string;
  /** Empty for none. */
  readonly uplinkDestination: string;
  /** Console-only, and no answer of the API shows it. */
  readonly uplinkSendTime: boolean;
  /** Empty for none. Console-only, and no answer of the API shows it. */
  readonly statusReportDestination: string;
  readonly ipWhitelist: readonly string[];
  readonly enterpriseProjectId: string;
  readonly enterpriseProjectName: string;
  /** Empty for a mainland application. */
  readonly channelNumber: string;
  readonly resourceId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** A status set from outside, which stays; null while the status follows the clock. */
  readonly heldStatus: Status | null;
}

/** What an account has when no enterprise project is named (OAS defaults). */
export const defaultEnterpriseProject = { enterpriseProjectId: "0", enterpriseProjectName: "default" } as const;

/** What somebody decides about a new application; the emulator draws the rest. */
export type NewApplication = Pick<Application, "projectId" | "region" | "name"> & Partial<Application>;

/** A new application with an id, key, secret and channel number in the shapes of the documentation's samples (SEED-CN, SEED-EU). */
export function newApplication(given: NewApplication, randomness: Randomness, now: Date): Application {
  const time = now.getTime();
  return {
    id: randomness.uuid(),
    appKey: randomness.alphanumerics(28),
    appSecret: randomness.alphanumerics(28),
    uplinkDestination: "",
    uplinkSendTime: false,
    statusReportDestination: "",
    ipWhitelist: [],
    ...defaultEnterpriseProject,
    channelNumber: given.region === "intl" ? `isms${randomness.digits(8)}` : "",
    resourceId: randomness.hex(32),
    createdAt: time,
    updatedAt: time,
    heldStatus: null,
    ...given,
  };
}

/** Milliseconds after creation at which an application moves on; without `processAfter` it never shows PROCESSING. */
export interface LaunchPace {
  launchAfter: number;
  processAfter?: number;
}

/**
 * The status at a time: CREATED, perhaps PROCESSING, then LAUNCHED (order inferred, GAP-STATUS).
 * SUSPENDED comes only from outside, since at Huawei only its operators suspend.
 */
export function statusAt(application: Application, now: Date, pace: LaunchPace): Status {
  if (application.heldStatus !== null) return application.heldStatus;
  const age = now.getTime() - application.createdAt;
  if (age >= pace.launchAfter) return "LAUNCHED";
  return pace.processAfter !== undefined && age >= pace.processAfter ? "PROCESSING" : "CREATED";
}
