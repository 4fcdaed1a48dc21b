import { readFileSync } from "node:fs";
import { Argument, Command, InvalidArgumentError } from "commander";
import { nearest } from "../../rules";
import { exitCodes, type ExitCode } from "../output/exit-codes";
import { flag } from "../flags";
import type { Shell } from "../shell";
import { writeEditorLines } from "../manifests/write-editor-lines";

const example = `Examples:
  $ msgsms schema > manifest.schema.json
  $ msgsms schema --list
  $ msgsms schema --write sms/
  $ msgsms schema --write 'teams/*/sms.yaml'
`;

const notes = `
The line on top of a manifest by which editors find its schema is
  # yaml-language-server: $schema=./node_modules/pulumi-msgsms/schemas/manifest.schema.json
--write puts it there, once for each document, and leads it to the package in the nearest node_modules folder above the file.`;

/** The schemas of this package, the usual one first. */
export const schemaNames = ["manifest", "application", "configuration", "command"] as const;
type SchemaName = (typeof schemaNames)[number];

interface Flags {
  list?: true;
  write?: true | string[];
}

/** `msgsms schema`: a schema on the standard output, or the line on top of manifests by which editors find it. */
export function schemaCommand(shell: Shell, done: (code: ExitCode) => void): Command {
  const command = new Command("schema").description("Prints a JSON Schema, or leads editors to it.");
  command.addHelpText("before", example).addHelpText("after", notes);
  command.addArgument(new Argument("[name]", `one of ${schemaNames.join(", ")}`).default("manifest").argParser(schemaName));
  command.addOption(flag("schema", "--list", "list the schemas with what they are for"));
  command.addOption(
    flag(
      "schema",
      "--write [paths...]",
      "put the editor line on top of manifests: files, folders or patterns; without any, of the current folder",
    ),
  );
  return command.action((name: SchemaName, { list, write }: Flags) => {
    if (write !== undefined) {
      if (name !== "manifest")
        command.error(`error: --write is for manifests; no editor line leads to the schema ${name}`, { exitCode: 2 });
      done(writeEditorLines(write === true ? ["."] : [write].flat(), shell));
      return;
    }
    shell.stdout.write(list === true ? listOfSchemas() : `${JSON.stringify(bundled(name), null, 2)}\n`);
    done(exitCodes.success);
  });
}

function schemaName(given: string): SchemaName {
  const name = schemaNames.find((known) => known === given);
  if (name !== undefined) return name;
  const meant = nearest(given, schemaNames);
  const otherwise = /\.ya?ml$/i.test(given) ? ` To put the editor line on top of a manifest: msgsms schema --write ${given}` : "";
  throw new InvalidArgumentError(`Give one of ${schemaNames.join(", ")}.${meant === undefined ? otherwise : ` (Did you mean ${meant}?)`}`);
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
