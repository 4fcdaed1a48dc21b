import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../../tools/pulumi/linked-packages";
import { compilerOptionsOfPulumi } from "../../tools/matrix/type-check";

const built = join(repositoryRoot, "dist");

const filesBelow = async (folder: string, ending: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(ending)).map((name) => join(folder, name));

describe("package: what is built", () => {
  it("loads late by require alone, which Yarn PnP and bundlers understand", async () => {
    const files = await filesBelow(built, ".js");
    assert.ok(files.length > 100);
    const importing = await Promise.all(files.map(async (file) => (importsWithin(await readFile(file, "utf8")) ? [file] : [])));
    assert.deepEqual(importing.flat(), []);
  });

  it("would be found with an import()", () => assert.ok(importsWithin('exports.late = () => import("undici");')));
});

function importsWithin(text: string): boolean {
  const visit = (node: ts.Node): boolean =>
    (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) || (ts.forEachChild(node, visit) ?? false);
  return visit(ts.createSourceFile("built.js", text, ts.ScriptTarget.Latest));
}

describe("package: its types in a project of `pulumi new typescript`", function () {
  this.timeout(180_000);
  let folder: string;
  let last: ts.Program | undefined;

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "pulumi-msgsms-types-")));
    const own = join(folder, "node_modules", "pulumi-msgsms");
    await mkdir(own, { recursive: true });
    await cp(join(repositoryRoot, "package.json"), join(own, "package.json"));
    await cp(built, join(own, "dist"), { recursive: true });
    for (const name of ["@pulumi", "@types"]) await symlink(join(repositoryRoot, "node_modules", name), join(folder, "node_modules", name));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** What the compiler says of a program, and the files of ours that it read. */
  const compile = async (text: string) => {
    const file = join(folder, "index.ts");
    await writeFile(file, text);
    const { options } = ts.convertCompilerOptionsFromJson(
      // The template is for TypeScript 5; the newer one here has words about it, and takes no types by itself.
      { ...compilerOptionsOfPulumi, ignoreDeprecations: "6.0", types: ["node"] },
      folder,
    );
    // What the SDK and Node declare is read once.
    last = ts.createProgram([file], options, undefined, last);
    const program = last;
    const problems = ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
    const own = join(folder, "node_modules", "pulumi-msgsms", "dist");
    const read = program.getSourceFiles().flatMap(({ fileName }) => (fileName.startsWith(own) ? [relative(own, fileName)] : []));
    return { problems, read };
  };

  it("compile without skipLibCheck, and are all that the compiler reads of the package", async () => {
    const { problems, read } = await compile(
      [
        'import * as pulumi from "@pulumi/pulumi";',
        'import { SmsApplication, SmsApplicationManifest, type ConsoleChange } from "pulumi-msgsms";',
        'const sms = new SmsApplicationManifest("sms", { file: "sms-applications.yaml" });',
        'const codes = new SmsApplication("codes", { market: "european", name: pulumi.output("codes") });',
        "export const credentials = codes.credentials;",
        'export const todo: pulumi.Output<ConsoleChange[]> | undefined = sms.applications["alerts"]?.consoleChanges;',
      ].join("\n"),
    );
    assert.deepEqual(problems, []);
    // Whatever else the public types named, every user's compiler would have to understand.
    assert.deepEqual(read.map((path) => path.split("\\").join("/")).sort(), [
      "provider/application/public/index.d.ts",
      "provider/program/index.d.ts",
      "provider/program/sms-application-args.d.ts",
      "provider/program/sms-application-manifest.d.ts",
      "provider/program/sms-application.d.ts",
      "schemas/generated/application-types.d.ts",
      "schemas/generated/cloud-regions.d.ts",
    ]);
    for (const path of read) {
      const text = await readFile(join(folder, "node_modules", "pulumi-msgsms", "dist", path), "utf8");
      // The TypeScript 3.8 that the SDK brings along knows no other form.
      assert.doesNotMatch(text, /^(import|export) \{[^}]*\btype /m, path);
    }
  });

  it("find a slip", async () => {
    const { problems } = await compile(
      'import { SmsApplication } from "pulumi-msgsms";\nnew SmsApplication("codes", { market: "mars", name: "codes" });',
    );
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", /"mars"/);
  });
});
