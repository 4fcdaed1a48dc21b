import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { organizations, startPulumiCloud, type PulumiCloud } from "../support/pulumi/backends/pulumi-cloud";
import { startS3, type S3Server } from "../support/pulumi/backends/s3-server";
import { SmsStack } from "../support/pulumi/sms-stack";
import type { NewStack, Stack } from "../support/pulumi/stack";

const project = "name: shop\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n";
const declaration = 'new SmsApplication("codes", { market: "chinese-mainland", name: "codes" });';
const program = { "Pulumi.yaml": project, "index.js": `const { SmsApplication } = require("pulumi-msgsms");\n${declaration}\n` };
const up = ["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never"];

type Start = (stack: Stack) => [command: string, ...words: string[]];
const byCommand: Start = () => ["pulumi", ...up];

/** Starts a run whose creation is never answered, and gives the stack on another machine when the application exists. */
async function lostWhileCreating(sms: SmsStack, start: Start): Promise<Stack> {
  await sms.control("POST", "faults", [{ operation: "CreateApp", call: 1, fault: { kind: "delay", ms: 60_000, when: "after" } }]);
  const [command, ...words] = start(sms.stack);
  const child = spawn(command, words, { cwd: sms.stack.folder, env: sms.stack.env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (output += part.toString()));
  while ((await sms.alive()).length === 0) {
    assert.equal(child.exitCode, null, output);
    await pause(50);
  }
  return sms.stack.onAnotherMachine();
}

/** Takes the application over on another machine, with nobody's help but the lock's. */
async function takenOver(sms: SmsStack, start: Start = byCommand): Promise<{ text: string; second: Stack }> {
  const second = await lostWhileCreating(sms, start);
  await second.pulumi("cancel", "--yes");
  const text = await outputOf(second, start);
  assert.match(text, /SMS2208: codes was created by an earlier run of this stack, and is taken over\n/, text);
  assert.doesNotMatch(text, /SMS2215/);
  const [alive, ...others] = await sms.alive();
  assert.equal(others.length, 0);
  const { deployment } = await second.exportState();
  assert.deepEqual(
    deployment.resources?.flatMap(({ type, id }) => (type.includes("SmsApplication") ? [id] : [])),
    [alive?.id],
  );
  return { text, second };
}

async function outputOf(stack: Stack, start: Start): Promise<string> {
  const [command, ...words] = start(stack);
  const child = spawn(command, words, { cwd: stack.folder, env: stack.env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (output += part.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  assert.equal(code, 0, output);
  return output;
}

async function onStack(options: Partial<NewStack>, test: (sms: SmsStack) => Promise<unknown>): Promise<void> {
  const sms = await SmsStack.start(options.program ?? program, { timeoutMs: 120_000, ...options });
  try {
    await test(sms);
  } finally {
    await sms.stop();
  }
}

describe("engine: a machine that is lost while it creates is replaced by another one, whatever keeps the state", function () {
  this.timeout(300_000);

  it("a folder", () => onStack({}, (sms) => takenOver(sms)));

  it("a folder in the layout without projects", () =>
    onStack({ env: { PULUMI_DIY_BACKEND_LEGACY_LAYOUT: "1", PULUMI_DIY_BACKEND_IGNORE_DEPRECATION_ERROR: "1" } }, (sms) => takenOver(sms)));

  it("a program outside the folder of the project", () => {
    const elsewhere = {
      "deploy/Pulumi.yaml": `${project}main: ../program/\n`,
      "program/index.js": program["index.js"],
      "program/package.json": "{}",
    };
    return onStack({ program: elsewhere, projectFolder: "deploy" }, (sms) => takenOver(sms));
  });

  describe("the Automation API", () => {
    const automation = (inline: string) => `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const { SmsApplication } = require("pulumi-msgsms");
const place = { stackName: "dev", ${inline} };
LocalWorkspace.selectStack(place, { workDir: __dirname })
  .then((stack) => stack.up({ onOutput: console.log }))
  .catch((error) => { console.error(error); process.exitCode = 1; });
`;
    // From the folder above: where the script runs says nothing of where the project is.
    const script: Start = ({ folder }) => ["sh", "-c", `cd .. && exec "$0" "$1"`, process.execPath, `${folder}/automation.js`];
    const inline = `projectName: "shop", program: async () => { ${declaration} }`;

    it("with a program of its own", () =>
      onStack({ program: { ...program, "automation.js": automation(inline) } }, (sms) => takenOver(sms, script)));

    it("with the program of a folder", () =>
      onStack({ program: { ...program, "automation.js": automation("workDir: __dirname") } }, (sms) => takenOver(sms, script)));
  });

  describe("S3", () => {
    let s3: S3Server;
    before(async () => (s3 = await startS3()));
    after(() => s3.stop());

    it("a bucket", () => onStack({ backend: s3.backend, env: s3.env }, (sms) => takenOver(sms)));
  });

  describe("the Pulumi Cloud", () => {
    let cloud: PulumiCloud;
    before(async () => (cloud = await startPulumiCloud()));
    after(() => cloud.stop());

    it("an organisation, while the default one has a stack of the same name", () =>
      onStack({ backend: cloud.backend, env: cloud.env, name: `${organizations.other}/shop/dev` }, async (sms) => {
        const own = await sms.stack.pulumi("stack", "init", `${organizations.own}/shop/dev`);
        assert.equal(own.code, 0, own.all);
        await takenOver(sms);
        assert.ok(
          cloud.exported.every((name) => name === "acme/shop/dev"),
          cloud.exported.join(),
        );
      }));
  });
});

describe("engine: the state of the stack cannot be read", function () {
  this.timeout(180_000);
  let cloud: PulumiCloud;
  before(async () => {
    cloud = await startPulumiCloud();
    cloud.hangInUpdates();
  });
  after(() => cloud.stop());

  const onHanging = (stack: string, env: Record<string, string>, test: (sms: SmsStack) => Promise<unknown>) =>
    onStack({ backend: cloud.backend, env: { ...cloud.env, ...env }, name: `${organizations.other}/shop/${stack}` }, test);
  const warnings = (text: string) => text.split("\n").filter((line) => /^ +warning: SMS2215: /.test(line)).length;

  it("because its backend hangs: one warning, and the run goes on by the notes of this machine", () =>
    onHanging("noted", {}, async (sms) => {
      const { code, all } = await sms.stack.pulumi("up", "--yes", "--skip-preview");
      assert.equal(code, 0, all);
      assert.match(all, /SMS2215: [^]*SMS4007: the stack "acme\/shop\/noted" was not read: pulumi did not end within the time limit\n/);
      assert.equal(warnings(all.slice(all.indexOf("Diagnostics:"))), 1, all);
      assert.equal((await sms.alive()).length, 1);
    }));

  it("and the notes cannot be used either: nothing is created", () =>
    onHanging("blind", { XDG_STATE_HOME: "/dev/null" }, async (sms) => {
      const { code, all } = await sms.stack.pulumi("up", "--yes", "--skip-preview");
      assert.notEqual(code, 0, all);
      assert.match(all, /SMS2022/);
      assert.equal(warnings(all.slice(all.indexOf("Diagnostics:"))), 1, all);
      assert.deepEqual(await sms.alive(), []);
    }));
});

describe("engine: the pulumi that runs the program is asked, also where PATH has none", function () {
  this.timeout(180_000);

  it("on Linux", () =>
    onStack({ env: { PATH: [dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter) } }, async (sms) => {
      const { code, all } = await sms.stack.pulumi("up", "--yes", "--skip-preview");
      assert.equal(code, 0, all);
      assert.doesNotMatch(all, /SMS\d{4}/);
    }));
});
