import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type AnySchema } from "ajv";
import AjvDraft4 from "ajv-draft-04";
import { fullFormats } from "ajv-formats/dist/formats";
import { validateXML } from "xmllint-wasm";

const published = (name: string) => readFileSync(join(__dirname, "official", name), "utf8");

const schema = (name: string) => JSON.parse(published(name)) as AnySchema;

// The standard's schema has keywords that ajv's strict mode does not know what to make of, for example a default beside a $ref.
const draft4 = new AjvDraft4({ strict: false, allErrors: true, formats: fullFormats });
const draft7 = new Ajv({ allErrors: true });

const validators = {
  sarif: draft4.compile(schema("sarif-schema-2.1.0.json")),
  gitlab: draft7.compile(schema("gitlab-code-quality.schema.json")),
};

/** The parsed report, after its official schema has accepted it. */
export function accepted(format: keyof typeof validators, report: string): unknown {
  const value: unknown = JSON.parse(report);
  const validate = validators[format];
  assert.ok(validate(value), JSON.stringify(validate.errors, null, 2));
  return value;
}

const xsd = published("junit-10.xsd");

/** What the XSD says against JUnit reports; several at once, because each start of xmllint takes its time. */
export async function junitProblems(reports: readonly string[]): Promise<string[]> {
  const xml = reports.map((contents, index) => ({ fileName: `report-${index}.xml`, contents }));
  const { errors } = await validateXML({ xml, schema: xsd, initialMemoryPages: 1024, maxMemoryPages: 4096 });
  return errors.map(({ rawMessage }) => rawMessage);
}
