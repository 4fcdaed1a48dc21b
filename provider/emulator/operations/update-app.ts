import type { UpdateAppRequest, UpdatedApp } from "../../../schemas/generated/api-types";
import { appDoesNotExist, invalidParameter, nameDuplicated } from "../contract/refusals";
import { checkedRegion, enterpriseProjectOf, uplinkOf } from "./written-settings";
import type { OperationCall } from "./operation-call";

/**
 * UpdateApp. Whether fields that are not sent keep their value is not documented; the emulator takes the harsher reading
 * of PUT: they are lost. The market cannot change (inferred, GAP-PUT). `create_sign_and_template` does nothing here.
 *
 * @throws Refusal for an unknown id, another market, or a name in use
 */
export function updateApp({ project, applications, keep, id, body }: OperationCall): UpdatedApp {
  const request = body as UpdateAppRequest;
  const application = applications.find(project.id, id);
  if (application === undefined) throw appDoesNotExist(id);
  const region = checkedRegion(project, request.region);
  if (region !== application.region)
    throw invalidParameter(`body /region: the application is of ${application.region} and cannot change to ${region}`);
  const other = applications.named(project.id, region, request.app_name);
  if (other !== undefined && other.id !== id) throw nameDuplicated(request.app_name);
  const uplinkDestination = uplinkOf(request);
  keep({
    ...application,
    name: request.app_name,
    uplinkDestination,
    // The console has it only beside an uplink destination (SEED-CN).
    uplinkSendTime: application.uplinkSendTime && uplinkDestination !== "",
    ...enterpriseProjectOf(request),
    updatedAt: applications.now,
  });
  return { id, app_key: application.appKey, app_name: request.app_name };
}
