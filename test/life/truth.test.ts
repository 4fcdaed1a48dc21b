import assert from "node:assert/strict";
import {
  CreatedIncompleteError,
  createApplication,
  readApplication,
  recognizeApplication,
  updateApplication,
  type ApplicationOutputs,
  type OpenAccount,
} from "../../provider/application";
import type { LiveApplication, NewApplication, WritableSettings } from "../../provider/service";
import { block, ForeseenError } from "../../provider/messages";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { FaultyProxy } from "../support/service/faulty-proxy";
import { refusalsOf } from "../support/life/refusals";
import { World } from "../support/life/world";
import { chinaProject } from "../support/service/projects";

const codes: ApplicationInputs = { market: "chinese-mainland", name: "login-codes" };
const whole: ApplicationInputs = { ...codes, uplinkDestination: "https://sms.example.com/uplink", enterpriseProjectId: "ep-1" };
const orders: ApplicationInputs = { market: "european", name: "order_codes" };
const someId = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";

describe("life: the state tells the truth", () => {
  let world: World;
  before(async () => (world = await World.start()));
  after(() => world.stop());
  beforeEach(() => world.afresh());

  const create = (inputs: ApplicationInputs, run = world.newRun()) => createApplication(inputs, run);
  const update = (id: string, outputs: Partial<ApplicationOutputs>, inputs: ApplicationInputs, run = world.newRun()) =>
    updateApplication(id, outputs, inputs, run);
  const read = (id: string, outputs: Partial<ApplicationOutputs>, run = world.newRun()) => readApplication(id, outputs, run);
  const said = () => world.warnings.splice(0).join("\n");
  const thrownBy = (act: Promise<unknown>): Promise<unknown> =>
    act.then(
      () => assert.fail("it succeeded"),
      (error: unknown) => error,
    );
  const codeOf = async (act: Promise<unknown>) => {
    const error = await thrownBy(act);
    assert.ok(error instanceof ForeseenError, String(error));
    return error.code;
  };
  /** A run that shows the application with these changes; a value that is undefined is not shown. */
  const showing = (change: Record<keyof LiveApplication, unknown> | object, also: Partial<OpenAccount> = {}) =>
    world.runWith((api) => ({
      ...also,
      showApplication: async (id) => shown({ ...(await api.showApplication(id)), ...change }),
    }));
  /** A run that notes what is sent to the service. */
  const noting = (change: object = {}) => {
    const sent: (NewApplication | WritableSettings)[] = [];
    const run = world.runWith((api) => ({
      createApplication: (application) => {
        sent.push(application);
        return api.createApplication(application);
      },
      showApplication: async (id) => shown({ ...(await api.showApplication(id)), ...change }),
      updateApplication: (id, settings) => {
        sent.push(settings);
        return api.updateApplication(id, settings);
      },
    }));
    return { run, sent };
  };

  describe("what is sent", () => {
    it("is each declared setting at creation, and nothing else", async () => {
      const { run, sent } = noting();
      await create({ ...whole, testSignatureAndTemplate: false, ipWhitelist: ["203.0.113.10"], appSecret: "Given" }, run);
      await create({ ...codes, name: "plain" }, run);
      assert.deepEqual(sent, [
        { ...whole, testSignatureAndTemplate: false },
        { ...codes, name: "plain" },
      ]);
    });

    it("is the whole body for any change, also what nobody declared", async () => {
      const { id, outputs } = await create(codes);
      await world.seed({ id, uplinkDestination: "sms.example.com:80", enterpriseProjectId: "ep-9" });
      const { run, sent } = noting();
      await update(id, outputs, { ...codes, name: "renamed" }, run);
      assert.deepEqual(sent, [{ ...codes, name: "renamed", uplinkDestination: "sms.example.com:80", enterpriseProjectId: "ep-9" }]);
    });

    it("is no setting that is neither declared nor shown", async () => {
      const { id, outputs } = await create(codes);
      const { run, sent } = noting({ uplinkDestination: undefined, enterpriseProjectId: undefined });
      await update(id, outputs, { ...codes, name: "renamed" }, run);
      assert.deepEqual(sent, [{ ...codes, name: "renamed" }]);
    });

    it("clears what was declared and no longer is", async () => {
      const { id, outputs } = await create(whole);
      const { run, sent } = noting();
      await update(id, outputs, codes, run);
      assert.deepEqual(sent, [{ ...codes, uplinkDestination: "", enterpriseProjectId: "0" }]);
    });

    it("is nothing when the service shows what is declared: one look, no write", async () => {
      await create(whole);
      const { id, outputs } = await create({ ...whole, adopt: "by-name" });
      said();
      await world.requests();
      assert.deepEqual(await update(id, outputs, { ...whole, adopt: "by-name" }), outputs);
      assert.deepEqual(await world.requests(), ["GET ShowApp"]);
      assert.equal(said(), "");
    });

    it("goes by the declaration where the site never shows the uplink destination", async () => {
      const unseen = { uplinkDestination: undefined };
      await create(whole);
      const { id, outputs } = await create({ ...whole, adopt: "by-name" });
      const changed = noting(unseen);
      await update(id, outputs, { ...whole, uplinkDestination: "sms.example.com" }, changed.run);
      assert.deepEqual(changed.sent, [{ ...whole, uplinkDestination: "sms.example.com" }]);
      assert.equal((await world.alive())[0]?.uplinkDestination, "sms.example.com");
      const same = noting(unseen);
      await world.requests();
      await update(id, outputs, { ...whole, adopt: "by-name" }, same.run);
      assert.deepEqual([same.sent, await world.requests()], [[], ["GET ShowApp"]]);
    });

    it("is nothing for a change that the console shows already", async () => {
      const { id, outputs } = await create(codes);
      await world.seed({ id, name: "renamed", uplinkDestination: "sms.example.com" });
      const { run, sent } = noting();
      const inputs = { ...codes, name: "renamed", uplinkDestination: "sms.example.com" };
      assert.equal((await update(id, outputs, inputs, run)).name, "renamed");
      assert.deepEqual(sent, []);
    });
  });

  describe("what did not take", () => {
    const deaf = { updateApplication: () => Promise.resolve() };

    for (const [setting, value] of [
      ["name", "renamed"],
      ["uplinkDestination", "sms.example.com"],
      ["enterpriseProjectId", "ep-2"],
    ] as const) {
      it(`is noticed: ${setting}`, async () => {
        const { id, outputs } = await create(whole);
        const before = whole[setting] ?? "";
        const run = world.runWith(() => deaf);
        const error = await thrownBy(update(id, outputs, { ...whole, [setting]: value }, run));
        assert.ok(error instanceof ForeseenError);
        assert.equal(error.code, "SMS2006");
        const facts = error.told.facts.filter(({ label }) => label !== "id");
        const expected = { sent: [`${setting}: "${value}"`], shown: [`${setting}: "${before}"`] };
        assert.deepEqual(Object.fromEntries(facts.map(({ label, text }) => [label, text])), expected, "only what differs");
      });

      it(`is not claimed of what the service does not show: ${setting}`, async () => {
        const { id, outputs } = await create(whole);
        const run = showing({ [setting]: undefined }, deaf);
        await assert.doesNotReject(update(id, outputs, { ...whole, [setting]: value }, run));
      });
    }

    it("keeps an adopted application in the state, as it is", async () => {
      await world.seed({ ...codes, id: someId, name: "older" });
      const error = await thrownBy(
        create(
          { ...codes, adopt: someId, appSecret: "Given" },
          world.runWith(() => deaf),
        ),
      );
      assert.ok(error instanceof CreatedIncompleteError);
      const { adopted, appSecret, status } = error.outputs as ApplicationOutputs;
      assert.deepEqual([error.id, adopted, appSecret, status], [someId, true, "Given", "LAUNCHED"]);
      const { code, what, cause } = error.told;
      assert.deepEqual([code, what, cause?.code], ["SMS2011", "login-codes was taken over, but name could not be changed", "SMS2006"]);
    });

    it("keeps a created application in the state, as it is", async () => {
      const error = await thrownBy(create(whole, showing({ enterpriseProjectId: "0", status: "PROCESSING" })));
      assert.ok(error instanceof CreatedIncompleteError);
      const { status, secretSource, adopted } = error.outputs as ApplicationOutputs;
      assert.deepEqual([status, secretSource, adopted], ["PROCESSING", "created", false]);
      assert.equal(
        block(error.told),
        [
          "SMS2011: login-codes was created, but the service did not apply enterpriseProjectId",
          `  id      ${error.id}`,
          '  sent    enterpriseProjectId: "ep-1"',
          '  shown   enterpriseProjectId: "0"',
          "  why     the application is in the state, so nothing is lost",
          "  do      run pulumi up again",
        ].join("\n"),
      );
    });

    it("is written by the next run, after a creation", async () => {
      const incomplete = world.runWith((api) => ({ createApplication: ({ market, name }) => api.createApplication({ market, name }) }));
      const error = await thrownBy(create(whole, incomplete));
      assert.ok(error instanceof CreatedIncompleteError);
      const { run, sent } = noting();
      await update(error.id, error.outputs, whole, run);
      assert.deepEqual(sent, [whole]);
      assert.equal((await world.alive())[0]?.uplinkDestination, whole.uplinkDestination);
    });

    for (const [site, seen] of [
      ["", {}],
      [" where the site does not show it", { uplinkDestination: undefined }],
    ] as const) {
      it(`is written by the next run, after an adoption${site}`, async () => {
        await world.seed(codes);
        const declared: ApplicationInputs = { ...codes, uplinkDestination: "sms.example.com" };
        const inputs = { ...declared, adopt: "by-name" };
        const error = await thrownBy(create(inputs, showing(seen, { updateApplication: () => Promise.reject(new Error("not now")) })));
        assert.ok(error instanceof CreatedIncompleteError);
        const { run, sent } = noting(seen);
        await update(error.id, error.outputs, inputs, run);
        assert.deepEqual(
          sent.map(({ uplinkDestination }) => uplinkDestination),
          ["sms.example.com"],
        );
      });
    }

    it("does not take a bug for a failure of the service", async () => {
      const bug = new TypeError("a bug");
      const { id, outputs } = await create(codes);
      const renamed = { ...codes, name: "renamed" };
      const writing = world.runWith(() => ({ updateApplication: () => Promise.reject(bug) }));
      assert.equal(await thrownBy(update(id, outputs, renamed, writing)), bug);
      let looks = 0;
      const reading = world.runWith((api) => ({
        showApplication: (asked) => (++looks === 2 ? Promise.reject(bug) : api.showApplication(asked)),
      }));
      assert.equal(await thrownBy(update(id, outputs, renamed, reading)), bug);
      looks = 0;
      const unreadable = world.runWith((api) => ({
        showApplication: (asked) => api.showApplication(++looks === 2 ? someId : asked),
      }));
      const error = await thrownBy(update(id, outputs, { ...codes, name: "again" }, unreadable));
      assert.ok(error instanceof ForeseenError && error.cause instanceof ForeseenError);
    });

    it("is refused by the service in its own words, and not looked for", async () => {
      const { id, outputs } = await create(codes);
      await world.seed({ ...codes, id: someId, name: "taken" });
      await world.requests();
      assert.equal(await codeOf(update(id, outputs, { ...codes, name: "taken" })), "SMS3008");
      assert.deepEqual(await world.requests(), ["GET ShowApp", "PUT UpdateApp"]);
    });
  });

  describe("read", () => {
    it("keeps a declared value that the answer does not contain, and takes one that it contains", async () => {
      const { id, outputs } = await create(whole);
      const unseen = { uplinkDestination: undefined, enterpriseProjectId: undefined };
      assert.deepEqual((await read(id, outputs, showing(unseen))).inputs, whole);
      const changed = { uplinkDestination: "sms.example.com", enterpriseProjectId: "ep-2" };
      assert.deepEqual((await read(id, outputs, showing(changed))).inputs, { ...whole, ...changed });
      assert.deepEqual((await read(id, outputs, showing({ ...changed, uplinkDestination: "" }))).inputs, {
        ...codes,
        enterpriseProjectId: "ep-2",
      });
      assert.equal(said(), "");
    });

    it("makes no input of what nobody declared, and tells of an uplink destination", async () => {
      const { id, outputs } = await create(codes);
      const { inputs } = await read(id, outputs, showing({ uplinkDestination: "sms.example.com", enterpriseProjectId: "ep-2" }));
      assert.deepEqual(inputs, codes);
      assert.match(
        said(),
        /^SMS2206: login-codes has an uplink destination that is not declared\n.*: +uplinkDestination: sms\.example\.com$/s,
      );
      await read(id, outputs, showing({ uplinkDestination: undefined }));
      assert.equal(said(), "");
    });

    it("ignores nulls, of which the engine's bags may be full", async () => {
      const { id, outputs } = await create(codes);
      const bag = { ...outputs, ipWhitelist: null, uplinkDestination: null } as unknown as ApplicationOutputs;
      assert.deepEqual((await read(id, bag)).inputs, codes);
    });

    it("keeps whose application it was", async () => {
      const { id } = await create(codes);
      const { outputs } = await create({ ...codes, adopt: "by-name" });
      assert.equal((await read(id, outputs)).outputs.adopted, true);
      assert.equal((await read(id, { market: codes.market, name: codes.name })).outputs.adopted, false);
      assert.equal((await update(id, outputs, { ...codes, adopt: "by-name", name: "renamed" })).adopted, true);
    });

    it("knows no secret that the state does not hold as a text", async () => {
      const { id, outputs } = await create(codes);
      const { secretSource, ...others } = (await read(id, { market: codes.market, name: codes.name })).outputs;
      assert.equal(secretSource, "unknown");
      assert.ok(!("appSecret" in others) && !("secretUsableFrom" in others));
      const odd = { ...outputs, appSecret: {}, secretUsableFrom: 5 } as unknown as ApplicationOutputs;
      const { outputs: after } = await read(id, odd);
      assert.ok(!("appSecret" in after) && !("secretUsableFrom" in after));
    });

    for (const [status, body] of [
      [404, '{"error_code":"APIGW.0101","error_msg":"The API does not exist"}'],
      [404, "{}"],
      [403, '{"error_code":"MSGSMS.0104"}'],
      [500, "{}"],
    ] as const) {
      it(`takes ${status} ${body} for a failure, not for a missing application`, async () => {
        const { id, outputs } = await create(codes);
        const proxy = await FaultyProxy.start(world.emulator.url);
        try {
          world.endpoint = proxy.url;
          proxy.fault = () => ({ status, body });
          assert.match(await codeOf(read(id, outputs)), /^SMS3(?!006)/);
          assert.ok(proxy.seen.every((method) => method === "GET"));
        } finally {
          await proxy.stop();
        }
      });
    }

    it("looks for a missing application in the other profiles only, and passes a bug on", async () => {
      const { id, outputs } = await create(codes);
      await world.control("POST", "reset");
      world.profiles = ["mine", "other"];
      const missing = await thrownBy(read(id, { ...outputs, profile: "mine" }));
      assert.ok(missing instanceof ForeseenError && missing.cause instanceof ForeseenError);
      assert.match(missing.message, /profile other +\S/);
      assert.ok(!missing.message.includes("profile mine"));
      const bug = new TypeError("a bug");
      const run = world.runWith(() => ({ listApplications: () => Promise.reject(bug) }));
      assert.equal(await thrownBy(read(id, outputs, run)), bug);
      for (const part of [{ name: "login-codes" }, { market: "chinese-mainland" }] as const)
        assert.match(((await thrownBy(read(id, part))) as Error).message, /^SMS2007: (?!.*same name)/s);
    });
  });

  describe("console-only settings", () => {
    const declared = ["203.0.113.10", "2001:db8::1"];
    const statusOf = async (id: string, outputs: ApplicationOutputs, live: string[] | undefined) =>
      (await read(id, outputs, showing({ ipWhitelist: live }))).outputs.consoleChanges;

    it("are verified by what the service shows, in any order and spelling", async () => {
      const { id, outputs } = await create({ ...codes, ipWhitelist: declared });
      const live = ["2001:0DB8:0:0:0:0:0:1", "203.0.113.10"];
      said();
      const [change, ...others] = await statusOf(id, outputs, live);
      assert.equal(said(), "");
      assert.deepEqual([change?.status, change?.value, "liveValue" in (change ?? {}), others], ["verified", declared, false, []]);
    });

    it("differ when the service shows others, also when a person confirmed them", async () => {
      const { id, outputs } = await create({ ...codes, ipWhitelist: declared, confirmedInConsole: { ipWhitelist: declared } });
      const [differing] = await statusOf(id, outputs, ["203.0.113.10", "2001:db8::2"]);
      assert.deepEqual([differing?.status, differing?.liveValue], ["differs", ["203.0.113.10", "2001:db8::2"]]);
      const [empty] = await statusOf(id, outputs, []);
      assert.deepEqual([empty?.status, "liveValue" in (empty ?? {})], ["todo", false]);
      said();
      const [unseen] = await statusOf(id, outputs, undefined);
      assert.equal(said(), "", "nothing to do, and nothing seen");
      assert.equal(unseen?.status, "confirmed");
    });

    it("are compared with the whitelist only where they are the whitelist", async () => {
      const inputs: ApplicationInputs = {
        ...{ ...whole, uplinkSendTime: true, statusReportDestination: "https://sms.example.com/report" },
        confirmedInConsole: { uplinkSendTime: true, statusReportDestination: "https://sms.example.com/other" },
      };
      const { id, outputs } = await create(inputs);
      const changes = await statusOf(id, outputs, ["203.0.113.10"]);
      assert.deepEqual(
        changes.map(({ setting, status }) => [setting, status]),
        [
          ["uplinkSendTime", "confirmed"],
          ["statusReportDestination", "todo"],
        ],
      );
    });

    it("are not asked for again when they are verified, confirmed or unchanged", async () => {
      const confirmed = { ...orders, ipWhitelist: declared, confirmedInConsole: { ipWhitelist: declared } };
      const { id, outputs } = await create({ ...confirmed, appSecret: "Given" });
      assert.equal(said(), "");
      const unconfirmed = { ...orders, ipWhitelist: declared, appSecret: "Given" };
      const after = await update(id, outputs, unconfirmed);
      assert.equal(after.consoleChanges[0]?.status, "todo");
      assert.equal(said(), "", "the value is the one that was declared");
    });

    it("keep what the last refresh saw when only the record changes", async () => {
      const { id, outputs } = await create({ ...codes, ipWhitelist: declared, statusReportDestination: "https://sms.example.com/report" });
      const withSecret = {
        ...codes,
        ipWhitelist: declared,
        statusReportDestination: "https://sms.example.com/report",
        appSecret: "Rotated",
      };
      for (const [live, status] of [
        [declared, "verified"],
        [["198.51.100.1"], "differs"],
        [undefined, "todo"],
      ] as const) {
        const seen = (await read(id, outputs, showing({ ipWhitelist: live }))).outputs;
        await world.requests();
        const after = await update(id, seen, withSecret);
        assert.deepEqual(await world.requests(), []);
        assert.deepEqual(after.consoleChanges, seen.consoleChanges);
        assert.equal(after.consoleChanges.find(({ setting }) => setting === "ipWhitelist")?.status, status);
      }
      const { consoleChanges, ...older } = outputs;
      assert.ok(consoleChanges.length > 0);
      assert.equal((await update(id, older, withSecret)).consoleChanges.length, 2, "state of an older version");
      const { id: plainId, outputs: plain } = await create({ ...codes, name: "plain" });
      assert.deepEqual((await update(plainId, plain, { ...codes, name: "plain", deletionPolicy: "abandon" })).consoleChanges, []);
    });
  });

  describe("secrets", () => {
    it("keep the time from which they work when the declared one is the recorded one", async () => {
      const { id, outputs } = await create(codes);
      world.time = new Date(world.time.getTime() + 3_600_000);
      const declared = await update(id, outputs, { ...codes, appSecret: outputs.appSecret! });
      assert.deepEqual([declared.secretSource, declared.secretUsableFrom], ["given", outputs.secretUsableFrom]);
    });

    it("are kept without a word when they came with the creation", async () => {
      const { id, outputs } = await create(codes);
      const after = await update(id, outputs, { ...codes, name: "renamed" });
      assert.deepEqual([after.appSecret, after.secretSource, said()], [outputs.appSecret, "created", ""]);
    });

    it("come with a look at an application that the state knows incompletely", async () => {
      const { id, outputs } = await create(codes);
      const { status, ...incomplete } = outputs;
      assert.ok(status);
      await world.requests();
      assert.equal((await update(id, incomplete, { ...codes, appSecret: "Rotated" })).status, status);
      assert.deepEqual(await world.requests(), ["GET ShowApp"]);
    });
  });

  describe("the account", () => {
    const moves = { cloudRegion: "cn-south-1", projectId: "ff", endpoint: "https://former.example.com" } as const;
    const former = () => world.runWith(() => ({ formerEndpoint: moves.endpoint }));

    for (const setting of ["cloudRegion", "projectId", "endpoint"] as const) {
      it(`is the one that the application was made in: ${setting}`, async () => {
        const { id, outputs } = await create(codes);
        await world.requests();
        const moved = { ...outputs, [setting]: moves[setting] };
        const renamed = { ...codes, name: "renamed" };
        assert.equal(await codeOf(read(id, moved)), "SMS2008");
        assert.equal(await codeOf(update(id, moved, renamed)), "SMS2008");
        assert.equal(await codeOf(recognize(id, moved, renamed)), "SMS2008");
        assert.deepEqual(await world.requests(), []);
        const excused = setting === "endpoint";
        assert.equal(await codeOrDone(read(id, moved, former())), excused ? "done" : "SMS2008");
      });
    }

    it("is not excused by a former endpoint that happens to be the project", async () => {
      const { id, outputs } = await create(codes);
      const run = world.runWith(() => ({ formerEndpoint: "ff" }));
      assert.equal(await codeOf(read(id, { ...outputs, projectId: "ff" }, run)), "SMS2008");
    });

    it("is not asked for where nothing is recorded of it", async () => {
      const { id } = await create(codes);
      assert.equal((await read(id, { market: codes.market, name: codes.name })).outputs.projectId, chinaProject);
    });

    it("must be the configuration's, also for what is unchanged; a place that the configuration does not name is not compared", async () => {
      const { id, outputs } = await create(codes);
      const moved = { ...outputs, projectId: "ff" };
      assert.equal(await codeOf(recognize(id, moved, codes)), "SMS2008");
      recognizeApplication(id, moved, codes, world.newRun({ placeOf: () => ({ cloudRegion: "cn-north-4" }) }));
      assert.equal(await codeOf(recognize(id, moved, { ...codes, appSecret: outputs.appSecret! })), "SMS2008");
    });

    it("keeps the application's note where it cannot be removed, unless that is a bug", async () => {
      const { id, outputs } = await create(codes);
      const bug = new TypeError("a bug");
      const { intents } = world.newRun().run;
      const failing = (error: Error) => {
        const settle = () => {
          throw error;
        };
        return world.newRun({ intents: Object.assign(Object.create(intents) as typeof intents, { settle }) });
      };
      recognizeApplication(id, outputs, codes, failing(new ForeseenError({ code: "SMS2022", what: "the folder", facts: [], do: [] })));
      assert.match(said(), /^SMS2212: .*\n.*cause +SMS2022: the folder\n/s);
      assert.throws(() => recognizeApplication(id, outputs, codes, failing(bug)), bug);
    });

    const recognize = (id: string, outputs: ApplicationOutputs, inputs: ApplicationInputs) =>
      Promise.resolve().then(() => recognizeApplication(id, outputs, inputs, world.newRun()));
  });

  describe("adoption", () => {
    it("takes only what it names: exactly the name, exactly the id", async () => {
      await world.control("POST", "seed", { quota: 3, applications: [] });
      await world.seed({ ...codes, name: "login-codes-2" }, { ...codes, name: "Login-codes" });
      assert.equal(await codeOf(create({ ...codes, adopt: "by-name" })), "SMS2012");
      assert.equal(await codeOf(create({ ...codes, adopt: someId.slice(0, 8) })), "SMS2012");
      const { id, outputs } = await create(codes);
      assert.equal(outputs.adopted, false);
      assert.deepEqual([(await world.alive()).length, (await world.alive()).some((one) => one.id === id)], [3, true]);
    });

    it("is no adoption of what exists by accident", async () => {
      await world.seed({ ...codes, id: someId });
      await world.requests();
      assert.equal(await codeOf(create(codes)), "SMS2001");
      assert.deepEqual(await world.requests(), ["GET ListAppDetails"]);
    });

    it("may stay declared, and may be named by the application's own id", async () => {
      const { id } = await create(codes);
      const { outputs } = await create({ ...codes, adopt: "by-name" });
      for (const adopt of ["by-name", id]) await assert.doesNotReject(update(id, outputs, { ...codes, adopt }));
      assert.equal(await codeOf(update(id, outputs, { ...codes, adopt: someId })), "SMS2013");
      const { adopt, ...without } = { ...codes, adopt: "by-name" };
      assert.deepEqual(await checked({ ...codes, adopt }, without), []);
      assert.deepEqual(await checked(without, { ...codes, adopt }), []);
      assert.deepEqual(await checked({ ...codes, adopt }, { ...codes, adopt, ipWhitelist: [] }), []);
    });

    const checked = (recorded: ApplicationInputs, inputs: ApplicationInputs) =>
      refusalsOf(recorded, { inputs, unknown: new Set() }, world.newRun());
  });

  async function codeOrDone(act: Promise<unknown>): Promise<string> {
    const error: unknown = await act.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error === undefined) return "done";
    assert.ok(error instanceof ForeseenError);
    return error.code;
  }
});

/** What the service shows: values that are undefined are not there. */
function shown(application: object): LiveApplication {
  return Object.fromEntries(Object.entries(application).filter(([, value]) => value !== undefined)) as unknown as LiveApplication;
}
