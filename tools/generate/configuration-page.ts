import { code, factTable, prose, ruleOf, table } from "./markdown";
import { propertiesOf, type SchemaNode } from "./schemas";

/** docs/reference/configuration.md: each setting of an account, its places, and the cloud regions. */
export function configurationPage(configuration: SchemaNode): string {
  const connection = propertiesOf(configuration, "connection");
  return [
    "# Settings of the configuration",
    "Where each setting comes from, and in which order, is in [configuration](../configuration.md). A missing or bad value is refused with a code of the group SMS4xxx in [errors](../errors.md). Sources are cited by their keys: see [sources](../sources.md).",
    ...Object.entries(connection).flatMap(([name, node]) => section(name, node)),
    ...preflight(configuration.properties?.["preflight"]),
    ...profiles(configuration.properties?.["profiles"]),
    "## Cloud regions",
    cloudRegions(connection["cloudRegion"]),
    "",
  ].join("\n\n");
}

function section(name: string, node: SchemaNode): string[] {
  const variables = node["environment"] as string[];
  const secret = node["writeOnly"] === true;
  const example = (node["examples"] as unknown[] | undefined)?.map((value) => code(String(value))).join("<br>");
  const facts = factTable([
    ["setting", code(name)],
    ["key in the stack's configuration", code(`msgsms:${name}`)],
    ["key in a profile", code(`msgsms:profiles.<profile>.${name}`)],
    ["environment variables, in this order", variables.length === 0 ? undefined : variables.map(variableText).join("<br>")],
    ["rule", ruleOf(node)],
    ["secret", secret ? "yes: never shown in a message" : undefined],
    ["source", prose(String(node["source"]))],
    ["example", example],
  ]);
  return [`## ${name}`, prose(String(node["description"])), facts];
}

/** The variable as written; the endpoint's has the cloud region in its name. */
function variableText(variable: string): string {
  const region = "eu-west-101";
  if (!variable.includes("{REGION}")) return code(variable);
  return `${code(variable)}, for ${region}: ${code(variable.replace("{REGION}", region.toUpperCase().replaceAll("-", "_")))}`;
}

function preflight(node: SchemaNode | undefined): string[] {
  const facts = factTable([
    ["setting", code("preflight")],
    ["key in the stack's configuration", code("msgsms:preflight")],
    ["rule", ruleOf(node ?? {})],
    ["source", prose(String(node?.["source"]))],
    ["example", ((node?.["examples"] ?? []) as unknown[]).map((value) => code(String(value))).join("<br>")],
  ]);
  return ["## preflight", prose(String(node?.["description"])), facts];
}

function profiles(node: SchemaNode | undefined): string[] {
  const names = node?.["propertyNames"] as SchemaNode;
  const facts = factTable([
    ["setting", code("profiles")],
    ["key in the stack's configuration", code("msgsms:profiles")],
    ["rule", ruleOf(node ?? {})],
    ["rule for a name", ruleOf(names)],
    ["at most", `${String(node?.["maxProperties"])} profiles`],
    ["source", prose(String(node?.["source"]))],
    ["example", ((node?.["examples"] ?? []) as unknown[]).map((value) => code(JSON.stringify(value))).join("<br>")],
  ]);
  return ["## profiles", prose(String(node?.["description"])), facts];
}

function cloudRegions(node: SchemaNode | undefined): string {
  const regions = (node?.["oneOf"] ?? []) as SchemaNode[];
  const rows = regions.map((region) => [
    code(String(region["const"])),
    String(region["title"]),
    String(region["site"]),
    (region["markets"] as string[]).join(", "),
    code(String(region["endpoint"])),
    prose(String(region["source"])),
  ]);
  return table([["cloud region", "place", "site", "markets", "endpoint", "source"], ...rows]);
}
