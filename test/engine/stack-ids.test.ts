import assert from "node:assert/strict";
import { join } from "node:path";
import { runProgram } from "../../tools/pulumi/run-program";
import { SmsStack } from "../support/pulumi/sms-stack";
import { repositoryRoot } from "../support/docs/pages";
import { chinaProject } from "../support/service/projects";

const manifest = `apiVersion: msgsms/v1
kind: SmsApplications
applications:
  login:
    market: chinese-mainland
    name: login-codes
`;
const program = {
  "index.js": 'const { SmsApplicationManifest } = require("pulumi-msgsms");\nnew SmsApplicationManifest("sms", { file: "sms.yaml" });\n',
  "sms.yaml": manifest,
};

describe("engine: the command finds by id what the stack manages", function () {
  this.timeout(120_000);
  let sms: SmsStack;
  let id: string;

  before(async () => {
    sms = await SmsStack.start(program);
    const run = await sms.stack.pulumi("up", "--yes", "--skip-preview");
    assert.equal(run.code, 0, run.all);
    id = (await sms.alive())[0]!.id;
    await sms.control("POST", "seed", { applications: [{ id, projectId: chinaProject, name: "renamed-by-hand" }] });
  });
  after(() => sms.stop());

  const msgsms = (words: string[], more: Record<string, string> = {}) =>
    runProgram(process.execPath, [join(repositoryRoot, "dist/provider/cli/main.js"), ...words], {
      cwd: sms.stack.folder,
      env: { ...sms.stack.env, ...more },
      timeoutMs: 60_000,
    });
  const found = [1, /sms\.yaml:6:11 error SMS2107: the application login-codes was renamed on the console to renamed-by-hand\n/] as const;
  const assertFound = ({ code, stdout }: { code: number | null; stdout: string }) => {
    assert.equal(code, found[0], stdout);
    assert.match(stdout, found[1]);
  };

  it("in the stack that is named", async () => {
    const run = await msgsms(["drift", "sms.yaml", "--stack", sms.stack.name], { PULUMI_STACK: "" });
    assertFound(run);
    assert.equal(run.stderr, "");
  });

  it("in the one that is selected, which is named", async () => {
    const run = await msgsms(["drift", "sms.yaml"]);
    assertFound(run);
    assert.match(run.stderr, new RegExp(`^Settings and ids of the stack ${sms.stack.name}, which is selected here`));
  });

  it("marked in list, and left out of import", async () => {
    assert.match((await msgsms(["list"])).stdout, new RegExp(` ${id} .* sms-login +renamed-by-hand\n`));
    assert.match((await msgsms(["import"])).stderr, /1 application found, 0 declared already, 1 managed by the stack dev\.\n/);
  });

  it("while nothing of the stack counts with --no-stack", async () => {
    const { code, stderr } = await msgsms(["drift", "sms.yaml", "--no-stack"]);
    assert.deepEqual([code, /SMS4001: settings are missing: cloudRegion, projectId\n/.test(stderr)], [2, true], stderr);
  });

  it("with one line and without the stack when the passphrase is wrong, and with SMS4007 when it was named", async () => {
    const name = sms.stack.name;
    await sms.stack.pulumi("config", "set", "--secret", "msgsms:secretKey", "hunter2-secret-key");
    const wrong = {
      PULUMI_CONFIG_PASSPHRASE: "wrong",
      HW_REGION_NAME: "cn-north-4",
      HW_PROJECT_ID: chinaProject,
      HUAWEICLOUD_SDK_REGION_MSGSMS_CN_NORTH_4: sms.emulator.url,
    };
    const selected = await msgsms(["list"], wrong);
    assert.equal(selected.code, 0, selected.all);
    assert.match(selected.stderr, /^warning: SMS5120: [^\n]*incorrect passphrase\n$/);
    const named = await msgsms(["list", "--stack", name], wrong);
    assert.equal(named.code, 2);
    assert.match(named.stderr, /SMS4007: the stack "dev" was not read: pulumi failed\n[^]*incorrect passphrase/);
    await sms.stack.pulumi("config", "rm", "msgsms:secretKey");
  });

  it("and what drift says to do puts it right", async () => {
    const run = await sms.stack.pulumi("up", "--yes", "--skip-preview", "--refresh");
    assert.equal(run.code, 0, run.all);
    const clean = await msgsms(["drift", "sms.yaml"]);
    assert.deepEqual([clean.code, clean.stdout], [0, "No drift: 1 application in 1 file.\n"]);
  });
});
