export { clockDifference } from "./clock-difference";
export { CallFailure, type CallMeaning, type CallOutcome } from "./call-failure";
export type {
  ApplicationCount,
  CreatedApplication,
  LiveApplication,
  ManagementApi,
  Market,
  NewApplication,
  WritableSettings,
} from "./management-api";
