import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { CreationMark } from "../facts/creation-mark";
import type { ApplicationOutputs } from "../facts/outputs";

/** An application that a stack manages. What the state holds encrypted is absent. */
export interface StackEntry {
  urn: string;
  id: string;
  outputs: Partial<ApplicationOutputs>;
  /** Marked by a person for replacement (`pulumi state taint`). */
  isTainted?: boolean;
  /** Of its creation, where a version that marks them made it. */
  mark?: CreationMark;
}

/** A creation that had begun when its run was cut off. */
export interface PendingCreation {
  urn: string;
  inputs: Partial<ApplicationInputs>;
  mark?: CreationMark;
}

/** What the state of a stack says of SMS applications. */
export interface StackState {
  entries: readonly StackEntry[];
  pending: readonly PendingCreation[];
}
