import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, symlink, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../../tools/pulumi/linked-packages";
import { runProgram } from "../../tools/pulumi/run-program";
import { SmsStack } from "../support/pulumi/sms-stack";

/** What runs of npm need, and nothing of an account. */
const npm = async (cwd: string, ...args: string[]) => {
  const run = await runProgram("npm", args, { cwd, env: process.env, timeoutMs: 120_000 });
  assert.equal(run.code, 0, run.all);
  return run.stdout;
};

describe("package: the tarball in an empty project", function () {
  this.timeout(240_000);
  let folder: string;
  let tarball: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "pulumi-msgsms-package-"));
    const [packed] = JSON.parse(await npm(repositoryRoot, "pack", "--ignore-scripts", "--json", "--pack-destination", folder)) as [
      { filename: string; files: { path: string }[] },
    ];
    tarball = join(folder, packed.filename);
    const files = packed.files.map(({ path }) => path);
    assert.ok(files.includes("LICENSE") && files.includes("schemas/manifest.schema.json") && files.includes("dist/provider/cli/main.js"));
    assert.deepEqual(
      files.filter((path) => /^(test|tools|bench|provider)\//.test(path)),
      [],
    );
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("runs pulumi up from there, and brings the msgsms command", async () => {
    const install = async (project: string) => {
      await npm(project, "install", "--no-audit", "--no-fund", "--omit=peer", "--legacy-peer-deps", tarball);
      // The peer is 91 MB; the repository's copy serves.
      await mkdir(join(project, "node_modules"), { recursive: true });
      await symlink(join(repositoryRoot, "node_modules", "@pulumi"), join(project, "node_modules", "@pulumi"));
    };
    const sms = await SmsStack.start(join(repositoryRoot, "examples", "quickstart"), {
      packages: async (project) => {
        const manifest = JSON.parse(await readFile(join(project, "package.json"), "utf8")) as { dependencies: Record<string, string> };
        assert.ok(manifest.dependencies["pulumi-msgsms"]);
        await rm(join(project, "package.json"));
        await install(project);
      },
    });
    try {
      const run = await sms.stack.pulumi("up", "--yes", "--skip-preview");
      assert.equal(run.code, 0, run.all);
      assert.equal((await sms.alive()).length, 3);
      const command = join(sms.stack.folder, "node_modules", ".bin", "msgsms");
      const help = await runProgram(command, ["emulator", "--help"], { env: process.env, timeoutMs: 20_000 });
      assert.equal(help.code, 0, help.all);
      assert.match(help.stdout, /--port/);
    } finally {
      await sms.stop();
    }
  });
});
