import { resourceType } from "../../../provider/application";
import type { RunPulumi } from "../../../provider/stack";
import type { Pulumi } from "./scenario";
import type { ScenarioStack } from "./scenario-stack";

const prefix = "urn:pulumi:dev::shop::";
export const root = `${prefix}pulumi:pulumi:Stack::shop-dev`;
const urnOf = (name: string) => `${prefix}${resourceType}::${name}`;

/** `pulumi stack export` of a scenario's stack. */
export const exporting =
  (stack: ScenarioStack, trouble: Pulumi | undefined): RunPulumi =>
  () =>
    Promise.resolve(troubles(trouble) ?? { end: 0, stdout: exported(stack, trouble), stderr: "" });

function troubles(trouble: Pulumi | undefined): Awaited<ReturnType<RunPulumi>> | undefined {
  if (trouble === "not found" || trouble === "time limit" || trouble === "too much") return { end: trouble, stdout: "", stderr: "" };
  if (trouble === "fails")
    return { end: 255, stdout: "", stderr: "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions\n" };
  return trouble === "no JSON" ? { end: 0, stdout: "Logging in using access token\n{}", stderr: "" } : undefined;
}

function exported({ held, pending }: ScenarioStack, trouble: Pulumi | undefined): string {
  const own = trouble === "another stack" ? root.replaceAll("dev", "prod") : root;
  const resources = [...held].map(([name, { id, inputs, outputs }]) => ({
    urn: urnOf(name),
    type: resourceType,
    custom: true,
    id,
    inputs,
    outputs,
  }));
  const operations = [...pending].map(([name, inputs]) => ({
    type: "creating",
    resource: { urn: urnOf(name), type: resourceType, inputs },
  }));
  return JSON.stringify({
    version: trouble === "newer version" ? 9 : 3,
    deployment: { resources: [{ urn: own, type: "pulumi:pulumi:Stack", custom: false }, ...resources], pending_operations: operations },
  });
}
