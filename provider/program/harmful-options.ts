import type { CustomResourceOptions } from "@pulumi/pulumi";
import { message, plain } from "../messages";
import { refused } from "./refused";

/** Options that make the engine forget or replace a resource without asking its provider (ENGINE-29), and what each would do. */
const harmful = {
  deletedWith: "deletedWith",
  replaceOnChanges: "replacement",
  deleteBeforeReplace: "replacement",
  // Newer than the oldest SDK that is supported.
  replaceWith: "replacement",
  replacementTrigger: "replacement",
} as const;

/** @throws pulumi.ResourceError (SMS2023) when one of them is given */
export function refuseHarmful(resourceName: string, options: CustomResourceOptions = {}): void {
  const given: Readonly<Record<string, unknown>> = { ...options };
  for (const [option, why] of Object.entries(harmful)) {
    const value = given[option];
    if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) continue;
    const values = { option: plain(option), resource: plain(resourceName) };
    const ways = why === "deletedWith" ? (["remove", "abandon"] as const) : (["remove"] as const);
    throw refused(message("SMS2023", { values, why, do: ways }));
  }
}
