import type { AppCount } from "../../../schemas/generated/api-types";
import { checkedRegion } from "./written-settings";
import type { OperationCall } from "./operation-call";

/**
 * ShowAppCount: `total` is the quota of the market (inferred, GAP-COUNT), `used` the applications that exist.
 *
 * @throws Refusal for a market that the site does not have
 */
export function showAppCount({ project, list, quota, query }: OperationCall): AppCount {
  const region = checkedRegion(project, query["region"] === "cn" ? "cn" : "intl");
  return { total: quota, used: list(project.id, region).length };
}
