import { LifeCycleError } from "../says/life-cycle-error";
import type { ApplicationOutputs } from "../facts/outputs";

/**
 * Accepts that the state forgets an application with the deletion policy `abandon`, and refuses for any other.
 * Calls no API: the service has no operation that deletes (SEED-CN, SEED-EU).
 *
 * @throws LifeCycleError SMS2009 with the ways out, safest first
 */
export function requireAbandon(id: string, recorded: Partial<ApplicationOutputs>): void {
  if (recorded.deletionPolicy === "abandon") return;
  const name = recorded.name ?? "without a recorded name";
  throw new LifeCycleError(
    "deletionRefused",
    [
      `application ${id} (${name}) cannot be deleted: Huawei Cloud has no way to delete an SMS application. It is alive and stays in the state. Ways on, safest first:`,
      `  1. Keep it: put the resource back into the program.`,
      `  2. Rename it for another use: an account has two per market by default, so a free one is worth keeping.`,
      `  3. Forget it and leave it alive: set deletionPolicy: abandon, run pulumi up, then remove the resource. Note its secret first (pulumi stack export --show-secrets).`,
      `  4. Forget it by hand: pulumi state delete <urn>. Note its secret first: it is shown nowhere else.`,
    ].join("\n"),
  );
}
