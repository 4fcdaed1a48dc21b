import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type EmulatorProcess } from "../support/pulumi/emulator-process";
import { newStack, type Stack } from "../support/pulumi/stack";
import { FaultyProxy } from "../support/service/faulty-proxy";
import { chinaProject } from "../support/service/projects";

const program = {
  "index.js":
    'const { SmsApplication } = require("pulumi-msgsms");\nnew SmsApplication("codes", { market: "chinese-mainland", name: "codes" });\n',
};

/** A stack whose endpoint is a proxy before an emulator that keeps its data. */
class Faulty {
  private constructor(
    readonly data: string,
    public emulator: EmulatorProcess,
    public proxy: FaultyProxy,
    readonly stack: Stack,
  ) {}

  static async start(): Promise<Faulty> {
    const data = await mkdtemp(join(tmpdir(), "pulumi-msgsms-data-"));
    const emulator = await startEmulator("--data", data);
    const proxy = await FaultyProxy.start(emulator.url);
    const stack = await newStack({
      program,
      timeoutMs: 110_000,
      config: { "msgsms:cloudRegion": "cn-north-4", "msgsms:projectId": chinaProject, "msgsms:endpoint": proxy.url },
      env: { HUAWEICLOUD_SDK_AK: "emulator-access-key", HUAWEICLOUD_SDK_SK: "emulator-secret-key" },
    });
    return new Faulty(data, emulator, proxy, stack);
  }

  async application() {
    const { deployment } = await this.stack.exportState();
    return deployment.resources?.find(({ type }) => type.includes("SmsApplication"));
  }

  async restartEmulator(): Promise<void> {
    await this.proxy.stop();
    this.emulator = await startEmulator("--data", this.data);
    this.proxy = await FaultyProxy.start(this.emulator.url);
    await this.stack.pulumi("config", "set", "msgsms:endpoint", this.proxy.url);
  }

  async stop(): Promise<void> {
    await this.stack.dispose();
    await this.proxy.stop();
    await this.emulator.stop();
    await rm(this.data, { recursive: true, force: true });
  }
}

const posts = ({ seen }: FaultyProxy) => seen.filter((method) => method === "POST").length;

describe("engine: the answer to a creation is lost", function () {
  this.timeout(150_000);
  let faulty: Faulty;
  before(async () => (faulty = await Faulty.start()));
  after(() => faulty.stop());

  it("the application is found and kept, with one POST, and the lost secret is said aloud", async () => {
    faulty.proxy.fault = (method) => (method === "POST" ? "lose-answer" : "pass");
    const run = await faulty.stack.pulumi("up", "--yes", "--skip-preview");
    assert.equal(run.code, 0, run.all);
    assert.match(run.all, /warning: SMS2207: codes was created, although the answer was lost\n/);
    assert.match(run.all, /warning: SMS2201: the secret of codes is not known\n/);
    assert.equal(posts(faulty.proxy), 1);
    const application = await faulty.application();
    assert.match(application?.id ?? "", /^[0-9a-f-]{36}$/);
    assert.equal(application?.outputs?.["secretSource"], "unknown");
  });
});

describe("engine: the service is killed while it creates", function () {
  this.timeout(150_000);
  let faulty: Faulty;
  before(async () => (faulty = await Faulty.start()));
  after(() => faulty.stop());

  it("says that the outcome is unknown, sends nothing again, and leaves nothing half-known in the state", async () => {
    let killed: Promise<void> | undefined;
    faulty.proxy.fault = (method) => (method === "POST" ? "lose-answer" : "pass");
    faulty.proxy.onLost = () => {
      killed = faulty.emulator.kill();
    };
    const run = await faulty.stack.pulumi("up", "--yes", "--skip-preview");
    await killed;
    assert.notEqual(run.code, 0, run.all);
    assert.match(run.all, /SMS2005: it is not known whether codes was created\n/);
    assert.ok(!/\n +at .*\(?.*:\d+:\d+\)?/.test(run.all), run.all);
    assert.equal(posts(faulty.proxy), 1);
    assert.equal(await faulty.application(), undefined);
  });

  it("finds the application in the next run, refuses a second one, and names the line that adopts it", async () => {
    await faulty.restartEmulator();
    const run = await faulty.stack.pulumi("up", "--yes");
    assert.notEqual(run.code, 0, run.all);
    const id = /SMS2001: the name codes is taken by another chinese-mainland application\n +exists +codes \(id ([0-9a-f-]{36}),/.exec(
      run.all,
    )?.[1];
    assert.ok(id, run.all);
    await faulty.stack.write("index.js", program["index.js"].replace('name: "codes"', `name: "codes", adopt: "${id}"`));
    const adopted = await faulty.stack.pulumi("up", "--yes", "--skip-preview");
    assert.equal(adopted.code, 0, adopted.all);
    assert.equal((await faulty.application())?.id, id);
    assert.equal(posts(faulty.proxy), 0);
  });
});
