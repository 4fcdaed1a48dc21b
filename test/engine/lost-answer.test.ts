import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type EmulatorProcess } from "../../tools/pulumi/emulator-process";
import { newStack, type Stack } from "../../tools/pulumi/stack";
import { FaultyProxy } from "../unit/application/faulty-proxy";

const program = {
  "index.js":
    'const { SmsApplication } = require("pulumi-msgsms");\nnew SmsApplication("codes", { market: "chinese-mainland", name: "codes" });\n',
};

describe("engine: the service dies while it creates", function () {
  this.timeout(120_000);
  let data: string;
  let emulator: EmulatorProcess;
  let proxy: FaultyProxy;
  let stack: Stack;

  before(async () => {
    data = await mkdtemp(join(tmpdir(), "pulumi-msgsms-data-"));
    emulator = await startEmulator("--data", data);
    proxy = await FaultyProxy.start(emulator.url);
    stack = await newStack({
      program,
      config: { "msgsms:cloudRegion": "cn-north-4", "msgsms:projectId": "0123456789abcdef0123456789abcdef", "msgsms:endpoint": proxy.url },
      env: { HUAWEICLOUD_SDK_AK: "emulator-access-key", HUAWEICLOUD_SDK_SK: "emulator-secret-key" },
    });
  });
  after(async () => {
    await stack.dispose();
    await proxy.stop();
    await emulator.stop();
    await rm(data, { recursive: true, force: true });
  });

  it("says that the outcome is unknown, sends nothing again, and leaves nothing half-known in the state", async () => {
    proxy.fault = (method) => (method === "POST" ? "lose-answer" : "pass");
    const run = await stack.pulumi("up", "--yes", "--skip-preview");
    await emulator.kill();
    assert.notEqual(run.code, 0, run.all);
    assert.match(run.all, /SMS2005: nobody knows whether the chinese-mainland application codes was created/);
    assert.ok(!/\n +at .*\(?.*:\d+:\d+\)?/.test(run.all), run.all);
    assert.equal(proxy.seen.filter((method) => method === "POST").length, 1);
    const { deployment } = await stack.exportState();
    assert.ok(!(deployment.resources ?? []).some(({ type }) => type.includes("SmsApplication")));
  });

  it("finds the application in the next run, refuses a second one, and names the line that adopts it", async () => {
    emulator = await startEmulator("--data", data);
    await proxy.stop();
    proxy = await FaultyProxy.start(emulator.url);
    await stack.pulumi("config", "set", "msgsms:endpoint", proxy.url);
    const run = await stack.pulumi("up", "--yes");
    assert.notEqual(run.code, 0, run.all);
    const id = /SMS2001: name: codes is in use: .*\(id ([0-9a-f-]{36})/.exec(run.all)?.[1];
    assert.ok(id, run.all);
    assert.ok(!proxy.seen.includes("POST"));
    await stack.write("index.js", program["index.js"].replace('name: "codes"', `name: "codes", adopt: "${id}"`));
    const adopted = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.equal(adopted.code, 0, adopted.all);
    const application = (await stack.exportState()).deployment.resources?.find(({ type }) => type.includes("SmsApplication"));
    assert.equal(application?.id, id);
    assert.ok(!proxy.seen.includes("POST"));
  });
});
