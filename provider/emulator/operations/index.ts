import { createApp } from "./create-app";
import { listAppDetails } from "./list-app-details";
import type { OperationCall } from "./operation-call";
import { showApp } from "./show-app";
import { showAppCount } from "./show-app-count";
import { updateApp } from "./update-app";

import type { OperationId } from "../contract/operation-id";
export interface Operation {
  readonly id: OperationId;
  readonly method: "GET" | "POST" | "PUT";
  /** With `:project_id` and `:id` for the parts that vary. */
  readonly path: string;
  readonly run: (call: OperationCall) => unknown;
}

const apps = "/v2/:project_id/msgsms/apps";

/** All that the management API can do with applications (OAS). There is no DELETE. */
export const operations: readonly Operation[] = [
  { id: "ListAppDetails", method: "GET", path: apps, run: listAppDetails },
  { id: "CreateApp", method: "POST", path: apps, run: createApp },
  { id: "ShowApp", method: "GET", path: `${apps}/:id`, run: showApp },
  { id: "UpdateApp", method: "PUT", path: `${apps}/:id`, run: updateApp },
  { id: "ShowAppCount", method: "GET", path: `${apps}-count`, run: showAppCount },
];
