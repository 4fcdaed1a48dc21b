import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSchemaSources } from "../../tools/generate/schemas";

/** How manifests are written: in plain lines, for which there is a reader of our own, or so that only the whole of YAML will do. */
export type Style = "plain" | "whole";

/** A manifest of 17 lines with two applications. */
export function manifest(number: number, style: Style = "plain"): string {
  const id = String(number).padStart(5, "0");
  const address = `203.0.113.${number % 250}`;
  const list = style === "plain" ? `\n      - ${address}\n      - 203.0.113.254` : ` &addresses\n      - ${address}\n      - 203.0.113.254`;
  return `# yaml-language-server: $schema=./node_modules/pulumi-msgsms/schemas/manifest.schema.json
apiVersion: msgsms/v1
kind: SmsApplications
defaults:
  profile: team-${id}
applications:
  order-codes-${id}:
    market: european
    name: order_codes_${id}
    ipWhitelist:${list}
  marketing-${id}:
    market: international
    name: marketing_${id}
    statusReportDestination: https://sms.example.com/reports/${id}
    deletionPolicy: abandon
`;
}

/** Writes so many manifests into a folder that is not there yet, and gives the folder. */
export function writeManifests(folder: string, count: number, style: Style = "plain"): string {
  mkdirSync(folder, { recursive: true });
  for (let number = 1; number <= count; number++) writeFileSync(join(folder, `sms-${number}.yaml`), manifest(number, style));
  return folder;
}

/** Bad addresses in each application of a manifest: ten, the most that the schema allows. */
const problemsInEach = 10;

/** One manifest with so many problems: each is an address that is none. */
export function faultyManifest(problems: number): string {
  const applications = Array.from({ length: problems / problemsInEach }, (_, index) => {
    const bad = Array.from({ length: problemsInEach }, (__, item) => `      - 10.${index % 250}.${item}.0/24\n`);
    return `  app-${index}:\n    name: app_${index}\n    ipWhitelist:\n${bad.join("")}`;
  });
  return `apiVersion: msgsms/v1\nkind: SmsApplications\ndefaults:\n  market: european\napplications:\n${applications.join("")}`;
}

/** An OpenAPI description of 17 lines that redocly finds nothing in. */
export const openapi = `openapi: 3.1.0
info:
  title: SMS applications
  version: 1.0.0
  license:
    name: Apache-2.0
    identifier: Apache-2.0
servers:
  - url: https://sms.example.org
security: []
paths:
  /applications:
    get:
      operationId: listApplications
      summary: Lists the applications
      responses: { "200": { description: All of them }, "400": { description: A bad request } }
`;

/** An OpenAPI description in which so many operations have no id. */
export function faultyOpenapi(problems: number): string {
  const paths = Array.from(
    { length: problems },
    (_, index) => `  /applications-${index}:\n    get:\n      responses: { "200": { description: All of them } }\n`,
  );
  return `openapi: 3.1.0\ninfo:\n  title: SMS applications\n  version: 1.0.0\npaths:\n${paths.join("")}`;
}

/** What the peers are told: our own rules in their terms. The schemas are those that our validators are made of. */
export function writeRules(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const { application, manifest: rules } = readSchemaSources();
  const text = JSON.stringify({ ...rules, $defs: { ...application.$defs, ...rules.$defs } });
  const schema = JSON.parse(text.replaceAll("application.schema.json#", "#")) as object;
  writeFileSync(join(folder, "schema.json"), JSON.stringify(schema));
  const then = { function: "schema", functionOptions: { schema, dialect: "draft2020-12", allErrors: true } };
  writeFileSync(join(folder, "spectral.json"), JSON.stringify({ rules: { manifest: { given: "$", severity: "error", then } } }));
  writeFileSync(join(folder, "redocly.yaml"), "extends: [recommended]\n");
  writeFileSync(join(folder, "redocly-ids.yaml"), "rules:\n  operation-operationId: error\n");
}
