import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CreatedIncompleteError, createApplication, type ApplicationOutputs, type CreationIntent } from "../../provider/application";
import { ForeseenError } from "../../provider/messages";
import { ApiError } from "../../provider/api";
import type { LiveApplication, ManagementApi } from "../../provider/service";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { FaultyProxy } from "../support/service/faulty-proxy";
import { refusalsOf } from "../support/life/refusals";
import { World } from "../support/life/world";

const codes: ApplicationInputs = { market: "chinese-mainland", name: "login-codes" };
const alerts: ApplicationInputs = { market: "international", name: "alerts" };
const someId = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";
const otherId = "5f5b2b0a-0c7e-4d0e-9d3c-3f1f0f3f0f3f";
const allLooks = [250, 500, 1_000, 2_000, 4_000, 8_000, 14_000];

describe("life: exactly once", () => {
  let world: World;
  let proxy: FaultyProxy;
  before(async () => {
    world = await World.start();
    proxy = await FaultyProxy.start(world.emulator.url);
  });
  after(async () => {
    await proxy.stop();
    await world.stop();
  });
  beforeEach(async () => {
    await world.afresh();
    proxy.seen.length = 0;
  });

  const create = (inputs = codes, run = world.newRun()) => createApplication(inputs, run);
  const posts = () => proxy.seen.filter((method) => method === "POST").length;
  const records = () => world.notes().map((file) => JSON.parse(readFileSync(join(world.intentFolder, file), "utf8")) as CreationIntent);
  const failure = async (act: Promise<unknown>) => {
    const error: unknown = await act.then(
      () => assert.fail("it succeeded"),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof ForeseenError, String(error));
    return error;
  };
  const codeOf = async (act: Promise<unknown>) => (await failure(act)).code;
  /** The POST is answered with a timeout of the gateway, and nothing was done. */
  const answerIsLost = () => {
    world.endpoint = proxy.url;
    proxy.fault = (method) => (method === "POST" ? { status: 504, body: "{}" } : "pass");
  };
  const answerOfActedIsLost = () => {
    world.endpoint = proxy.url;
    proxy.fault = (method) => (method === "POST" ? "lose-answer" : "pass");
  };

  describe("after a lost answer", () => {
    it("sends no second POST, whatever the list shows, and looks for half a minute", async () => {
      answerIsLost();
      const error = await failure(create());
      assert.equal(error.code, "SMS2004");
      assert.ok(error.cause instanceof ApiError);
      assert.deepEqual(world.pauses, allLooks);
      assert.equal(posts(), 1);
      assert.deepEqual(await world.alive(), []);
    });

    it("looks no longer than 45 s when each look takes long", async () => {
      answerIsLost();
      world.whilePausing = () => {
        if (world.pauses.length === 1) world.pass(44_750);
        return Promise.resolve();
      };
      assert.equal(await codeOf(create()), "SMS2004");
      assert.deepEqual(world.pauses, [250, 500]);
    });

    it("takes none whose name only begins so, or is spelled otherwise", async () => {
      answerIsLost();
      world.whilePausing = () =>
        world.seed({ ...codes, id: someId, name: "login-codes-2" }, { ...codes, id: otherId, name: "Login-codes" });
      assert.equal(await codeOf(create()), "SMS2004");
      assert.equal((await world.alive()).length, 2);
    });

    it("takes none that was there before and got the name meanwhile", async () => {
      await world.seed({ ...codes, id: someId, name: "older" });
      answerIsLost();
      world.whilePausing = () => world.seed({ id: someId, name: codes.name });
      assert.equal(await codeOf(create()), "SMS2004");
    });

    it("takes none of several that appeared, and names the failure behind it", async () => {
      answerOfActedIsLost();
      world.whilePausing = () => world.seed({ ...codes, id: someId });
      const error = await failure(create());
      assert.deepEqual([error.code, error.cause instanceof ApiError, posts()], ["SMS2005", true, 1]);
    });

    it("goes by the last look: a list that works again decides, one that fails at the end leaves it open", async () => {
      answerIsLost();
      const failingOn = (looks: number[]) => (method: string, path: string) => {
        if (method === "POST") return { status: 504, body: "{}" } as const;
        return path.includes("apps?") && looks.includes(world.pauses.length) ? ({ status: 403, body: "{}" } as const) : "pass";
      };
      proxy.fault = failingOn([1, 2]);
      assert.equal(await codeOf(create()), "SMS2004");
      await world.afresh();
      world.endpoint = proxy.url;
      proxy.fault = failingOn([7]);
      const error = await failure(create());
      assert.deepEqual([error.code, error.cause instanceof ApiError], ["SMS2005", true]);
    });

    it("does not take a bug for a failure of the service", async () => {
      answerIsLost();
      const bug = new TypeError("a bug");
      const run = world.runWith((api) => ({
        listApplications: (market) => (world.pauses.length > 0 ? Promise.reject(bug) : api.listApplications(market)),
      }));
      await assert.rejects(create(codes, run), bug);
    });

    it("keeps the key that the list shows, and none where it shows none", async () => {
      answerOfActedIsLost();
      const unreadable = { showApplication: () => Promise.reject(new Error("not now")) };
      const kept = async (listed: object) => {
        const run = world.runWith((api) => ({
          ...unreadable,
          listApplications: async (market) => (await api.listApplications(market)).map((one) => ({ ...one, ...listed })),
        }));
        const error = await failure(create(codes, run));
        assert.ok(error instanceof CreatedIncompleteError);
        return error.outputs as ApplicationOutputs;
      };
      assert.equal((await kept({})).appKey, (await world.alive())[0]?.appKey);
      await world.afresh();
      answerOfActedIsLost();
      assert.equal((await kept({ appKey: undefined })).appKey, undefined);
    });
  });

  it("says with its cause that a refused creation did nothing, and lists no more", async () => {
    await world.control("POST", "seed", { quota: 0, applications: [] });
    const error = await failure(create());
    assert.deepEqual([error.code, error.cause instanceof ApiError, world.pauses, records()], ["SMS2004", true, [], []]);
  });

  describe("with an id", () => {
    it("keeps it, with key and secret, also when a bug hides the application afterwards", async () => {
      const run = world.runWith(() => ({ showApplication: () => Promise.reject(new TypeError("a bug")) }));
      const error = await failure(create(codes, run));
      assert.ok(error instanceof CreatedIncompleteError);
      const [alive] = await world.alive();
      const { appKey, appSecret, adopted, accessAddress } = error.outputs as ApplicationOutputs;
      assert.deepEqual([error.id, appKey, appSecret, adopted], [alive?.id, alive?.appKey, alive?.appSecret, false]);
      assert.equal(accessAddress, undefined);
      assert.equal(error.told.what, "login-codes was created, but could not be read back");
    });

    it("keeps what an answer that is not as documented holds: the key as well, where it is usable", async () => {
      world.endpoint = proxy.url;
      const answer = (body: object) => {
        proxy.fault = (method) => (method === "POST" ? { status: 200, body: JSON.stringify(body) } : "pass");
      };
      answer({ id: someId, app_key: "UsableKey", app_secret: 5 });
      const withKey = await failure(create());
      assert.ok(withKey instanceof CreatedIncompleteError);
      const { appKey, secretSource, adopted } = withKey.outputs as ApplicationOutputs;
      assert.deepEqual([withKey.id, appKey, secretSource, adopted], [someId, "UsableKey", "unknown", false]);
      assert.deepEqual([withKey.told.code, withKey.told.cause?.code], ["SMS2011", "SMS3003"]);
      answer({ id: otherId, app_key: 5, app_secret: "Shown" });
      const withSecret = await failure(create({ ...codes, name: "other" }));
      assert.ok(withSecret instanceof CreatedIncompleteError);
      assert.ok(!("appKey" in withSecret.outputs));
    });

    it("looks for the application when the answer says success and holds no id", async () => {
      world.endpoint = proxy.url;
      proxy.fault = (method) => (method === "POST" ? { status: 200, body: "{}" } : "pass");
      assert.equal(await codeOf(create()), "SMS2004");
      assert.deepEqual(world.pauses, allLooks);
    });
  });

  describe("the list to create on", () => {
    const lists = async () => (await world.requests()).filter((request) => request === "GET ListAppDetails").length;

    it("is taken again when it is 5 s old", async () => {
      const run = world.newRun();
      await create(codes, run);
      world.pass(4_999);
      await create({ ...codes, name: "second" }, run).catch(() => undefined);
      assert.equal(await lists(), 1);
      world.pass(1);
      assert.equal(await codeOf(create(codes, run)), "SMS2001");
      assert.equal(await lists(), 1, "one more");
    });

    it("is taken again after a creation that failed", async () => {
      answerIsLost();
      const run = world.newRun({ pause: () => Promise.resolve() });
      assert.equal(await codeOf(create(codes, run)), "SMS2004");
      await world.requests();
      world.endpoint = world.emulator.url;
      await create({ ...codes, name: "second" }, run);
      assert.equal(await lists(), 1);
    });

    it("is taken again after one that failed itself, and the failure is the caller's", async () => {
      let calls = 0;
      const run = world.runWith((api) => ({
        listApplications: (market) => (++calls === 1 ? Promise.reject(new Error("not now")) : api.listApplications(market)),
      }));
      await assert.rejects(create(codes, run), /^Error: not now$/);
      await create(codes, run);
      assert.equal(calls, 2);
    });

    it("is another one for each account", async () => {
      let elsewhere: Partial<ManagementApi> = {};
      const run = world.runWith(() => elsewhere);
      await create(codes, run);
      await world.requests();
      for (const change of [{ endpoint: "https://x.example" }, { cloudRegion: "cn-south-1" }, { projectId: "ff" }] as const) {
        elsewhere = change;
        assert.equal(await codeOf(create(codes, run)), "SMS2001");
        assert.equal(await lists(), 1, JSON.stringify(change));
      }
    });
  });

  it("lets creations of one market wait for each other, also after a failure, and those of another market go on", async () => {
    const order: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const run = world.runWith((api) => ({
      createApplication: async (application) => {
        order.push(`${application.name} begins`);
        if (application.name === "first") {
          begin();
          await held;
        }
        order.push(`${application.name} ends`);
        if (application.name === "first") throw new Error("first failed");
        return api.createApplication(application);
      },
    }));
    const [first, second] = [create({ ...codes, name: "first" }, run), create({ ...codes, name: "second" }, run)];
    const firstEnds = assert.rejects(first, /first failed/);
    await begun;
    await create(alerts, run);
    assert.deepEqual(order, ["first begins", "alerts begins", "alerts ends"]);
    release();
    await Promise.all([firstEnds, second]);
    assert.deepEqual(order.slice(3), ["first ends", "second begins", "second ends"]);
  });

  describe("the note before the POST", () => {
    it("holds place, stack, time, profile and the ids that were there, and then the id", async () => {
      await world.seed({ ...codes, id: someId, name: "older" });
      let before: CreationIntent[] = [];
      const run = world.runWith((api) => ({
        createApplication: (application) => {
          before = records();
          return api.createApplication(application);
        },
      }));
      const { id, outputs } = await create({ ...codes, profile: "mainland" }, run);
      const { market, name } = codes;
      const { endpoint, cloudRegion, projectId } = outputs;
      const expected = {
        ...{ endpoint, cloudRegion, projectId, market, name },
        profile: "mainland",
        stack: world.stack,
        time: new Date(Math.floor(world.time.getTime() / 1000) * 1000).toISOString(),
        seenBefore: [someId],
      };
      const [noted] = before;
      assert.deepEqual(without(noted), expected);
      assert.deepEqual(without(records()[0]), { ...expected, id });
      await create(alerts, world.newRun());
      assert.ok(records().every((record) => record.name !== "alerts" || !("profile" in record)));
    });

    it("stays the note of a run that takes over: with its id, and of that run", async () => {
      await world.killedAfter(codes, (api) => api.createApplication(codes));
      const { id } = await create();
      assert.deepEqual(
        records().map((record) => [record.name, record.id]),
        [["login-codes", id]],
      );
      world.newRun();
      assert.deepEqual(records(), [], "its run ended as usual");
    });

    it("does not stop the application from reaching the state when it cannot be completed, whatever the reason", async () => {
      const { intents } = world.newRun().run;
      const write = (intent: CreationIntent) => {
        if (intent.id !== undefined) throw new TypeError("a bug");
        intents.write(intent);
      };
      const faulty = Object.assign(Object.create(intents) as typeof intents, { write });
      const { outputs } = await create(codes, world.newRun({ intents: faulty }));
      assert.equal(outputs.secretSource, "created");
      assert.match(
        world.warnings.join(),
        /SMS2211: login-codes was created, but its note could not be completed\n.*failure +TypeError: a bug\n/s,
      );
    });
  });

  describe("after a killed run", () => {
    const never = () => Promise.resolve();
    const acted = (api: ManagementApi) => api.createApplication(codes);
    const later = (milliseconds: number) => (world.time = new Date(world.time.getTime() + milliseconds));
    const wholeSecond = () => (world.time = new Date(Math.floor(world.time.getTime() / 1000) * 1000));
    const preview = (inputs = codes) => refusalsOf({}, { inputs, unknown: new Set() }, world.newRun());

    it("does not wait when the application is there, or when its id is known", async () => {
      await world.killedAfter(codes, acted);
      await create();
      assert.deepEqual(world.pauses, []);
      world.kill();
      world.warnings.length = 0;
      await create();
      assert.deepEqual(world.pauses, []);
      assert.ok(!world.warnings.join().includes("SMS2210"), "the id is known, so nothing is open");
    });

    it("waits second by second until the request can no longer arrive, and not a second longer", async () => {
      await world.killedAfter(codes, never);
      await create();
      assert.deepEqual(world.pauses, Array<number>(30).fill(1_000));
    });

    it("does not wait when that time is over", async () => {
      await world.killedAfter(codes, never);
      later(31_000);
      await create();
      assert.deepEqual(world.pauses, []);
      assert.deepEqual(world.warnings, []);
    });

    it("waits two minutes for a process that still runs, and not a second longer", async () => {
      await world.killedAfter(codes, never);
      world.living.add(world.run);
      await create();
      assert.equal(world.pauses.length, 120);
    });

    it("waits for it no longer when it has noted what came of it", async () => {
      await world.killedAfter(codes, never);
      const sender = world.run;
      world.living.add(sender);
      const run = world.newRun();
      world.whilePausing = async () => {
        if (world.pauses.length !== 3) return;
        const { id } = await world.api(codes.market).createApplication(codes);
        const [intent] = records();
        assert.ok(intent);
        world.intents(sender).write({ ...without(intent), id } as CreationIntent);
      };
      const { outputs } = await create(codes, run);
      assert.equal(world.pauses.length, 3);
      assert.equal(outputs.secretSource, "unknown");
    });

    it("creates at once when its note is removed meanwhile: that run was refused", async () => {
      await world.killedAfter(codes, never);
      const sender = world.run;
      world.living.add(sender);
      const run = world.newRun();
      world.whilePausing = () => {
        const [intent] = records();
        if (world.pauses.length === 3 && intent !== undefined) world.intents(sender).remove(intent);
        return Promise.resolve();
      };
      const { outputs } = await create(codes, run);
      assert.equal(world.pauses.length, 3);
      assert.equal(outputs.secretSource, "created");
    });

    it("does not wait for a note of two minutes ago", async () => {
      await world.killedAfter(codes, never);
      later(120_000);
      await create();
      assert.deepEqual(world.pauses, []);
      assert.deepEqual(world.warnings, []);
    });

    for (const [how, hours] of [
      ["back", -1],
      ["forward", 1],
    ] as const) {
      it(`waits as long as ever when this machine's clock is set ${how}: the service's counts`, async () => {
        await world.killedAfter(codes, never);
        world.machineAhead = hours * 3_600_000;
        await create();
        assert.equal(world.pauses.length, 30);
      });
    }

    it("waits for a note that is from the future all the same", async () => {
      await world.killedAfter(codes, never);
      later(-60_000);
      await create();
      assert.equal(world.pauses.length, 30);
    });

    it("takes over what was made within three minutes of the note, in whatever time zone the service writes", async () => {
      for (const [seconds, taken] of [
        [180, true],
        [181, false],
        [-60, true],
        [-61, false],
        [14 * 3600 + 180, true],
        [-12 * 3600 - 60, true],
        [15 * 3600, false],
        [-15 * 3600, false],
      ] as const) {
        await world.afresh();
        wholeSecond();
        await world.killedAfter(codes, never);
        await world.seed({ ...codes, createTime: new Date(world.time.getTime() + seconds * 1000).toISOString() });
        world.pass(181_000);
        assert.equal(await codeOrDone(create()), taken ? "done" : "SMS2001", String(seconds));
      }
    });

    it("takes over none whose age the service does not show", async () => {
      await world.killedAfter(codes, acted);
      const run = world.runWith((api) => ({
        listApplications: async (market) => (await api.listApplications(market)).map(ageless),
      }));
      const error = await failure(create(codes, run));
      assert.equal(error.code, "SMS2001");
      assert.match(error.message, /exists +login-codes \(id [0-9a-f-]{36}, LAUNCHED\)\n/);
    });

    it("takes over none that was there before, and none with another id than the noted one", async () => {
      await world.seed({ ...codes, id: someId, name: "older" });
      await world.killedAfter(codes, never);
      await world.seed({ id: someId, name: codes.name });
      assert.equal(await codeOf(create()), "SMS2001");
      await world.afresh();
      await create();
      world.kill();
      const run = world.runWith((api) => ({
        listApplications: async (market) => (await api.listApplications(market)).map((one) => ({ ...one, id: someId })),
      }));
      assert.equal(await codeOf(create(codes, run)), "SMS2001");
    });

    it("takes over by its id one among others, and tells of no other when it has another name by now", async () => {
      await world.seed({ ...codes, id: someId, name: "older" });
      const { id } = await create();
      world.kill();
      await world.control("POST", "seed", { quota: 4, applications: [] });
      await world.seed({ ...codes, id: otherId, name: "newer" }, { id, name: "renamed" });
      assert.deepEqual(await preview({ ...codes, name: "orders" }), []);
      const told = new RegExp(`since then +renamed \\(id ${id},[^)]*\\)\n.*: +adopt: ${id}$`, "s");
      assert.match(world.warnings.join("\n"), told);
      assert.equal((await create()).id, id);
    });

    it("tells of one whose new name a resource wants, for that name is in use", async () => {
      await world.killedAfter(codes, acted);
      const [left] = await world.alive();
      await world.seed({ id: left?.id, name: "orders" });
      assert.match(
        (await preview({ ...codes, name: "orders" })).join(),
        /^SMS2001: the name orders is taken by another chinese-mainland application\n/,
      );
      assert.match(world.warnings.join(), /SMS2209: .* was killed while creating login-codes\n +since then +orders \(/);
    });

    it("takes over none of two that have the name", async () => {
      await world.killedAfter(codes, acted);
      await world.seed({ ...codes, id: someId });
      assert.equal(await codeOf(create()), "SMS2001");
    });

    it("takes over nothing of another stack, nor when no stack is known then and now", async () => {
      await world.killedAfter(codes, acted);
      world.stack = "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod";
      assert.equal(await codeOf(create()), "SMS2001");
      await world.afresh();
      world.stack = null;
      await world.killedAfter(codes, acted);
      assert.equal(await codeOf(create()), "SMS2001");
    });

    it("tells of one under another name only where it may be of this stack and market, and no resource seen wants it", async () => {
      await world.killedAfter(codes, acted);
      await world.seed({ ...alerts, name: "other" });
      const said = async (inputs: ApplicationInputs, run = world.newRun()) => {
        world.warnings.length = 0;
        await refusalsOf({}, { inputs, unknown: new Set() }, run);
        return world.warnings.filter((text) =>
          text.startsWith("SMS2209: an earlier run of this stack was killed while creating login-codes\n"),
        ).length;
      };
      assert.equal(await said({ ...codes, name: "orders" }), 1);
      assert.equal(await said(alerts), 0, "another market");
      const run = world.newRun();
      assert.equal((await preview()).length, 0);
      await refusalsOf({}, { inputs: codes, unknown: new Set() }, run);
      assert.equal(await said({ ...codes, name: "orders" }, run), 0, "login-codes is declared");
      world.stack = "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod";
      assert.equal(await said({ ...codes, name: "orders" }), 0, "another stack");
    });

    it("tells of one with another name also when the name that the run was to give is declared", async () => {
      await world.killedAfter(codes, acted);
      const [left] = await world.alive();
      await world.seed({ id: left?.id, name: "renamed" });
      assert.deepEqual(await preview(), []);
      assert.match(world.warnings.join(), new RegExp(`since then +renamed \\(.*: +adopt: ${left?.id}$`, "s"));
    });
  });

  async function codeOrDone(act: Promise<unknown>): Promise<string> {
    try {
      await act;
      return "done";
    } catch (error) {
      assert.ok(error instanceof ForeseenError, String(error));
      return error.code;
    }
  }
});

function ageless({ createTime, ...application }: LiveApplication): LiveApplication {
  assert.ok(createTime);
  return application;
}

/** A record without what says how and by whom it was written. */
function without(record: CreationIntent | undefined): object {
  const { format, process, ...intent } = record as CreationIntent & { format: unknown; process: unknown };
  assert.ok(format !== undefined && process !== undefined);
  return intent;
}
