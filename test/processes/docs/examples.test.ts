import assert from "node:assert/strict";
import { join } from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import { validateCommand } from "../../../schemas/generated/command-validator";
import { validateConfiguration } from "../../../schemas/generated/configuration-validator";
import { checkedSeed } from "../../../provider/emulator";
import { readManifest } from "../../../provider/manifest";
import { diagnosticText } from "../../support/manifest/diagnostics";
import { problemsOf } from "../../../provider/rules";
import { blocksIn, readPages, repositoryRoot, type Block } from "../../support/docs/pages";

const pages = readPages();

describe("docs: YAML blocks", () => {
  const blocks = blocksIn(pages, "yaml");
  const isManifest = ({ text }: Block) => text.includes("apiVersion:");

  for (const block of blocks.filter(isManifest)) {
    it(`${block.place} is a manifest without problems`, () => {
      const { diagnostics, applications } = readManifest(block.text, block.place);
      assert.deepEqual(diagnostics.map(diagnosticText), []);
      assert.ok(applications.length > 0);
    });
  }

  for (const block of blocks.filter((candidate) => !isManifest(candidate))) {
    it(`${block.place} is the configuration of a stack, with settings that exist`, () => {
      const { config, ...others } = parse(block.text) as { config: Record<string, unknown> };
      assert.deepEqual(Object.keys(others), []);
      const ours = Object.entries(config).filter(([key]) => key.startsWith("msgsms:"));
      assert.ok(ours.length > 0);
      const settings = Object.fromEntries(ours.map(([key, value]) => [key.slice("msgsms:".length), value]));
      assert.deepEqual(problemsOf(validateConfiguration, settings), []);
    });
  }

  for (const block of blocksIn(pages, "yaml config")) {
    it(`${block.place} is a configuration file of the command`, () => assert.deepEqual(problemsOf(validateCommand, parse(block.text)), []));
  }

  it("are in the pages at all", () => {
    assert.ok(blocks.filter(isManifest).length >= 4 && blocks.some((block) => !isManifest(block)));
  });
});

describe("docs: JSON blocks", () => {
  for (const block of blocksIn(pages, "json")) {
    it(`${block.place} is a seed that the emulator takes`, () => {
      assert.ok((checkedSeed(JSON.parse(block.text)).applications ?? []).length > 0);
    });
  }
});

describe("docs: TypeScript blocks", () => {
  it("type-check, with the package as a user imports it", () => {
    const blocks = blocksIn(pages, "ts");
    assert.ok(blocks.length >= 6, "the pages lost their examples");
    assert.deepEqual(typeErrors(blocks), []);
  }).timeout(60_000);

  it("would be found with a type error", () => {
    const wrong = [
      'import { SmsApplication } from "pulumi-msgsms";',
      'export const codes = new SmsApplication("codes", { market: "european", nmae: "codes" });',
    ].join("\n");
    const [error, ...others] = typeErrors([{ language: "ts", text: wrong, place: "a page:1" }]);
    assert.match(error ?? "", /^a page:1, line 2: .*nmae/s);
    assert.deepEqual(others, []);
  }).timeout(60_000);
});

/** The type errors of blocks, each with the place of its block; the blocks are modules of their own in one program. */
function typeErrors(blocks: readonly Block[]): string[] {
  const byFile = new Map(blocks.map((block, index) => [join(repositoryRoot, `block-${index}.ts`), block]));
  const host = ts.createCompilerHost(options);
  const disk = ts.createCompilerHost(options);
  host.fileExists = (name) => byFile.has(name) || disk.fileExists(name);
  host.getSourceFile = (name, ...rest) => {
    const known = parsed.get(name);
    if (known !== undefined) return known;
    const block = byFile.get(name);
    if (block !== undefined) return ts.createSourceFile(name, block.text, rest[0]);
    const source = disk.getSourceFile(name, ...rest);
    if (source !== undefined) parsed.set(name, source);
    return source;
  };
  const program = ts.createProgram([...byFile.keys()], options, host);
  return [...byFile].flatMap(([file, { place }]) => {
    const source = program.getSourceFile(file);
    assert.ok(source !== undefined);
    const diagnostics = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return diagnostics.map(({ start, messageText }) => {
      const line = source.getLineAndCharacterOfPosition(start ?? 0).line + 1;
      return `${place}, line ${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
  });
}

/** Files of packages, read once for all programs of this file. */
const parsed = new Map<string, ts.SourceFile>();

/** The repository's own options; a block may declare something that only its reader uses. */
const options = ((): ts.CompilerOptions => {
  const file = join(repositoryRoot, "tsconfig.json");
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as { config: unknown };
  const read = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, repositoryRoot, undefined, file).options;
  return { ...read, noUnusedLocals: false, moduleDetection: ts.ModuleDetectionKind.Force };
})();
