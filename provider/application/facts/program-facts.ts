/** An input through which the program tells the check what the engine does not. It never gets into the state. */
export const programKey = "__program";

/** What the program knows of a resource, and the dynamic provider server does not hand on (ENGINE-3). */
export interface ProgramFacts {
  /** Logical name of the resource. */
  resource: string;
  /** URN of its parent, where that is not the stack. */
  parent?: string;
  /** Logical name in the manifest that declares it, if one does. */
  entry?: string;
  /** Organisation of the stack, as `pulumi.getOrganization()` gives it. */
  organization?: string;
  /** Whether this is a preview. */
  preview: boolean;
}

/** Which resource of the program it is: the same in each check of a run. */
export const resourceKey = ({ resource, parent = "" }: ProgramFacts): string => JSON.stringify([parent, resource]);

const stackType = "pulumi:pulumi:Stack";

/**
 * The URN of a resource, as the engine makes it of the types of its parents: `urn:pulumi:dev::shop::my:Shop$my:Sms::codes`.
 *
 * @param root URN of the stack
 * @param type token of the resource's type
 */
export function urnOf({ resource, parent }: ProgramFacts, root: string, type: string): string {
  const [stack = "", project = ""] = root.split("::");
  const parentType = parent?.split("::")[2];
  const qualified = parentType === undefined || parentType === stackType ? type : `${parentType}$${type}`;
  return [stack, project, qualified, resource].join("::");
}
