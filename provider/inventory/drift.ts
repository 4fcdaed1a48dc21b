import { stringify } from "yaml";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import type { LiveApplication } from "../service";
import { asShown, message, plain, shownText, withoutUrlPasswords, type DiagnosticCode, type Message, type Shown } from "../messages";
import { consoleChangesOf, evidenceOf, sameSetting } from "../application";
import { diagnosticAt, type DeclaredApplication, type Diagnostic, type Range } from "../manifest";
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
  const told = difference(declared.inputs, setting, live, { declared: asText(wanted), service: asText(found) });
  const range = declared.locate([setting], "value");
  return { ...findingAt(told, declared, { path: [setting], range }), id: live.id, declared: wanted, live: found };
}

type Facts = Readonly<Record<string, Shown>>;

/** What to do depends on who can change the setting: nobody, a person on the console, or a run. */
function difference(inputs: ApplicationInputs, setting: Compared, live: LiveApplication, facts: Facts): Message<"SMS2101"> {
  const values = { setting: plain(setting), value: asYaml(live[setting]) };
  if (setting === "market") return message("SMS2101", { why: "market", values, facts, do: ["market", "id"] });
  if (setting !== "ipWhitelist") return message("SMS2101", { values, facts, do: ["apply", "declare"] });
  const change = consoleChangesOf(inputs, live).find((one) => one.setting === setting);
  const instruction = asShown(shownText(change?.instruction ?? "", []));
  return message("SMS2101", { values: { ...values, instruction }, facts, do: ["enter", "declare"] });
}

function missing(declared: DeclaredApplication): DriftFinding {
  const { name, market, adopt } = declared.inputs;
  if (adopt !== undefined && adopt !== "by-name") {
    const told = message("SMS2103", { values: { id: plain(adopt) }, do: ["list", "check"] });
    return { ...findingAt(told, declared, { path: ["adopt"], range: declared.locate(["adopt"], "value") }), declared: adopt };
  }
  const told = message("SMS2102", { values: { market: plain(market), name: plain(name) }, do: ["create", "adopt"] });
  return { ...findingAt(told, declared, { path: ["name"], range: declared.locate(["name"], "value") }), declared: name };
}

function several(declared: DeclaredApplication, found: readonly LiveApplication[]): DriftFinding {
  const { name } = declared.inputs;
  const values = { count: plain(found.length), name: plain(name) };
  const facts = { found: found.map(evidenceOf) };
  const told = message("SMS2104", { values, facts, do: ["adopt"] });
  return { ...findingAt(told, declared, { path: ["name"], range: declared.locate(["name"], "value") }), declared: name };
}

/** Settings whose absence from a declaration leaves the live value alone. */
function undeclared(declared: DeclaredApplication, live: LiveApplication): DriftFinding[] {
  return (["uplinkDestination", "ipWhitelist"] as const)
    .filter((setting) => declared.inputs[setting] === undefined && (live[setting] ?? "").length > 0)
    .map((setting) => {
      const values = { setting: plain(setting), value: asYaml(live[setting]) };
      const told = message("SMS2106", { values, facts: { service: asText(shownValue(live[setting])) }, do: ["declare"] });
      return { ...findingAt(told, declared, { path: [setting] }), id: live.id, live: shownValue(live[setting]) };
    });
}

function notLaunched(declared: DeclaredApplication, { id, name, status }: LiveApplication): DriftFinding[] {
  if (status === undefined || status === "LAUNCHED") return [];
  const shown = asShown(shownText(status, []));
  return [{ ...findingAt(statusMessage(asShown(shownText(name, [])), shown), declared, { path: [] }), id, live: shown }];
}

function statusMessage(name: Shown, status: Shown): Message<"SMS2105"> {
  const values = { name, status };
  switch (String(status)) {
    case "CREATED":
      return message("SMS2105", { values, why: "created", do: ["wait"] });
    case "PROCESSING":
      return message("SMS2105", { values, why: "processing", do: ["ticket"] });
    case "SUSPENDED":
      return message("SMS2105", { values, why: "suspended", do: ["ticket"] });
    default:
      return message("SMS2105", { values, why: "other", do: ["console"] });
  }
}

/** @param place within the application; at its logical name without a range */
function findingAt(
  told: Message<DiagnosticCode>,
  { logicalName, file, range }: DeclaredApplication,
  place: { path: readonly string[]; range?: Range },
): DriftFinding {
  const path = ["applications", logicalName, ...place.path];
  return { ...diagnosticAt(told, { file, range: place.range ?? range, path }), logicalName };
}

/** Text of the service and of declarations as it may be shown: no passwords in addresses, nothing that steers a terminal. */
function shownValue(value: string | string[] | undefined): string | string[] {
  if (Array.isArray(value)) return value.map((part) => shownText(part, []));
  return shownText(withoutUrlPasswords(value ?? ""), []);
}

function asText(value: string | string[]): Shown {
  const text = [value].flat().join(",");
  return asShown(text === "" ? "empty" : text);
}

/** The value as a manifest has it. */
const asYaml = (value: string | string[] | undefined): Shown =>
  asShown(stringify(shownValue(value), { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 }).trim());
