import type { UpdateAppRequest } from "../../../schemas/generated/api-types";
import { defaultEnterpriseProject, type Application, type Region } from "../state/application";
import { regionsOf, type Project } from "../state/projects";
import { invalidParameter } from "../contract/refusals";

/** @throws Refusal for a market that the project's site does not have */
export function checkedRegion(project: Project, region: Region): Region {
  if (regionsOf(project).includes(region)) return region;
  throw invalidParameter(`region: ${region} does not exist on the site of ${project.cloudRegion}, only ${regionsOf(project).join(", ")}`);
}

/** The uplink destination as far as it means something: only a mainland application has one (API-ZH). */
export const uplinkOf = (request: Pick<UpdateAppRequest, "region" | "up_link_addr">): string =>
  request.region === "cn" ? (request.up_link_addr ?? "") : "";

/** The enterprise project that a request names, with OAS's defaults for what it leaves out. */
export function enterpriseProjectOf(
  request: Pick<UpdateAppRequest, "enterprise_project_id" | "enterprise_project_name">,
): Pick<Application, "enterpriseProjectId" | "enterpriseProjectName"> {
  return {
    enterpriseProjectId: request.enterprise_project_id ?? defaultEnterpriseProject.enterpriseProjectId,
    enterpriseProjectName: request.enterprise_project_name ?? defaultEnterpriseProject.enterpriseProjectName,
  };
}
