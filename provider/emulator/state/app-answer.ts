import { createHash } from "node:crypto";
import type { SiteFields, Tenant } from "../../../schemas/generated/api-types";
import type { CloudRegion } from "../../../schemas/generated/cloud-regions";
import type { Application, Status } from "../state/application";
import { siteOf, type Project } from "../state/projects";

/** The fields that a site adds to those which all sites have (API-ZH, API-INTL, API-EU). */
export interface AppAnswer extends SiteFields {
  intl_channel_num?: string;
  up_link_addr?: string;
  ip_white_list?: string;
  omp_app_name?: string;
  industry?: number;
  is_support_multiomp?: boolean;
  tenant?: Tenant;
}

const answers = new WeakMap<Application, { project: Project; answer: Readonly<AppAnswer> }>();

/**
 * An application as ShowApp and ListAppDetails of the project's site show it: just that site's fields.
 * Kept until the application or its status changes (each change makes a new record): lists are asked for often.
 */
export function appAnswer(application: Application, project: Project, status: Status): Readonly<AppAnswer> {
  const known = answers.get(application);
  if (known?.project === project && known.answer.status === status) return known.answer;
  const answer = writtenOut(application, project, status);
  answers.set(application, { project, answer });
  return answer;
}

function writtenOut(application: Application, project: Project, status: Status): AppAnswer {
  const account = accountOf(project);
  const common: SiteFields = {
    id: application.id,
    create_time: wireTime(application.createdAt),
    update_time: wireTime(application.updatedAt),
    customer_id: account.customer_id,
    resource_id: application.resourceId,
    developer_account: "emulator",
    app_name: application.name,
    app_key: application.appKey,
    status,
    region: application.region,
    enterprise_project_id: application.enterpriseProjectId,
    enterprise_project_name: application.enterpriseProjectName,
    app_access_addr: accessAddress(project.cloudRegion),
    protocol: "https",
    platform: "NFV",
  };
  switch (siteOf(project)) {
    case "china":
      return { ...common, ...chinaFields(application), tenant: account };
    case "international":
      return { ...common, intl_channel_num: application.channelNumber, tenant: account };
    case "europe":
      return { ...common, intl_channel_num: application.channelNumber };
  }
}

function chinaFields(application: Application) {
  return {
    up_link_addr: application.uplinkDestination,
    // Comma-separated as in the console (inferred, GAP-WHITELIST).
    ip_white_list: application.ipWhitelist.join(","),
    omp_app_name: [...application.name].slice(0, 48).join(""),
    industry: 14,
    is_support_multiomp: false,
  };
}

/** `yyyy-MM-dd HH:mm:ss`; the service does not document the zone, the emulator takes UTC. */
export const wireTime = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ");

/** Where senders reach the service (ADDRESSES); on the European site the domain ends in .eu. */
const accessAddress = (region: CloudRegion) => `https://smsapi.${region}.myhuaweicloud.${region === "eu-west-101" ? "eu" : "com"}:443`;

const accounts = new Map<string, Tenant>();

// One account a project, with an id that stays the same over restarts.
function accountOf(project: Project): Tenant {
  const known = accounts.get(project.id);
  if (known !== undefined) return known;
  const customerId = createHash("sha256").update(project.id).digest("hex").slice(0, 32);
  const account = { customer_id: customerId, customer_name: "emulator", enterprise_name: "Emulator" };
  accounts.set(project.id, account);
  return account;
}
