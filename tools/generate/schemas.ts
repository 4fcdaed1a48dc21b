import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { inOwnTerms } from "./editor-terms";

/** A JSON Schema node, as far as the generators look into it. */
export interface SchemaNode {
  [keyword: string]: unknown;
  properties?: Record<string, SchemaNode>;
  $defs?: Record<string, SchemaNode>;
}

/** The hand-kept sources that everything under schemas/generated is made from. */
export interface SchemaSources {
  application: SchemaNode;
  manifest: SchemaNode;
  configuration: SchemaNode;
  /** The configuration file of the command. */
  command: SchemaNode;
  api: SchemaNode;
}

export const schemaFolder = join(__dirname, "..", "..", "schemas");

/**
 * Reads the JSON Schemas and the components of openapi.yaml.
 * The components become one schema document, so that ajv can resolve references between them.
 */
export function readSchemaSources(): SchemaSources {
  const json = (name: string) => inOwnTerms(JSON.parse(readFileSync(join(schemaFolder, `${name}.schema.json`), "utf8")) as SchemaNode);
  const openapi = readFileSync(join(schemaFolder, "openapi.yaml"), "utf8").replaceAll("#/components/schemas/", "#/$defs/");
  const { components } = parse(openapi) as { components: { schemas: Record<string, SchemaNode> } };
  return {
    application: json("application"),
    manifest: json("manifest"),
    configuration: json("configuration"),
    command: json("command"),
    api: { $id: "https://pulumi-msgsms.example/schemas/api", $defs: components.schemas },
  };
}

/**
 * The settings of an application or a connection with their schema nodes.
 *
 * @throws Error when the schema file lost the definition, which is a fault of this repository.
 */
export function propertiesOf(schema: SchemaNode, definition: string): Record<string, SchemaNode> {
  const properties = schema.$defs?.[definition]?.properties;
  if (properties === undefined) throw new Error(`the schema has no $defs.${definition}.properties`);
  return properties;
}
