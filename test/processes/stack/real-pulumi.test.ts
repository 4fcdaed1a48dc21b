import assert from "node:assert/strict";
import { copyFile, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ForeseenError } from "../../../provider/messages";
import { exportedState, runPulumi } from "../../../provider/stack";
import { folderWith, foldersOnPath } from "../../../tools/pulumi/binaries";
import { repositoryRoot } from "../../../tools/pulumi/linked-packages";
import { runProgram } from "../../../tools/pulumi/run-program";
import type { LoopbackServer } from "../../support/pulumi/backends/loopback-server";
import { organizations, startPulumiCloud } from "../../support/pulumi/backends/pulumi-cloud";
import { startS3 } from "../../support/pulumi/backends/s3-server";
import { SmsStack } from "../../support/pulumi/sms-stack";
import { newStack } from "../../support/pulumi/stack";

const project = "name: shop\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n";
const program = {
  "Pulumi.yaml": project,
  "index.js": 'new (require("pulumi-msgsms").SmsApplication)("codes", { market: "chinese-mainland", name: "codes" });\n',
};
const limit = 30_000;

describe("processes: the state of a stack is read with the real pulumi", function () {
  this.timeout(120_000);
  let sms: SmsStack;
  before(async () => {
    sms = await SmsStack.start(program);
    const { code, all } = await sms.stack.pulumi("up", "--yes", "--skip-preview");
    assert.equal(code, 0, all);
  });
  after(() => sms.stop());

  const reading = (variables: NodeJS.ProcessEnv) =>
    runPulumi({ command: "pulumi", folder: sms.stack.folder, environment: { ...sms.stack.env, ...variables }, limit });
  const root = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";

  for (const [what, passphrase] of [
    ["without a passphrase", undefined],
    ["with a wrong passphrase", "not this one"],
  ] as const)
    it(what, async () => {
      const { entries } = await exportedState({ stack: "dev", root }, reading({ PULUMI_CONFIG_PASSPHRASE: passphrase }));
      assert.deepEqual(
        entries.map(({ id, outputs }) => [id, outputs.name, outputs.appSecret]),
        [[(await sms.alive())[0]?.id, "codes", undefined]],
      );
    });

  it("without its secrets, whatever PULUMI_OPTION_SHOW_SECRETS says", async () => {
    const [{ appSecret } = { appSecret: "" }] = await sms.alive();
    const environment = { ...sms.stack.env, PULUMI_OPTION_SHOW_SECRETS: "true" };
    // The variable does act where nobody keeps it away.
    const shown = await runProgram("pulumi", ["stack", "export"], { cwd: sms.stack.folder, env: environment, timeoutMs: limit });
    assert.ok(shown.stdout.includes(appSecret), shown.all.slice(0, 500));
    const { end, stdout } = await runPulumi({ command: "pulumi", folder: sms.stack.folder, environment, limit })(["stack", "export"]);
    assert.deepEqual([end, stdout.includes(appSecret)], [0, false]);
  });

  it("names a stack that does not exist, and a folder without a project", async () => {
    const failure = async (stack: string, folder: string) => {
      const run = runPulumi({ command: "pulumi", folder, environment: sms.stack.env, limit });
      const error = await exportedState({ stack }, run).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof ForeseenError, String(error));
      return error.message;
    };
    assert.match(
      await failure("none", sms.stack.folder),
      /SMS4007: the stack "none" was not read: pulumi failed\n[^]*error: no stack named/,
    );
    assert.match(await failure("dev", "/"), /SMS4007: the stack "dev" was not read: pulumi failed\n[^]*error: /);
  });
});

describe("processes: a backend that never answers", function () {
  this.timeout(120_000);

  const hangs = async (server: LoopbackServer & { backend: string; env: Record<string, string> }, name: string) => {
    const stack = await newStack({ program, backend: server.backend, env: server.env, name, packages: () => Promise.resolve() });
    try {
      const read = (milliseconds: number) =>
        exportedState({ stack: name }, runPulumi({ command: "pulumi", folder: stack.folder, environment: stack.env, limit: milliseconds }));
      assert.deepEqual(await read(limit), { entries: [], pending: [] });
      server.stopAnswering();
      await assert.rejects(read(4_000), /SMS4007: the stack "[^"]+" was not read: pulumi did not end within the time limit\n/);
      assert.deepEqual(
        (await stack.processes()).filter(({ command }) => command.includes("export")),
        [],
      );
    } finally {
      await stack.dispose();
      await server.stop();
    }
  };

  it("as S3", async () => hangs(await startS3(), "dev"));
  it("as the Pulumi Cloud", async () => hangs(await startPulumiCloud(), `${organizations.other}/shop/dev`));
});

describe("processes: the pulumi that runs this process", function () {
  this.timeout(30_000);

  it("is found among its parents by path and folder, whatever PATH holds, else by name", async () => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "pulumi-msgsms-parent-")));
    try {
      const shell = await folderWith("sh", foldersOnPath(process.env));
      await copyFile(join(shell ?? "", "sh"), join(folder, "pulumi"));
      const door = join(repositoryRoot, "dist", "provider", "stack", "index.js");
      const script = `console.log(JSON.stringify(require(${JSON.stringify(door)}).pulumiThatRuns()))`;
      // A child of a child, which goes elsewhere, as the language host's launcher does.
      const words = ["-c", 'sh -c \'cd / && "$0" -e "$1"; exit $?\' "$0" "$1"; exit $?', process.execPath, script];
      const found = await runProgram(join(folder, "pulumi"), words, { cwd: folder, env: { PATH: "/usr/bin:/bin" }, timeoutMs: limit });
      assert.deepEqual(JSON.parse(found.stdout), { command: join(folder, "pulumi"), folder }, found.all);
      const none = await runProgram("sh", words, { cwd: folder, env: { PATH: "/usr/bin:/bin" }, timeoutMs: limit });
      assert.deepEqual(JSON.parse(none.stdout), { command: "pulumi", folder: "/" }, none.all);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
