import { stringify } from "yaml";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import type { LiveApplication } from "../service";
import { asShown, message, plain, shownText, withoutUrlPasswords, type DiagnosticCode, type Message, type Shown } from "../messages";
import { consoleChangesOf, evidenceOf, sameSetting, type StackEntry } from "../application";
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
const compared = ["name", "uplinkDestination", "enterpriseProjectId", "ipWhitelist"] as const;
type Compared = (typeof compared)[number];

/** What differs between one declared application and what the service has for it; empty when nothing does. Pure. */
export function driftOf(declared: DeclaredApplication, counterpart: Counterpart): DriftFinding[] {
  switch (counterpart.kind) {
    case "missing":
      return [missing(declared, counterpart.isStackUnknown)];
    case "several":
      return [several(declared, counterpart.found)];
    case "elsewhere":
      return [inOtherMarket(declared, counterpart)];
    case "lost":
      return [lost(declared, counterpart)];
    case "other account":
      return [inOtherAccount(declared, counterpart)];
    case "unclear":
      return [unclear(declared, counterpart.entries)];
    case "found":
      return [
        ...otherResource(declared, counterpart),
        ...compared
          .filter((setting) => differs(declared.inputs, setting, counterpart.live))
          .map((setting) =>
            isRenamed(setting, counterpart) ? renamed(declared, counterpart) : differing(declared, setting, counterpart.live),
          ),
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

function inOtherMarket(declared: DeclaredApplication, { live, entry }: Extract<Counterpart, { kind: "elsewhere" }>): DriftFinding {
  const values = { setting: plain("market"), value: asYaml(live.market) };
  const facts = { declared: plain(declared.inputs.market), service: plain(live.market) };
  // The id comes from the state or from adopt, and only the latter can be a slip.
  const told = message("SMS2101", { why: "market", values, facts, do: entry === undefined ? ["market", "id"] : ["market"] });
  const range = declared.locate(["market"], "value");
  const { market } = declared.inputs;
  return { ...findingAt(told, declared, { path: ["market"], range }), id: live.id, declared: market, live: live.market };
}

type Facts = Readonly<Record<string, Shown>>;

/** What to do depends on who can change the setting: a person on the console, or a run. */
function difference(inputs: ApplicationInputs, setting: Compared, live: LiveApplication, facts: Facts): Message<"SMS2101"> {
  const values = { setting: plain(setting), value: asYaml(live[setting]) };
  if (setting !== "ipWhitelist") return message("SMS2101", { values, facts, do: ["apply", "declare"] });
  // The console shows the name that it has there.
  const change = consoleChangesOf({ ...inputs, name: live.name }, live).find((one) => one.setting === setting);
  const instruction = asShown(shownText(change?.instruction ?? "", []));
  return message("SMS2101", { values: { ...values, instruction }, facts, do: ["enter", "declare"] });
}

type Found = Extract<Counterpart, { kind: "found" }>;

/** The console has changed the name when it is neither the declared one nor that of the state; otherwise a declared change was not applied yet. */
const isRenamed = (setting: Compared, { entry, live }: Found): boolean =>
  setting === "name" && entry?.outputs.name !== undefined && entry.outputs.name !== live.name;

function renamed(declared: DeclaredApplication, { live, namesakes = [] }: Found): DriftFinding {
  const { name } = declared.inputs;
  const values = { name: plain(name), live: asShown(shownText(live.name, [])), value: asYaml(live.name) };
  const facts = { it: evidenceOf(live), "has that name now": namesakes.map(evidenceOf) };
  // Nobody can give it a name that another one has.
  const told = message("SMS2107", { values, facts, do: namesakes.length === 0 ? ["apply", "declare"] : ["declare"] });
  return { ...atName(told, declared), id: live.id, declared: name, live: values.live };
}

function otherResource(declared: DeclaredApplication, { entry, isOtherResource, live }: Found): DriftFinding[] {
  if (entry === undefined || isOtherResource !== true) return [];
  const urn = asShown(shownText(entry.urn, []));
  const values = { name: plain(declared.inputs.name), urn, aliases: asShown(`{ "${plain(declared.logicalName)}": ["${urn}"] }`) };
  const told = message("SMS2109", { values, facts: { resource: urn, id: plain(live.id) }, do: ["alias", "back"] });
  return [{ ...findingAt(told, declared, { path: [] }), id: live.id }];
}

function lost(declared: DeclaredApplication, { entry, named }: Extract<Counterpart, { kind: "lost" }>): DriftFinding {
  const urn = asShown(shownText(entry.urn, []));
  const values = { id: plain(entry.id), urn };
  const facts = { resource: urn, "has the name": named.map(evidenceOf) };
  const told = message("SMS2108", { values, facts, do: ["settings", "list", "forget"] });
  return { ...atName(told, declared), id: entry.id, declared: declared.inputs.name };
}

function inOtherAccount(declared: DeclaredApplication, { entry, account }: Extract<Counterpart, { kind: "other account" }>): DriftFinding {
  const { cloudRegion = "", projectId = "" } = entry.outputs;
  const facts = {
    resource: asShown(shownText(entry.urn, [])),
    stack: asShown(shownText(`${cloudRegion}, project ${projectId}`, [])),
    settings: plain(`${account.cloudRegion}, project ${account.projectId}`),
  };
  const told = message("SMS2110", { values: { id: plain(entry.id) }, facts, do: ["settings", "other"] });
  return { ...atName(told, declared), id: entry.id, declared: declared.inputs.name };
}

function unclear(declared: DeclaredApplication, entries: readonly StackEntry[]): DriftFinding {
  const facts = { resources: entries.map(({ urn, id }) => asShown(shownText(`${urn} (id ${id})`, []))) };
  const values = { count: plain(entries.length), logicalName: plain(declared.logicalName) };
  return findingAt(message("SMS2111", { values, facts, do: ["adopt"] }), declared, { path: [] });
}

function missing(declared: DeclaredApplication, isStackUnknown: boolean): DriftFinding {
  const { name, market, adopt } = declared.inputs;
  if (adopt !== undefined && adopt !== "by-name") {
    const told = message("SMS2103", { values: { id: plain(adopt) }, do: ["list", "check"] });
    return { ...findingAt(told, declared, { path: ["adopt"], range: declared.locate(["adopt"], "value") }), declared: adopt };
  }
  const values = { market: plain(market), name: plain(name) };
  const told = message("SMS2102", { values, do: isStackUnknown ? ["create", "stack", "adopt"] : ["create", "adopt"] });
  return { ...atName(told, declared), declared: name };
}

function several(declared: DeclaredApplication, found: readonly LiveApplication[]): DriftFinding {
  const { name } = declared.inputs;
  const values = { count: plain(found.length), name: plain(name) };
  const facts = { found: found.map(evidenceOf) };
  const told = message("SMS2104", { values, facts, do: ["adopt"] });
  return { ...atName(told, declared), declared: name };
}

const atName = (told: Message<DiagnosticCode>, declared: DeclaredApplication): DriftFinding =>
  findingAt(told, declared, { path: ["name"], range: declared.locate(["name"], "value") });

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
