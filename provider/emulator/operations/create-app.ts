import type { CreateAppRequest, CreatedApp } from "../../../schemas/generated/api-types";
import { siteOf } from "../state/projects";
import { nameDuplicated, quotaExceeded } from "../contract/refusals";
import { checkedRegion, enterpriseProjectOf, uplinkOf } from "./written-settings";
import type { OperationCall } from "./operation-call";

/**
 * CreateApp. The secret is in the answer if `show_secret` asks for it, and never again; the European site does not give it at all.
 *
 * @throws Refusal for a market that the site does not have, a name in use, or a used-up quota
 */
export function createApp({ project, applications, keep, quota, body }: OperationCall): CreatedApp {
  const request = body as CreateAppRequest;
  const region = checkedRegion(project, request.region);
  if (applications.named(project.id, region, request.app_name) !== undefined) throw nameDuplicated(request.app_name);
  const used = applications.used(project.id, region);
  if (used >= quota) throw quotaExceeded(region, quota, used);
  const application = applications.draw({
    projectId: project.id,
    region,
    name: request.app_name,
    uplinkDestination: uplinkOf(request),
    ...enterpriseProjectOf(request),
  });
  keep(application);
  const shown = request.show_secret === true && siteOf(project) !== "europe";
  return {
    id: application.id,
    app_key: application.appKey,
    app_name: application.name,
    ...(shown ? { app_secret: application.appSecret } : {}),
  };
}
