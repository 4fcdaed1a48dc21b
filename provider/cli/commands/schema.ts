import { readFileSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import { ForeseenError, message, plain } from "../../messages";
import { oneOf } from "../choices";
import type { Command, Flag } from "../command";
import { onOff } from "../flags";
import { writeEditorLines } from "../manifests/write-editor-lines";
import { exitCodes } from "../output/exit-codes";

/** The schemas of this package, the usual one first. */
const schemaNames = ["manifest", "application", "configuration", "command"] as const;
type SchemaName = (typeof schemaNames)[number];

const write: Flag<true | readonly string[]> = {
  value: "[paths...]",
  description: "put the editor line on top of manifests: files, folders or patterns; default: the current folder",
  read: (path, before) => [...(before === undefined || before === true ? [] : before), path],
};

const flags = { list: onOff("list the schemas with what they are for"), write };

/** `msgsms schema`: a schema on the standard output, or the line on top of manifests by which editors find it. */
export const command: Command<typeof flags, SchemaName> = {
  description: "Prints a JSON Schema, or makes editors find it.",
  examples: [
    "msgsms schema > manifest.schema.json",
    "msgsms schema --list",
    "msgsms schema --write sms/",
    "msgsms schema --write 'teams/*/sms.yaml'",
  ],
  notes: [
    "The line on top of a manifest by which editors find its schema is",
    "  # yaml-language-server: $schema=./node_modules/pulumi-msgsms/schemas/manifest.schema.json",
    "--write puts it on top of each document. It points to the package in the nearest node_modules folder above the file.",
  ],
  argument: {
    syntax: "[name]",
    description: `one of ${schemaNames.join(", ")}`,
    choices: schemaNames,
    default: "manifest",
    read: schemaName,
  },
  flags,
  isConfigurable: false,
  run({ argument: name, flags: { list, write: paths }, shell }) {
    if (paths !== undefined) {
      if (name !== "manifest") throw new ForeseenError(message("SMS5106", { values: { schema: plain(name) }, do: ["write", "print"] }));
      return writeEditorLines(paths === true ? ["."] : paths, shell);
    }
    shell.stdout.write(list === true ? listOfSchemas() : `${JSON.stringify(bundled(name), null, 2)}\n`);
    return exitCodes.success;
  },
};

function schemaName(given: string): SchemaName {
  if (!/\.ya?ml$/i.test(given)) return oneOf(schemaNames, given);
  throw new InvalidArgumentError(
    `Give one of ${schemaNames.join(", ")}. To put the editor line on top of a manifest: msgsms schema --write ${given}`,
  );
}

type Schema = Record<string, unknown> & { description: string; $defs?: Record<string, unknown> };

const schemaFile = (name: SchemaName) => `${name}.schema.json`;

const schemaOf = (name: SchemaName) =>
  JSON.parse(readFileSync(require.resolve(`pulumi-msgsms/schemas/${schemaFile(name)}`), "utf8")) as Schema;

/**
 * The schema with the definitions of others that it refers to among its own, so that one file is enough. Definitions have distinct
 * names. A compound document (JSON Schema 2020-12, 9.3) would keep them apart, but yaml-language-server 1.25 does not resolve its references.
 */
function bundled(name: SchemaName): Schema {
  const schema = schemaOf(name);
  const text = JSON.stringify(schema);
  const others = schemaNames.filter((other) => other !== name && text.includes(`"${schemaFile(other)}#/$defs/`));
  const definitions = others.map((other) => schemaOf(other).$defs);
  const whole = { ...schema, $defs: Object.assign({}, ...definitions, schema.$defs) as Schema["$defs"] };
  return JSON.parse(JSON.stringify(whole).replaceAll(/"[a-z]+\.schema\.json(?=#\/\$defs\/)/g, '"')) as Schema;
}

const listOfSchemas = () => schemaNames.map((name) => `${name.padEnd(15)}${schemaOf(name).description}\n`).join("");
