import type { Application, Region } from "../state/application";
import type { Applications } from "../state/applications";
import type { Project } from "../state/projects";

/** The two things that a fault may change for an operation: what is listed, and when what it keeps can be seen. */
export interface Access {
  readonly list: (projectId: string, region?: Region) => Application[];
  readonly keep: (application: Application) => void;
}

/** What an operation gets: everything in it has passed the signature and the contract. */
export interface OperationCall extends Access {
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
