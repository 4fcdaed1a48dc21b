import type { Applications } from "../applications";
import type { Project } from "../projects";

/** What an operation gets: everything in it has passed the signature and the contract. */
export interface OperationCall {
  readonly project: Project;
  readonly applications: Applications;
  /** Applications that a market may hold. */
  readonly quota: number;
  /** Empty for an operation without an id in its path. */
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  /** Undefined for an operation without a body. */
  readonly body: unknown;
}
