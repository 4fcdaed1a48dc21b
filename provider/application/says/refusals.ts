import type { LiveApplication } from "../../service";
import { evidenceOf, namedExactly } from "../facts/existing";
import { LifeCycleError } from "./life-cycle-error";

/** The refusal to create a name that exists, with the ways on; undefined when it is free. */
export function nameInUse(name: string, applications: readonly LiveApplication[]): LifeCycleError | undefined {
  const existing = namedExactly(applications, name);
  if (existing.length === 0) return undefined;
  return new LifeCycleError(
    "nameInUse",
    `name: ${name} is in use: ${existing.map(evidenceOf).join(", ")}. A second one could never be deleted, so nothing is created. ` +
      `To take ${existing.length === 1 ? "this application" : "one of them"} over, unless another resource of yours manages it, add: adopt: ${existing.map(({ id }) => id).join(" or ")}. To make another one, choose another name. ` +
      `If you asked for a replacement (--replace, replaceOnChanges), leave that out: a change that can be made is made in place. ` +
      `After a run that was killed on another machine the existing one is most likely yours: ` +
      `adopt it, then run: pulumi refresh --clear-pending-creates.`,
  );
}
