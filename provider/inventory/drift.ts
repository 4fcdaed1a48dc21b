import type { ApplicationInputs } from "../../schemas/generated/application-types";
import type { LiveApplication } from "../service";
import { shownText, quoted, withoutUrlPasswords, storyOf } from "../messages";
import { consoleChangesOf, evidenceOf, sameSetting, statusWords } from "../application";
import type { DeclaredApplication, Diagnostic } from "../manifest";
import type { Counterpart } from "./counterparts";

/** A difference between a declared application and the service, at the place of the declaration. */
export interface DriftFinding extends Diagnostic {
  logicalName: string;
  /** The application at the service, where there is one. */
  id?: string;
  /** Values as they may be shown; absent where there is none. */
  declared?: unknown;
  live?: unknown;
}

/** Settings that are compared where the answer shows them, and in this order. */
const compared = ["market", "name", "uplinkDestination", "enterpriseProjectId", "ipWhitelist"] as const;
type Compared = (typeof compared)[number];

/** What differs between one declared application and what the service has for it; empty when nothing does. Pure. */
export function driftOf(declared: DeclaredApplication, counterpart: Counterpart): DriftFinding[] {
  switch (counterpart.kind) {
    case "missing":
      return [missing(declared)];
    case "several":
      return [several(declared, counterpart.found)];
    case "elsewhere":
      return [differing(declared, "market", counterpart.live)];
    case "found":
      return [
        ...compared
          .filter((setting) => differs(declared.inputs, setting, counterpart.live))
          .map((setting) => differing(declared, setting, counterpart.live)),
        ...undeclared(declared, counterpart.live),
        ...notLaunched(declared, counterpart.live),
      ];
  }
}

function differs(inputs: ApplicationInputs, setting: Compared, live: LiveApplication): boolean {
  return inputs[setting] !== undefined && live[setting] !== undefined && !sameSetting(inputs[setting], live[setting]);
}

function differing(declared: DeclaredApplication, setting: Compared, live: LiveApplication): DriftFinding {
  const [wanted, found] = [shownValue(declared.inputs[setting]), shownValue(live[setting])];
  return {
    ...finding("SMS2101", declared, [setting]),
    range: declared.locate([setting], "value"),
    message: `is ${asText(found)} at the service, and ${asText(wanted)} is declared`,
    nextStep: nextStep(declared.inputs, setting, live),
    id: live.id,
    declared: wanted,
    live: found,
  };
}

function nextStep(inputs: ApplicationInputs, setting: Compared, live: LiveApplication): string {
  if (setting === "market") return `a market never changes: correct the market, or the id ${live.id}`;
  if (setting !== "ipWhitelist") return "run pulumi up --refresh, or declare what the service shows";
  const change = consoleChangesOf(inputs, live).find((one) => one.setting === setting);
  return `declare what the service shows, or enter it. ${change?.instruction.replace(/\.$/, "") ?? ""}`;
}

function missing(declared: DeclaredApplication): DriftFinding {
  const { name, market, adopt } = declared.inputs;
  if (adopt !== undefined && adopt !== "by-name") {
    return {
      ...finding("SMS2103", declared, ["adopt"]),
      range: declared.locate(["adopt"], "value"),
      message: `no application with the id ${adopt} exists in the project`,
      nextStep: "check the id, the profile and the project; msgsms list shows what exists",
      declared: adopt,
    };
  }
  return {
    ...finding("SMS2102", declared, ["name"]),
    range: declared.locate(["name"], "value"),
    message: `no ${market} application named ${quoted(name)} exists`,
    nextStep: "run pulumi up to create it; if it exists under another name, declare its id as adopt",
    declared: name,
  };
}

function several(declared: DeclaredApplication, found: readonly LiveApplication[]): DriftFinding {
  return {
    ...finding("SMS2104", declared, ["name"]),
    range: declared.locate(["name"], "value"),
    message: `several applications have this name: ${found.map((live) => shownText(evidenceOf(live), [])).join("; ")}`,
    nextStep: "declare adopt with the id of the right one",
    declared: declared.inputs.name,
  };
}

/** Settings whose absence from a declaration leaves the live value alone. */
function undeclared(declared: DeclaredApplication, live: LiveApplication): DriftFinding[] {
  return (["uplinkDestination", "ipWhitelist"] as const)
    .filter((setting) => declared.inputs[setting] === undefined && (live[setting] ?? "").length > 0)
    .map((setting) => ({
      ...finding("SMS2106", declared, [setting]),
      message: `is ${asText(shownValue(live[setting]))} at the service, and is not declared`,
      nextStep: `it is left as it is; declare ${setting} to manage it`,
      id: live.id,
      live: shownValue(live[setting]),
    }));
}

function notLaunched(declared: DeclaredApplication, { id, status }: LiveApplication): DriftFinding[] {
  if (status === undefined || status === "LAUNCHED") return [];
  const shown = shownText(status, []);
  return [
    {
      ...finding("SMS2105", declared, []),
      message: `has the status ${shown}`,
      nextStep: statusWords[status] ?? "look at it on the console",
      id,
      live: shown,
    },
  ];
}

function finding(
  code: "SMS2101" | "SMS2102" | "SMS2103" | "SMS2104" | "SMS2105" | "SMS2106",
  { logicalName, file, range }: DeclaredApplication,
  path: readonly string[],
) {
  const { severity, source } = storyOf(code);
  return {
    code,
    severity,
    logicalName,
    file,
    range,
    path: ["applications", logicalName, ...path],
    ...(source === undefined ? {} : { source }),
  };
}

/** Text of the service and of declarations as it may be shown: no passwords in addresses, nothing that steers a terminal. */
function shownValue(value: string | string[] | undefined): string | string[] {
  if (Array.isArray(value)) return value.map((part) => shownText(part, []));
  return shownText(withoutUrlPasswords(value ?? ""), []);
}

function asText(value: string | string[]): string {
  const text = [value].flat().join(",");
  return text === "" ? "empty" : text;
}
