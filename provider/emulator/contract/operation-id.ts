/** The operations on applications, by the name that OAS gives them. */
export type OperationId = "ListAppDetails" | "CreateApp" | "ShowApp" | "UpdateApp" | "ShowAppCount";

/** All of them, in the order in which messages list them. */
export const operationIds: readonly OperationId[] = ["ListAppDetails", "CreateApp", "ShowApp", "UpdateApp", "ShowAppCount"];
