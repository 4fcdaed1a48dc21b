import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { CreationMark } from "../facts/creation-mark";
import type { ApplicationOutputs } from "../facts/outputs";

/** An application that a stack manages. What the state holds encrypted is absent. */
export interface StackEntry {
  urn: string;
  id: string;
  /** URN of its parent: a component, or the stack. */
  parent?: string;
  outputs: Partial<ApplicationOutputs>;
  /** Marked by a person for replacement (`pulumi state taint`). */
  isTainted?: boolean;
  /** What failed after it was created, where the next run has to finish it. */
  initErrors?: readonly string[];
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
