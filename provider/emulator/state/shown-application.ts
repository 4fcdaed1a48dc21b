import { appAnswer } from "./app-answer";
import type { Application, Region, Status } from "../state/application";
import type { Applications } from "../state/applications";
import { marketName, type Project } from "../state/projects";

/** An application in the words of declarations, as people and tests look at it. */
export interface ShownApplication {
  id: string;
  projectId: string;
  region: Region;
  name: string;
  uplinkDestination: string;
  uplinkSendTime: boolean;
  statusReportDestination: string;
  ipWhitelist: readonly string[];
  enterpriseProjectId: string;
  enterpriseProjectName: string;
  channelNumber: string;
  status: Status;
  /** ISO 8601, UTC. */
  createTime: string;
  updateTime: string;
  /** This and the next two are null for what a data folder holds of a project that this emulator was not started with. */
  cloudRegion: string | null;
  market: string | null;
  accessAddress: string | null;
  /** Key and secret are there only for whoever says so. */
  appKey?: string;
  appSecret?: string;
}

/** @param withSecrets whether its key and secret are shown too */
export function shown(
  application: Application,
  applications: Applications,
  projects: ReadonlyMap<string, Project>,
  withSecrets = false,
): ShownApplication {
  const { appKey, appSecret, resourceId, createdAt, updatedAt, heldStatus, ...rest } = application;
  const project = projects.get(application.projectId);
  const status = applications.statusOf(application);
  return {
    ...rest,
    status,
    createTime: new Date(createdAt).toISOString(),
    updateTime: new Date(updatedAt).toISOString(),
    cloudRegion: project?.cloudRegion ?? null,
    market: project === undefined ? null : marketName(project, application.region),
    accessAddress: project === undefined ? null : appAnswer(application, project, status).app_access_addr,
    ...(withSecrets ? { appKey, appSecret } : {}),
  };
}
