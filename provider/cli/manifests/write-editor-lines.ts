import { isUtf8 } from "node:buffer";
import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { quoted } from "../../messages";
import { limits } from "../../../schemas/generated/settings";
import type { NotRead } from "../../disk";
import { findManifestFiles, readFromDisk, type ManifestFile } from "../../manifest";
import { withEditorLines, type EditedText, type EditorLine } from "./editor-line";
import { exitCodes, type ExitCode } from "../output/exit-codes";
import { inaccessible } from "../output/inaccessible";
import { noManifest } from "./manifests";
import { rewriteFile } from "./rewrite-file";
import type { Shell } from "../shell";

/**
 * Puts the editor line on top of manifests, and says on stderr what became of each. A file that is found in a folder and is no
 * manifest is skipped.
 *
 * @returns `findings` when a file cannot get the line: it is too large, not text, not YAML, or was named and is not a manifest
 * @throws ForeseenError SMS5101 for paths that lead to no manifest, SMS5104 when a file cannot be read or written
 */
export function writeEditorLines(paths: readonly string[], shell: Shell): ExitCode {
  const files = findManifestFiles(paths, shell.folder);
  const results = files
    .map((file) => ({ file, former: attempted("read", file.name, () => readFromDisk(file.path)) }))
    .map(({ file, former }) => ({ file, former, edited: edited(file, former) }));
  const own = results.filter(({ file, edited: { refusal } }) => file.named || refusal !== "no manifest");
  if (own.length === 0) throw noManifest(files.length);
  for (const { file, former, edited: result } of own) {
    if (result.refusal === undefined && former instanceof Uint8Array && result.text !== textOf(former)) written(file, result.text);
    shell.stderr.write(`${file.name}: ${wordsFor(result, file)}.\n`);
  }
  const [homeless] = own.filter(({ file, edited: { refusal } }) => refusal === undefined && installedSchema(file.path) === undefined);
  if (homeless !== undefined) {
    shell.stderr.write(
      `No node_modules folder above ${homeless.file.name} holds this package. Its line leads to the schema after: npm install --save-dev pulumi-msgsms\n`,
    );
  }
  return own.every(({ edited: { refusal } }) => refusal === undefined) ? exitCodes.success : exitCodes.findings;
}

type Edited = EditedText | { refusal: "not UTF-8" } | { refusal: "not read"; found: NotRead };

const edited = ({ path }: ManifestFile, former: Uint8Array | NotRead): Edited => {
  if (!(former instanceof Uint8Array)) return { refusal: "not read", found: former };
  return isUtf8(former) ? withEditorLines(textOf(former), path, schemaPathFor(path)) : { refusal: "not UTF-8" };
};

/** Byte order mark included. */
const textOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");

const written = ({ name, path }: ManifestFile, text: string) => attempted("write", name, () => rewriteFile(path, text));

function attempted<T>(way: "read" | "write", name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw inaccessible(way, name, error);
  }
}

const inPackage = join("node_modules", "pulumi-msgsms", "schemas", "manifest.schema.json");

/** The schema in the nearest `node_modules` above a file, as Node finds packages; undefined when there is none. */
function installedSchema(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, inPackage))) return join(folder, inPackage);
    if (folder === dirname(folder)) return undefined;
  }
}

/** Where the package is not installed: beside the manifest (DECISION-EDITOR). */
function schemaPathFor(file: string): string {
  const path = relative(dirname(file), installedSchema(file) ?? join(dirname(file), inPackage));
  const slashed = path.split(sep).join("/");
  return slashed.startsWith("../") ? slashed : `./${slashed}`;
}

function wordsFor(result: Edited, { name }: ManifestFile): string {
  switch (result.refusal) {
    case "not read":
      return result.found.is === "too large"
        ? `has more than ${limits.bytes} bytes and was left alone`
        : `is a ${result.found.is}, not a file, and was left alone`;
    case "not UTF-8":
      return "is not UTF-8 text and was left alone; save it as UTF-8";
    case "not YAML":
      return `was left alone, because line ${result.line} has a problem: ${result.message}; correct it (msgsms validate ${name})`;
    case "no manifest":
      return "was left alone, because no document of it is a manifest of SMS applications";
    case undefined:
      return result.lines.map((line) => changeWords(line, result.lines.length > 1)).join("; ");
  }
}

function changeWords({ change, line, former }: EditorLine, several: boolean): string {
  const where = several ? ` of the document at line ${line}` : "";
  switch (change) {
    case "added":
      return `added the editor line${where}`;
    case "replaced":
      return `replaced the editor line${where}, which pointed to ${quoted(former ?? "")}`;
    case "right":
      return `the editor line${where} is right already`;
    case "unreachable":
      return `the document at line ${line} begins behind its --- and has no place for an editor line; begin it on the next line`;
  }
}
