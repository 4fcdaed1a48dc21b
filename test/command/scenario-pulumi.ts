import { parse } from "yaml";
import { resourceType } from "../../provider/application";
import type { RunPulumi } from "../../provider/stack";
import { chinaProject } from "../support/service/projects";
import { exported } from "./terminal";

/** A stack of a scenario: its applications as YAML, or what `pulumi` says instead. */
export interface GivenStack {
  name: string;
  isSelected: boolean;
  text: string;
}

/** An application that a stack manages. */
interface GivenEntry {
  /** Name of the resource. */
  resource: string;
  /** Name of the manifest's component; without it the resource is at the top. */
  component?: string;
  id: string;
  name: string;
  market: string;
  [output: string]: unknown;
}

/** `pulumi` in a folder with these stacks, whose configuration is empty: the settings come from the environment. */
export const pulumiWith =
  (stacks: readonly GivenStack[]): RunPulumi =>
  (words) => {
    const [command, action = ""] = words;
    if (action === "--show-name") {
      const selected = stacks.find(({ isSelected }) => isSelected);
      return selected === undefined
        ? failed("error: no stack selected; please use `pulumi stack select` or `pulumi stack init` to choose one")
        : printed(`${selected.name}\n`);
    }
    const name = words[words.indexOf("--stack") + 1];
    const stack = stacks.find((one) => one.name === name);
    if (stack === undefined) return failed(`error: no stack named '${name}' found`);
    if (stack.text.startsWith("error:")) return failed(stack.text);
    return printed(command === "config" ? "{}" : stateOf(stack));
  };

const printed = (stdout: string) => Promise.resolve({ end: 0, stdout, stderr: "" });
const failed = (stderr: string) => Promise.resolve({ end: 255, stdout: "hunter2", stderr });

function stateOf({ name, text }: GivenStack): string {
  const entries = (parse(text) ?? []) as GivenEntry[];
  const urn = (types: string, resource: string) => `urn:pulumi:${name}::shop::${types}::${resource}`;
  const manifestType = "msgsms:index:SmsApplicationManifest";
  const components = [...new Set(entries.flatMap(({ component }) => component ?? []))];
  const root = urn("pulumi:pulumi:Stack", `shop-${name}`);
  return exported([
    { urn: root, type: "pulumi:pulumi:Stack" },
    ...components.map((component) => ({ urn: urn(manifestType, component), type: manifestType, parent: root })),
    ...entries.map(({ resource, component, id, ...outputs }) => ({
      urn: urn(component === undefined ? resourceType : `${manifestType}$${resourceType}`, resource),
      type: resourceType,
      id,
      parent: component === undefined ? root : urn(manifestType, component),
      outputs: { cloudRegion: "cn-north-4", projectId: chinaProject, ...outputs },
    })),
  ]);
}
