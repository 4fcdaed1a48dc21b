import * as pulumi from "@pulumi/pulumi";
import { type ProgramFacts, programKey } from "../application";

/** What a manifest adds to what the program knows of a resource: the logical name of its entry. */
export const entryFacts = (entry: string): Record<string, Partial<ProgramFacts>> => ({ [programKey]: { entry } });

/**
 * What the program knows of a resource and the dynamic provider server does not hand on, as the text of an input.
 * The parent's URN is taken as a promise: as an output it would make the resource depend on its parent's other children.
 */
export function programFacts(resource: string, args: object, options: pulumi.CustomResourceOptions): Promise<string> | string {
  const { entry } = (programKey in args ? args[programKey] : {}) as Partial<ProgramFacts>;
  const known = {
    resource,
    ...(entry === undefined ? {} : { entry }),
    ...organization(),
    preview: pulumi.runtime.isDryRun(),
  };
  const { parent } = options;
  if (parent === undefined) return JSON.stringify(known satisfies ProgramFacts);
  const urn = new Promise<string>((resolve) => parent.urn.apply(resolve));
  return urn.then((text) => JSON.stringify({ ...known, parent: text } satisfies ProgramFacts));
}

/** In a user's unit tests (`pulumi.runtime.setMocks`) there may be no organisation, and the SDK throws. */
function organization(): Pick<ProgramFacts, "organization"> {
  try {
    return { organization: pulumi.getOrganization() };
  } catch {
    return {};
  }
}
