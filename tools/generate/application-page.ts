import { code, factTable, prose, ruleOf, table, yamlLine } from "./markdown";
import { propertiesOf, type SchemaNode } from "./schemas";

/** What an application page says of one market and one setting. */
interface MarketRule {
  exists: boolean;
  /** What holds in this market beside the general rule. */
  text: string | undefined;
  source: string | undefined;
}

const accessWords: Record<string, string> = {
  write: "the API writes it, at creation and later",
  "create-only": "the API takes it at creation only; a later change is refused (SMS2013)",
  "console-only": "none: a person enters it on the console",
  none: "none: it is not sent to the service",
};

/**
 * docs/reference/application.md: each setting of an application with its rules and their sources.
 *
 * @throws Error when a setting has an API access without words here, which is a fault of this repository
 */
export function applicationPage(application: SchemaNode): string {
  const settings = propertiesOf(application, "declaration");
  const markets = settings["market"]?.["enum"] as string[];
  return [
    "# Settings of an SMS application",
    "A manifest and `SmsApplicationArgs` take the same settings, but `appSecret` may not stand in a manifest. A rule that is broken is refused in preview already, with the code in [errors](../errors.md). Sources are cited by their keys: see [sources](../sources.md).",
    "## Overview",
    overview(application, settings, markets),
    ...Object.entries(settings).flatMap(([name, node]) => section(name, node, application, markets)),
    "",
  ].join("\n\n");
}

function overview(application: SchemaNode, settings: Record<string, SchemaNode>, markets: string[]): string {
  const required = application["required"] as string[];
  const cell = (name: string, market: string) => {
    if (!marketRule(application, name, market).exists) return "–";
    return required.includes(name) ? "required" : "optional";
  };
  const rows = Object.entries(settings).map(([name, node]) => [
    `[${code(name)}](#${name.toLowerCase()})`,
    ...markets.map((market) => cell(name, market)),
    String(node["apiAccess"]),
  ]);
  return table([["setting", ...markets, "API"], ...rows]);
}

function section(name: string, node: SchemaNode, application: SchemaNode, markets: string[]): string[] {
  const rules = markets.map((market) => ({ market, ...marketRule(application, name, market) }));
  const existing = rules.filter(({ exists }) => exists);
  const example = (node["examples"] as unknown[] | undefined)?.map((value) => code(yamlLine(name, value))).join("<br>");
  const facts = factTable([
    ["setting", code(name)],
    ["markets", existing.map(({ market }) => market).join(", ")],
    ["sites", (node["sites"] as string[] | undefined)?.join(", ")],
    ["rule", [ruleOf(node), ...furtherRules(name, application)].join("; ")],
    ...existing.map(({ market, text }) => [`rule for ${market}`, text] as const),
    ["values", valuesOf(node)],
    ["default", node["default"] === undefined ? undefined : code(node["default"] as string)],
    ["API access", accessText(name, node)],
    ["console field", node["consoleField"] as string | undefined],
    ["fixed at creation", node["immutable"] === true ? "yes: a change is refused (SMS2010)" : undefined],
    ["secret", node["writeOnly"] === true ? "yes: never shown, always encrypted in the state" : undefined],
    ["source", sourcesOf(node, rules)],
    ["example", example],
  ]);
  return [`## ${name}`, prose(String(node["description"])), facts];
}

function accessText(name: string, node: SchemaNode): string {
  const words = accessWords[String(node["apiAccess"])];
  if (node["immutable"] === true && node["apiAccess"] === "write") return "the API takes it at creation; it never changes";
  if (words === undefined) throw new Error(`no words for the API access ${String(node["apiAccess"])} of ${name}`);
  return words;
}

function valuesOf(node: SchemaNode): string | undefined {
  const values = node["enum"] as string[] | undefined;
  const words = (node["markdownEnumDescriptions"] ?? []) as string[];
  return values?.map((value, index) => `${code(value)}: ${words[index] ?? ""}`).join("<br>");
}

/** The general source, and that of each rule which a market adds. */
function sourcesOf(node: SchemaNode, rules: readonly (MarketRule & { market: string })[]): string {
  const own = rules.flatMap(({ market, exists, source }) => {
    return source === undefined ? [] : [`${exists ? "rule for" : "absent from"} ${market}: ${source}`];
  });
  return [String(node["source"]), ...own].map(prose).join("<br>");
}

/** What the schema says under `if market is … then` about a setting. */
function marketRule(application: SchemaNode, name: string, market: string): MarketRule {
  const branch = conditions(application).find(({ if: condition }) => condition?.properties?.["market"]?.["const"] === market);
  const rule = branch?.then?.properties?.[name];
  if (rule?.["errorMessage"] === undefined) return { exists: true, text: undefined, source: undefined };
  const exists = rule["not"] === undefined;
  return { exists, text: exists ? ruleOf(rule) : undefined, source: String(rule["source"]) };
}

/** Rules that tie a setting to others: it needs them, or what it confirms must be declared. */
function furtherRules(name: string, application: SchemaNode): string[] {
  const needed = (application["dependentRequired"] as Record<string, string[]> | undefined)?.[name] ?? [];
  const confirmed = conditions(application)
    .filter(({ if: condition }) => (condition?.["required"] as string[] | undefined)?.includes(name) === true)
    .flatMap(({ then }) => (then?.["required"] ?? []) as string[]);
  return [
    ...needed.map((other) => `needs ${code(other)}`),
    ...(confirmed.length === 0 ? [] : [`what it holds must be declared as well (${confirmed.map(code).join(", ")})`]),
  ];
}

interface Condition {
  if?: SchemaNode;
  then?: SchemaNode;
}

/** Conditions on the settings of one document node, and those that need the whole application. */
const conditions = (application: SchemaNode) =>
  [application.$defs?.["declaration"]?.["allOf"] ?? [], application["allOf"] ?? []].flat() as Condition[];
