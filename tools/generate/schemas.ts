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
  /** What the control of the emulator takes. */
  emulatorControl: SchemaNode;
  api: SchemaNode;
  /** The query parameters of each operation that has some, with their rules. */
  queries: Record<string, Record<string, SchemaNode>>;
}

export const schemaFolder = join(__dirname, "..", "..", "schemas");

/**
 * Reads the JSON Schemas and the components of openapi.yaml.
 * The components become one schema document, so that ajv can resolve references between them.
 */
export function readSchemaSources(): SchemaSources {
  const json = (name: string) =>
    inOwnTerms(withId(JSON.parse(readFileSync(join(schemaFolder, `${name}.schema.json`), "utf8")) as SchemaNode, name));
  const openapi = readFileSync(join(schemaFolder, "openapi.yaml"), "utf8").replaceAll("#/components/schemas/", "#/$defs/");
  const { components, paths } = parse(openapi) as OpenApi;
  return {
    application: json("application"),
    manifest: json("manifest"),
    configuration: json("configuration"),
    command: json("command"),
    emulatorControl: json("emulator-control"),
    api: { $id: "https://pulumi-msgsms.example/schemas/api", $defs: components.schemas },
    queries: queriesOf(paths, components.schemas),
  };
}

/**
 * The schema with a name for ajv. The files have none: their references to each other then count from where they lie, in whatever
 * `node_modules` that is, and no program asks an address on the internet for them.
 */
function withId({ $schema, ...schema }: SchemaNode, name: string): SchemaNode {
  return { $schema, $id: `https://pulumi-msgsms.example/schemas/${name}.schema.json`, ...schema };
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: SchemaNode;
}

interface OpenApi {
  components: { schemas: Record<string, SchemaNode> };
  paths: Record<string, Record<string, { operationId?: string; parameters?: Parameter[] }>>;
}

function queriesOf(paths: OpenApi["paths"], schemas: Record<string, SchemaNode>): SchemaSources["queries"] {
  const described = Object.values(paths).flatMap((path) => Object.values(path));
  return Object.fromEntries(
    described.flatMap(({ operationId, parameters = [] }): [string, Record<string, SchemaNode>][] => {
      const query = parameters.filter((parameter) => parameter.in === "query");
      if (operationId === undefined || query.length === 0) return [];
      return [[operationId, Object.fromEntries(query.map((parameter) => [parameter.name, rulesOf(parameter, schemas)]))]];
    }),
  );
}

function rulesOf({ schema, required }: Parameter, schemas: Record<string, SchemaNode>): SchemaNode {
  const named = typeof schema["$ref"] === "string" ? schemas[schema["$ref"].replace("#/$defs/", "")] : schema;
  const { description, title, ...rules } = named ?? {};
  return { ...rules, ...(required === true ? { required } : {}) };
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
