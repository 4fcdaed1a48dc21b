import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createApplication, CreatedIncompleteError, recognizeApplication } from "../../provider/application";
import { ForeseenError } from "../../provider/messages";
import type { ManagementApi } from "../../provider/service";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { FaultyProxy } from "../support/service/faulty-proxy";
import { refusalsOf } from "../support/life/refusals";
import { World } from "../support/life/world";
import { chinaProject } from "../support/service/projects";

const codes: ApplicationInputs = { market: "chinese-mainland", name: "login-codes" };

describe("life: the run that created is killed", () => {
  let world: World;
  before(async () => (world = await World.start()));
  after(() => world.stop());
  beforeEach(async () => {
    await world.control("POST", "reset");
    world.endpoint = world.emulator.url;
    world.stack = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
    world.warnings.length = world.pauses.length = 0;
    world.whilePausing = () => Promise.resolve();
    world.living.clear();
    world.time = new Date();
  });

  const records = () => world.notes().map((file) => readFileSync(join(world.intentFolder, file), "utf8"));

  /** A run that is killed when its request has reached the service, before the answer. */
  async function killedWhileCreating(inputs: ApplicationInputs, sent: (api: ManagementApi) => Promise<unknown>): Promise<void> {
    const killed = new Error("killed");
    const run = world.runWith((api) => ({
      createApplication: async () => {
        await sent(api);
        throw killed;
      },
    }));
    await assert.rejects(createApplication(inputs, run), killed);
    world.kill();
  }

  const committed = (api: ManagementApi) => api.createApplication(codes);
  const codeOf = async (act: Promise<unknown>) => {
    const error: unknown = await act.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof ForeseenError, String(error));
    return error.code;
  };

  it("notes the creation before it is sent, without key or secret, and forgets it when the run ends as usual", async () => {
    const { id, outputs } = await createApplication(codes, world.newRun());
    const [text = "", ...others] = records();
    assert.equal(others.length, 0);
    const { name, market, seenBefore, ...record } = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual([name, market, seenBefore, record["id"]], ["login-codes", "chinese-mainland", [], id]);
    for (const secret of [outputs.appKey, outputs.appSecret, "emulator-secret-key"]) assert.ok(!text.includes(secret!));
    world.newRun();
    assert.deepEqual(records(), []);
  });

  it("takes over exactly its own application in the next run: one application, no POST, and the lost secret is said", async () => {
    await killedWhileCreating(codes, committed);
    await world.requests();
    const run = world.newRun();
    assert.deepEqual(await refusalsOf({}, { inputs: codes, unknown: new Set() }, run), []);
    const { id, outputs } = await createApplication(codes, run);
    const [alive, ...others] = await world.alive();
    assert.deepEqual([others.length, alive?.id, outputs.adopted, outputs.secretSource], [0, id, false, "unknown"]);
    assert.ok(!(await world.requests()).some((request) => request.startsWith("POST")));
    const said = world.warnings.join("\n");
    assert.match(said, /SMS2208: login-codes exists and will be taken over: an earlier run of this stack created it\n/);
    assert.match(said, /SMS2208: login-codes was created by an earlier run of this stack, and is taken over\n/);
    assert.match(said, /SMS2201: the secret of login-codes is not known\n/);
  });

  it("takes it over once more when that run is killed as well", async () => {
    await killedWhileCreating(codes, committed);
    const first = await createApplication(codes, world.newRun());
    world.kill();
    assert.equal((await createApplication(codes, world.newRun())).id, first.id);
    assert.equal((await world.alive()).length, 1);
  });

  it("brings the application to what is declared by now", async () => {
    await killedWhileCreating(codes, committed);
    await createApplication({ ...codes, uplinkDestination: "https://sms.example.com/in" }, world.newRun());
    assert.equal((await world.alive())[0]?.uplinkDestination, "https://sms.example.com/in");
  });

  it("finds one whose run was killed after the answer, by its id", async () => {
    const { id } = await createApplication(codes, world.newRun());
    world.kill();
    const taken = await createApplication(codes, world.newRun());
    assert.deepEqual([taken.id, taken.outputs.secretSource], [id, "unknown"]);
  });

  it("creates when the killed run's request never arrived, after it can no longer arrive", async () => {
    await killedWhileCreating(codes, () => Promise.resolve());
    const started = world.time.getTime();
    const { outputs } = await createApplication(codes, world.newRun());
    assert.equal(outputs.secretSource, "created");
    assert.ok(world.time.getTime() - started >= 29_750);
  });

  it("finds one that the service shows only later", async () => {
    await killedWhileCreating(codes, () => Promise.resolve());
    world.whilePausing = async () => {
      if (world.pauses.length === 5) await world.api("chinese-mainland").createApplication(codes);
    };
    const { outputs } = await createApplication(codes, world.newRun());
    assert.deepEqual([(await world.alive()).length, outputs.secretSource], [1, "unknown"]);
  });

  it("waits while the process that sends is still there", async () => {
    await killedWhileCreating(codes, () => Promise.resolve());
    world.living.add(world.run);
    const sender = world.run;
    world.whilePausing = async () => {
      if (world.pauses.length < 50) return;
      if (world.living.delete(sender)) await world.api("chinese-mainland").createApplication(codes);
    };
    const { outputs } = await createApplication(codes, world.newRun());
    assert.deepEqual([(await world.alive()).length, outputs.secretSource], [1, "unknown"]);
    assert.ok(world.pauses.length >= 50);
  });

  it("does not wait for a process for ever, and not for a note of long ago", async () => {
    await killedWhileCreating(codes, () => Promise.resolve());
    world.living.add(world.run);
    const started = world.time.getTime();
    const { id } = await createApplication(codes, world.newRun());
    assert.ok(id);
    assert.ok(world.time.getTime() - started < 125_000);
    await world.control("POST", "reset");
    await killedWhileCreating(codes, () => Promise.resolve());
    world.time = new Date(world.time.getTime() + 3_600_000);
    world.pauses.length = 0;
    await createApplication(codes, world.newRun());
    assert.deepEqual(world.pauses, []);
  });

  const refusals: Record<string, () => Promise<void> | void> = {
    "of another stack": () => void (world.stack = "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod"),
    "of a stack that the engine does not tell": () => void (world.stack = null),
    "without a note, as on another machine": async () => {
      await world.control("POST", "reset");
      await committed(world.api("chinese-mainland"));
    },
  };
  for (const [whose, change] of Object.entries(refusals)) {
    it(`refuses to take over one ${whose}, with the evidence and the line that adopts it`, async () => {
      await killedWhileCreating(codes, committed);
      await change();
      const [alive] = await world.alive();
      const reasons = await refusalsOf({}, { inputs: codes, unknown: new Set() }, world.newRun());
      assert.match(reasons.join(), new RegExp(`^SMS2001: .*id ${alive?.id}, LAUNCHED, created .*: +adopt: ${alive?.id}\n`, "s"));
      assert.equal(await codeOf(createApplication(codes, world.newRun())), "SMS2001");
    });
  }

  const foreign = { projectId: chinaProject, market: "chinese-mainland", name: "login-codes" };
  const minute = 60_000;
  // From the note to the creation; whole hours are time zones.
  const made: [minutes: number, taken: boolean][] = [
    [0.2, true],
    [2.5, true],
    [480, true],
    [-300 + 1, true],
    [14 * 60, true],
    [4, false],
    [-2, false],
    [30, false],
    [484, false],
    [15 * 60, false],
    [-15 * 60, false],
    [24 * 60, false],
  ];
  for (const [minutes, taken] of made) {
    it(`${taken ? "takes over" : "refuses"} one of the name that was created ${minutes} minutes after the note`, async () => {
      await killedWhileCreating(codes, () => Promise.resolve());
      const createTime = new Date(world.time.getTime() + minutes * minute).toISOString();
      world.time = new Date(world.time.getTime() + 200_000);
      const [alive] = (
        (await world.control("POST", "seed", { applications: [{ ...foreign, createTime }] })) as { applications: { id: string }[] }
      ).applications;
      if (taken) assert.equal((await createApplication(codes, world.newRun())).id, alive?.id);
      else assert.equal(await codeOf(createApplication(codes, world.newRun())), "SMS2001");
    });
  }

  it("takes over by its id one that was renamed since, and gives it its name back", async () => {
    const { id } = await createApplication(codes, world.newRun());
    world.kill();
    await world.control("POST", "seed", { applications: [{ id, projectId: chinaProject, name: "renamed" }] });
    assert.equal((await createApplication(codes, world.newRun())).id, id);
    assert.deepEqual(
      (await world.alive()).map(({ name }) => name),
      ["login-codes"],
    );
  });

  it("shows one that may be its own and has another name by now, or is declared under another name", async () => {
    await killedWhileCreating(codes, committed);
    const [alive] = await world.alive();
    await refusalsOf({}, { inputs: { ...codes, name: "orders" }, unknown: new Set() }, world.newRun());
    const hint = new RegExp(`was killed while creating login-codes\n +since then .*: +adopt: ${alive?.id}$`, "s");
    assert.match(world.warnings.join(), hint);
    world.warnings.length = 0;
    await world.control("POST", "seed", {
      applications: [{ id: alive?.id, projectId: chinaProject, name: "renamed" }],
    });
    await refusalsOf({}, { inputs: codes, unknown: new Set() }, world.newRun());
    assert.match(world.warnings.join(), hint);
  });

  it("forgets the note when the state turns out to hold the application", async () => {
    const { id, outputs } = await createApplication(codes, world.newRun());
    world.kill();
    assert.equal(records().length, 1);
    recognizeApplication(id, outputs, codes, world.newRun());
    assert.deepEqual(records(), []);
    assert.equal(await codeOf(createApplication(codes, world.newRun())), "SMS2001");
  });

  it("does not take over what a resource of the same run has just created", async () => {
    const run = world.newRun();
    await createApplication(codes, run);
    assert.equal(await codeOf(createApplication(codes, run)), "SMS2001");
  });

  it("forgets a creation that was refused, and keeps one whose outcome is not known", async () => {
    const proxy = await FaultyProxy.start(world.emulator.url);
    try {
      world.endpoint = proxy.url;
      proxy.fault = (method) => (method === "POST" ? { status: 403, body: "{}" } : "pass");
      assert.equal(await codeOf(createApplication(codes, world.newRun())), "SMS2004");
      assert.deepEqual(records(), []);
      proxy.fault = (method) => (method === "POST" ? { status: 504, body: "{}" } : "pass");
      assert.equal(await codeOf(createApplication(codes, world.newRun())), "SMS2004");
      assert.equal(records().length, 1, "it may still appear");
    } finally {
      await proxy.stop();
    }
  });

  it("keeps the id of an answer that is not as documented", async () => {
    const run = world.newRun();
    const proxy = await FaultyProxy.start(world.emulator.url);
    try {
      world.endpoint = proxy.url;
      const body = JSON.stringify({ id: "5f5b2b0a-0c7e-4d0e-9d3c-3f1f0f3f0f3f", app_key: 5 });
      proxy.fault = (method) => (method === "POST" ? { status: 200, body } : "pass");
      await assert.rejects(createApplication(codes, run), CreatedIncompleteError);
      assert.match(records().join(), /"id":"5f5b2b0a-0c7e-4d0e-9d3c-3f1f0f3f0f3f"/);
    } finally {
      await proxy.stop();
    }
  });
});

describe("life: what a run may not do again", () => {
  let world: World;
  before(async () => (world = await World.start()));
  after(() => world.stop());

  it("refuses to create what the state holds already, as a replacement would", async () => {
    const run = world.newRun();
    await createApplication(codes, run);
    const next = world.newRun();
    const declaration = { inputs: codes, unknown: new Set<string>() };
    assert.deepEqual(await refusalsOf(codes, declaration, next), []);
    const reasons = await refusalsOf({}, declaration, next);
    assert.match(reasons.join(), /^SMS2021: the replacement of login-codes would be a second chinese-mainland application\n.*--replace/s);
  });
});
