import assert from "node:assert/strict";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { linkPackages } from "../../tools/pulumi/linked-packages";
import { runProgram } from "../../tools/pulumi/run-program";
import { SmsStack } from "../support/pulumi/sms-stack";

const declaration = `new SmsApplication("alerts", { market: "international", name: "alerts" });`;

/** As pnpm places it: the package is there for the package that depends on it, and for nobody else. */
async function indirectly(folder: string): Promise<void> {
  await linkPackages(folder);
  const platform = join(folder, "node_modules", "acme-platform");
  await mkdir(join(platform, "node_modules"), { recursive: true });
  await writeFile(join(platform, "index.js"), 'module.exports = require("pulumi-msgsms");\n');
  await rename(join(folder, "node_modules", "pulumi-msgsms"), join(platform, "node_modules", "pulumi-msgsms"));
}

describe("package: where the engine looks for it", function () {
  this.timeout(180_000);

  it("is said when the program has it through another package only, before anything is registered", async () => {
    const program = { "index.js": `const { SmsApplication } = require("acme-platform");\n${declaration}\n` };
    const sms = await SmsStack.start(program, { packages: indirectly });
    try {
      const run = await sms.stack.pulumi("preview");
      assert.notEqual(run.code, 0);
      assert.match(run.all, /SMS2301: the engine will not find pulumi-msgsms from the folder that the program runs in\n/);
      assert.match(run.all, /npm install pulumi-msgsms/);
      assert.ok(run.all.includes(sms.stack.folder), run.all);
      assert.doesNotMatch(run.all, /could not read plugin|Cannot find module|\n +at /);
      assert.deepEqual(await sms.alive(), []);
    } finally {
      await sms.stop();
    }
  });

  it("is found from the folder of a compiled program, and its manifest in the project's own folder", async () => {
    const sms = await SmsStack.start({
      "Pulumi.yaml": "name: test-program\nruntime: nodejs\nmain: bin/\n",
      "bin/index.js": `const { SmsApplicationManifest } = require("pulumi-msgsms");\nnew SmsApplicationManifest("sms", { file: "sms/applications.yaml" });\n`,
      "sms/applications.yaml":
        "apiVersion: msgsms/v1\nkind: SmsApplications\napplications:\n  alerts: { market: international, name: alerts }\n",
    });
    try {
      const run = await sms.stack.pulumi("up", "--yes", "--skip-preview");
      assert.equal(run.code, 0, run.all);
      assert.equal((await sms.alive()).length, 1);
      await sms.stack.write(
        "bin/index.js",
        `const { SmsApplicationManifest } = require("pulumi-msgsms");\nnew SmsApplicationManifest("sms", { file: "no.yaml" });\n`,
      );
      const missing = await sms.stack.pulumi("preview");
      assert.match(missing.all, /SMS5101: "no\.yaml" does not exist\n/);
      assert.ok(missing.all.includes(`looked in  "${join(sms.stack.folder, "bin")}", "${sms.stack.folder}"\n`), missing.all);
    } finally {
      await sms.stop();
    }
  });

  describe("of an inline program", () => {
    let sms: SmsStack;
    before(async () => {
      const script = [
        'const { LocalWorkspace } = require("@pulumi/pulumi/automation");',
        'const { SmsApplication } = require("pulumi-msgsms");',
        `const program = async () => { ${declaration} };`,
        "(async () => {",
        '  const stack = await LocalWorkspace.createOrSelectStack({ stackName: "inline", projectName: "inline", program });',
        '  for (const key of ["cloudRegion", "projectId", "endpoint"]) await stack.setConfig(`msgsms:${key}`, { value: process.env[key] });',
        "  await stack.preview({ onOutput: (text) => process.stdout.write(text) });",
        "})().catch(() => (process.exitCode = 1));",
      ].join("\n");
      sms = await SmsStack.start({ "deploy.js": script });
    });
    after(() => sms.stop());

    const deploy = (cwd: string) => {
      const settings = { cloudRegion: "cn-north-4", projectId: "0123456789abcdef0123456789abcdef", endpoint: sms.emulator.url };
      // Each of its runs is of the stack that the script names.
      const { PULUMI_STACK: _, ...env } = sms.stack.env;
      return runProgram(process.execPath, [join(sms.stack.folder, "deploy.js")], { cwd, env: { ...env, ...settings }, timeoutMs: 90_000 });
    };

    it("is found where the process runs in the folder of the packages", async () => {
      const run = await deploy(sms.stack.folder);
      assert.equal(run.code, 0, run.all);
      assert.match(run.all, /alerts/);
      assert.doesNotMatch(run.all, /SMS2302/);
    });

    it("is said when the process runs elsewhere, with the cure", async () => {
      const elsewhere = join(sms.stack.folder, "..", "elsewhere");
      await mkdir(elsewhere);
      const run = await deploy(elsewhere);
      assert.notEqual(run.code, 0);
      assert.match(run.all, /SMS2302: the engine may not find @pulumi\/pulumi from the folder that this process runs in\n/);
      assert.match(run.all, /process\.chdir\(__dirname\)/);
    });
  });
});
