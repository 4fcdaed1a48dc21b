import assert from "node:assert/strict";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  checkApplication,
  createApplication,
  readApplication,
  recognizeApplication,
  requireAbandon,
  updateApplication,
  type Declaration,
  type OpenAccount,
  type Run,
} from "../../provider/application";
import type { ManagementApi } from "../../provider/service";
import { createManagementApi } from "../../provider/api";
import { secret, ForeseenError } from "../../provider/messages";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { FaultyProxy, type Fault } from "../support/service/faulty-proxy";
import { Gallery, steady } from "../support/life/gallery";
import { europeanProject, mainlandProject, World } from "../support/life/world";

const gallery = new Gallery(join(__dirname, "messages.golden.txt"));
const rewriting = process.env["UPDATE_GOLDEN"] === "1";

const codes: ApplicationInputs = { market: "chinese-mainland", name: "login-codes" };
const alerts: ApplicationInputs = { market: "international", name: "alerts" };
const orders: ApplicationInputs = { market: "european", name: "order_codes" };
const nowhere = "http://127.0.0.1:9";
const unheardOf = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";

/** Does one thing that says something: reasons to refuse, a failure or warnings. */
type Act = () => unknown;

describe("application: everything it says", () => {
  let world: World;
  let proxy: FaultyProxy;
  before(async () => {
    world = await World.start();
    proxy = await FaultyProxy.start(world.emulator.url);
  });
  after(async () => {
    if (rewriting) gallery.rewrite(titles);
    await proxy.stop();
    await world.stop();
  });
  beforeEach(async () => {
    await world.afresh();
    proxy.fault = () => "pass";
  });

  const titles: string[] = [];

  /** Prepares, then plays the act and compares all that was said with the gallery. */
  function scene(title: string, prepare: () => Promise<Act> | Act): void {
    titles.push(title);
    it(title, async () => {
      const act = await prepare();
      world.warnings.length = 0;
      const ended = await endOf(act);
      const said = [...world.warnings.map((text) => `warning: ${text}`), ...ended];
      const text = steady(said.join("\n").replaceAll(world.intentFolder, "<state folder>"));
      if (rewriting) gallery.note(title, text);
      else assert.equal(text, gallery.textOf(title), `${title}: read it; if it is better than before: UPDATE_GOLDEN=1`);
    });
  }

  async function endOf(act: Act): Promise<string[]> {
    try {
      const result = await act();
      if (!Array.isArray(result)) return ["done"];
      return result.length === 0 ? ["accepted"] : result.map((reason) => `refused: ${String(reason)}`);
    } catch (error) {
      if (!(error instanceof ForeseenError)) throw error;
      return [`error: ${error.message}`];
    }
  }

  const check = (
    inputs: Partial<ApplicationInputs>,
    recorded: Partial<ApplicationInputs> = {},
    run = world.newRun(),
    further: Partial<Declaration> = {},
  ) => checkApplication(recorded, { inputs, unknown: new Set(), ...further }, run);
  const create = (inputs: ApplicationInputs, run = world.newRun()) => createApplication(inputs, run);
  const created = async (inputs: ApplicationInputs) => {
    const { id, outputs } = await create(inputs);
    return { id, outputs, read: () => readApplication(id, outputs, world.newRun()) };
  };
  const seed = (...applications: object[]) => world.seed(...applications);
  const quota = (allowed: number) => world.control("POST", "seed", { quota: allowed, applications: [] });
  const through = (fault: (method: string, path: string) => Fault) => {
    world.endpoint = proxy.url;
    proxy.fault = fault;
  };
  const toPost =
    (fault: Fault) =>
    (method: string): Fault =>
      method === "POST" ? fault : "pass";
  const runWith = (change: (api: ManagementApi) => Partial<OpenAccount>) => world.runWith(change);
  const blockStateFolder = () => {
    world.kill();
    rmSync(world.intentFolder, { recursive: true, force: true });
    writeFileSync(world.intentFolder, "");
  };

  describe("preview", () => {
    scene("preview: a value that is not allowed", () => () => check({ ...alerts, name: "al-erts", ipWhitelist: ["203.0.113.300"] }));
    scene("preview: a setting that nobody knows", () => () => check({ ...alerts, uplink: "x" } as ApplicationInputs));
    scene("preview: a value of the wrong kind", () => () => {
      return check({ ...alerts, confirmedInConsole: 5, appSecret: "with a line\nbreak" } as unknown as ApplicationInputs);
    });
    scene("preview: another market", () => () => check({ ...codes, name: "alerts" }, alerts));
    scene("preview: another profile", () => () => check({ ...alerts, profile: "b" }, { ...alerts, profile: "a" }));
    scene("preview: a profile for the first time", () => () => check({ ...alerts, profile: "b" }, alerts));
    scene("preview: a broken rule and another market at once", () => () => check({ ...codes, name: "" }, alerts));
    scene("preview: another application to adopt", () => () => check({ ...alerts, adopt: "a-2" }, { ...alerts, adopt: "a-1" }));
    scene("preview: a test signature too late", () => () => check({ ...codes, testSignatureAndTemplate: true }, codes));
    scene("preview: a test signature taken back", () => () => {
      return check({ ...codes, testSignatureAndTemplate: false }, { ...codes, testSignatureAndTemplate: true });
    });
    scene("preview: a name that exists", async () => {
      await seed(alerts);
      return () => check(alerts);
    });
    scene("preview: a name that several have", async () => {
      await seed(alerts, alerts);
      return () => check(alerts);
    });
    scene("preview: a new name that another one has", async () => {
      await seed(alerts, { ...alerts, name: "orders" });
      return () => check({ ...alerts, name: "orders" }, alerts);
    });
    scene("preview: nothing to adopt by name, and none exist", () => () => check({ ...alerts, adopt: "by-name" }));
    scene("preview: no application with the id to adopt", async () => {
      await seed(alerts, { ...alerts, name: "orders" });
      return () => check({ ...alerts, adopt: unheardOf });
    });
    scene("preview: the id to adopt is that of another market", async () => {
      await seed({ ...codes, id: unheardOf });
      return () => check({ ...alerts, adopt: unheardOf });
    });
    scene("preview: several to adopt by name", async () => {
      await seed(alerts, alerts);
      return () => check({ ...alerts, adopt: "by-name" });
    });
    scene("preview: two resources adopt one application", async () => {
      await seed({ ...alerts, id: unheardOf });
      const run = world.newRun();
      assert.deepEqual(await check({ ...alerts, adopt: unheardOf }, {}, run), []);
      return () => check({ ...alerts, name: "other", adopt: unheardOf }, {}, run);
    });
    scene("preview: an adopted application gets a name that another one has", async () => {
      await seed({ ...alerts, id: unheardOf }, { ...alerts, name: "orders" });
      return () => check({ ...alerts, name: "orders", adopt: unheardOf });
    });
    scene("preview: one name for two resources", async () => {
      const run = world.newRun();
      assert.deepEqual(await check(alerts, {}, run), []);
      return () => check(alerts, {}, run);
    });
    scene("preview: a replacement", async () => {
      const run = world.newRun();
      assert.deepEqual(await check(alerts, alerts, run), []);
      return () => check(alerts, {}, run);
    });
    scene("preview: more new applications than the quota leaves", async () => {
      await seed({ ...alerts, name: "older" });
      const run = world.newRun();
      assert.deepEqual(await check(alerts, {}, run), []);
      return () => check({ ...alerts, name: "orders" }, {}, run);
    });
    scene("preview: one refusal tells of the others in the manifest", async () => {
      await seed(alerts, { ...alerts, name: "orders" }, { ...alerts, name: "twice" }, { ...alerts, name: "twice" });
      const siblings = [
        alerts,
        { ...alerts, name: "orders" },
        { ...alerts, name: "new" },
        { ...alerts, name: "newer" },
        { ...alerts, name: "missing", adopt: "by-name" },
        { ...alerts, name: "twice", adopt: "by-name" },
      ];
      return () => check(alerts, {}, world.newRun(), { siblings });
    });
    scene("preview: an application that a killed run has left", async () => {
      await world.killedAfter(codes, (api) => api.createApplication(codes));
      return () => check(codes);
    });
    scene("preview: an application that a killed run may have left, under another name by now", async () => {
      await world.killedAfter(codes, (api) => api.createApplication(codes));
      const [left] = await world.alive();
      await seed({ id: left?.id, name: "renamed" });
      return () => check(codes);
    });
    scene("preview: two applications that a killed run may have left", async () => {
      await world.killedAfter(codes, (api) => api.createApplication(codes));
      await seed(codes);
      return () => check(codes);
    });
    scene("preview: a note of an earlier run that nobody can read", async () => {
      await world.killedAfter(codes, (api) => api.createApplication(codes));
      for (const file of readdirSync(world.intentFolder)) writeFileSync(join(world.intentFolder, file), "{}");
      return () => check(codes);
    });
    scene("preview: the service cannot be reached", () => {
      world.endpoint = nowhere;
      return () => check(alerts);
    });
    scene("preview: the service cannot be reached, and the check is required", () => {
      world.endpoint = nowhere;
      world.preflightRequired = true;
      return () => check(alerts);
    });
    scene(
      "preview: wrong credentials",
      () => () =>
        check(
          alerts,
          {},
          runWith(() => wrongSecret(world)),
        ),
    );
  });

  describe("create", () => {
    scene("create: a name that exists", async () => {
      await seed(codes);
      return () => create(codes);
    });
    scene("create: the quota is used up", async () => {
      await quota(0);
      return () => create(codes);
    });
    scene("create: no permission", () => {
      through(toPost({ status: 403, body: '{"error_code":"APIGW.0302","error_msg":"The IAM user is not authorized"}' }));
      return () => create(codes);
    });
    scene("create: the service cannot be reached", () => {
      world.endpoint = nowhere;
      return () => create(codes);
    });
    scene("create: the answer is lost, and the list shows the application", () => {
      through(toPost("lose-answer"));
      return () => create(codes);
    });
    scene("create: the answer is lost, and nothing appears", () => {
      through(toPost({ status: 504, body: "{}" }));
      return () => create(codes);
    });
    scene("create: the answer is lost, and several appear", () => {
      through(toPost("lose-answer"));
      world.whilePausing = () => seed(codes);
      return () => create(codes);
    });
    scene("create: the answer is lost, and the list as well", () => {
      let posted = false;
      const run = runWith((api) => ({
        createApplication: (application) => {
          posted = true;
          return api.createApplication(application);
        },
        listApplications: async (market) => {
          if (posted) world.endpoint = nowhere;
          return posted ? world.api(market).listApplications(market) : api.listApplications(market);
        },
      }));
      through(toPost("lose-answer"));
      return () => create(codes, run);
    });
    scene("create: the application cannot be read back", () => {
      const reason = { status: 403, body: '{"error_code":"MSGSMS.0104"}' };
      through((method, path) => (method === "GET" && !path.includes("apps?") ? reason : "pass"));
      return () => create(codes);
    });
    scene("create: reading back fails in a way that nobody foresaw", () => () => {
      return create(
        codes,
        runWith(() => ({ showApplication: () => Promise.reject(new Error("nobody foresaw this")) })),
      );
    });
    scene("create: a setting did not take", () => {
      const uplinkDestination = "https://sms.example.com/uplink";
      const run = runWith((api) => ({
        showApplication: async (id) => ({ ...(await api.showApplication(id)), uplinkDestination: "", enterpriseProjectId: "0" }),
      }));
      return () => create({ ...codes, uplinkDestination, enterpriseProjectId: "ep-1" }, run);
    });
    scene("create: the answer holds an id and is not as documented", () => {
      through(toPost({ status: 200, body: JSON.stringify({ id: unheardOf, app_key: 7, app_secret: "ShownOnlyOnce" }) }));
      return () => create(codes);
    });
    scene("create: the state folder cannot be used", () => {
      blockStateFolder();
      return () => create(codes);
    });
    scene("create: the note of a created application cannot be completed", () => () => {
      const run = runWith((api) => ({
        createApplication: async (application) => {
          const answer = await api.createApplication(application);
          blockStateFolder();
          return answer;
        },
      }));
      return create(codes, run);
    });
    scene("create: an earlier run was killed, and its application is there", async () => {
      await world.killedAfter(codes, (api) => api.createApplication(codes));
      return () => create(codes);
    });
    scene("create: an earlier run was killed, and its application never appears", async () => {
      await world.killedAfter(codes, () => Promise.resolve());
      return () => create(codes);
    });
    scene("create: an application of a killed run cannot be brought to what is declared", async () => {
      await world.killedAfter(codes, (api) => api.createApplication(codes));
      const run = runWith(() => ({ updateApplication: () => Promise.resolve() }));
      return () => create({ ...codes, uplinkDestination: "https://sms.example.com/uplink" }, run);
    });
    scene("create: settings that only the console can set", () => () => {
      return create({
        ...codes,
        uplinkDestination: "https://sms.example.com/uplink",
        uplinkSendTime: true,
        statusReportDestination: "https://sms.example.com/report",
        ipWhitelist: ["203.0.113.10", "203.0.113.11"],
      });
    });
    scene("create: no send time, in the mainland", () => () => {
      return create({ ...codes, uplinkDestination: "https://sms.example.com/uplink", uplinkSendTime: false });
    });
    scene("create: settings that only the console can set, for an international application", () => () => {
      return create({ ...alerts, statusReportDestination: "https://sms.example.com/report", ipWhitelist: [] });
    });
    scene("create: a European application, with a whitelist", () => () => create({ ...orders, ipWhitelist: ["203.0.113.10"] }));
    scene("create: a European application for no address at all", () => () => create({ ...orders, ipWhitelist: [] }));
    for (const status of ["CREATED", "PROCESSING", "SUSPENDED"]) {
      scene(`create: the new application has the status ${status}`, () => () => {
        return create(
          codes,
          runWith((api) => ({ showApplication: async (id) => ({ ...(await api.showApplication(id)), status }) })),
        );
      });
    }
  });

  describe("adopt", () => {
    scene("adopt: by name, with things left to do", async () => {
      await seed(codes);
      return () => create({ ...codes, adopt: "by-name", ipWhitelist: ["203.0.113.10"] });
    });
    scene("adopt: none has the name", () => () => create({ ...codes, adopt: "by-name" }));
    scene("adopt: none has the id", () => () => create({ ...codes, adopt: unheardOf }));
    scene("adopt: several have the name", async () => {
      await seed(codes, codes);
      return () => create({ ...codes, adopt: "by-name" });
    });
    scene("adopt: a setting did not take", async () => {
      await seed({ ...codes, id: unheardOf, name: "older" });
      return () =>
        create(
          { ...codes, adopt: unheardOf },
          runWith(() => ({ updateApplication: () => Promise.resolve() })),
        );
    });
    scene("adopt: the change fails in a way that nobody foresaw", async () => {
      await seed({ ...codes, id: unheardOf, name: "older" });
      return () =>
        create(
          { ...codes, adopt: unheardOf },
          runWith(() => ({ updateApplication: () => Promise.reject(new Error("nobody foresaw this")) })),
        );
    });
  });

  describe("refresh", () => {
    scene("refresh: the application does not exist", async () => {
      const { read } = await created(codes);
      await world.control("POST", "reset");
      return read;
    });
    scene("refresh: the application exists under another id, and in the account of another profile", async () => {
      const { id, outputs } = await created(codes);
      world.profiles = ["other", "moved"];
      const openAccount: Run["openAccount"] = (inputs) => {
        const api = world.api(inputs.market);
        return inputs.profile === "moved" ? { ...api, showApplication: () => api.showApplication(id) } : api;
      };
      return () => readApplication(unheardOf, outputs, world.newRun({ openAccount }));
    });
    scene("refresh: nothing is recorded of an application that does not exist", () => () => {
      return readApplication(unheardOf, {}, world.newRun());
    });
    scene("refresh: neither the application nor the list can be seen", () => () => {
      const run = runWith(() => ({ listApplications: () => wrongSecret(world).listApplications("chinese-mainland") }));
      return readApplication(unheardOf, codes, run);
    });
    scene("refresh: the service cannot be reached", async () => {
      const { read } = await created(codes);
      world.endpoint = nowhere;
      return read;
    });
    for (const moved of [
      { cloudRegion: "cn-south-1" },
      { projectId: europeanProject },
      { endpoint: "https://former.example.com" },
    ] as const) {
      scene(`refresh: another ${Object.keys(moved).join("")} than the application was made in`, async () => {
        const { id, outputs } = await created(codes);
        return () => readApplication(id, { ...outputs, ...moved }, world.newRun());
      });
    }
    for (const status of ["CREATED", "PROCESSING", "SUSPENDED"]) {
      scene(`refresh: the status is ${status}`, async () => {
        const { id, read } = await created(codes);
        await seed({ id, status });
        return read;
      });
    }
    scene("refresh: the status is normal again", async () => {
      const { id, outputs } = await created(codes);
      return () => readApplication(id, { ...outputs, status: "SUSPENDED" }, world.newRun());
    });
    scene("refresh: the service shows no status any more", async () => {
      const { id, outputs } = await created(codes);
      const run = runWith((api) => ({
        showApplication: async (asked) => {
          const { status, ...live } = await api.showApplication(asked);
          assert.ok(status);
          return live;
        },
      }));
      return () => readApplication(id, outputs, run);
    });
    scene("refresh: the whitelist on the console is another one", async () => {
      const { id, read } = await created({ ...codes, ipWhitelist: ["203.0.113.10", "203.0.113.11"] });
      await seed({ id, ipWhitelist: ["198.51.100.1", "198.51.100.2"] });
      return read;
    });
    scene("refresh: an uplink destination that is not declared", async () => {
      const { id, read } = await created(codes);
      await seed({ id, uplinkDestination: "https://sms.example.com/uplink" });
      return read;
    });
    scene("refresh: the state folder cannot be used", async () => {
      const { read } = await created(codes);
      blockStateFolder();
      return read;
    });
  });

  describe("update", () => {
    scene("update: another account, seen in the preview", async () => {
      const { id, outputs } = await created(codes);
      const moved = { ...outputs, projectId: europeanProject };
      return () => recognizeApplication(id, moved, { ...codes, name: "renamed" }, world.newRun());
    });
    scene("update: another account", async () => {
      const { id, outputs } = await created(codes);
      const moved = { ...outputs, projectId: europeanProject };
      return () => updateApplication(id, moved, { ...codes, name: "renamed" }, world.newRun());
    });
    scene("update: another application to adopt", async () => {
      const { id, outputs } = await created(codes);
      return () => updateApplication(id, outputs, { ...codes, adopt: unheardOf }, world.newRun());
    });
    scene("update: a setting did not take", async () => {
      const { id, outputs } = await created(codes);
      const run = runWith(() => ({ updateApplication: () => Promise.resolve() }));
      const inputs = { ...codes, name: "renamed", uplinkDestination: "https://sms.example.com/uplink" };
      return () => updateApplication(id, outputs, inputs, run);
    });
    scene("update: the answer is lost, and the setting did not take", async () => {
      const { id, outputs } = await created(codes);
      through((method) => (method === "PUT" ? { status: 500, body: '{"error_code":"MSGSMS.0001","error_msg":"internal"}' } : "pass"));
      return () => updateApplication(id, outputs, { ...codes, name: "renamed" }, world.newRun());
    });
    scene("update: the change cannot be read back", async () => {
      const { id, outputs } = await created(codes);
      let sent = false;
      through((method) => {
        if (method === "PUT") sent = true;
        return sent && method === "GET" ? { status: 403, body: '{"error_code":"APIGW.0302"}' } : "pass";
      });
      return () => updateApplication(id, outputs, { ...codes, name: "renamed" }, world.newRun());
    });
    scene("update: the new name is in use", async () => {
      const { id, outputs } = await created(codes);
      await seed({ ...codes, name: "renamed" });
      return () => updateApplication(id, outputs, { ...codes, name: "renamed" }, world.newRun());
    });
    scene("update: a rotated secret", async () => {
      const { id, outputs } = await created(codes);
      return () => updateApplication(id, outputs, { ...codes, appSecret: "TakenFromTheConsole" }, world.newRun());
    });
    scene("update: the secret is no longer declared", async () => {
      const { id, outputs } = await created({ ...codes, appSecret: "TakenFromTheConsole" });
      return () => updateApplication(id, outputs, codes, world.newRun());
    });
    scene("update: the whitelist is another one", async () => {
      const { id, outputs } = await created({ ...codes, ipWhitelist: ["203.0.113.10"] });
      return () => updateApplication(id, outputs, { ...codes, ipWhitelist: ["203.0.113.10", "203.0.113.11"] }, world.newRun());
    });
  });

  describe("deletion", () => {
    scene("deletion: not accepted", () => () => requireAbandon(unheardOf, codes));
    scene("deletion: not accepted, and no name is recorded", () => () => requireAbandon(unheardOf, { deletionPolicy: "prevent" }));
  });

  it("has no scene in the file that is not played, and each once", () => {
    if (rewriting) return;
    assert.deepEqual(gallery.titles, titles);
  });

  it("shows no secret in any of them", () => {
    const everything = gallery.titles.map((title) => gallery.textOf(title)).join("\n");
    for (const secret of ["ShownOnlyOnce", "TakenFromTheConsole", "emulator-secret-key", "not-the-secret-key"])
      assert.ok(!everything.includes(secret), secret);
    assert.ok(everything.includes("SMS2001"));
  });
});

function wrongSecret(world: World): ManagementApi {
  return createManagementApi(
    {
      cloudRegion: "cn-north-4",
      projectId: mainlandProject,
      endpoint: world.endpoint,
      accessKey: "emulator-access-key",
      secretKey: secret("not-the-secret-key"),
    },
    { clock: () => new Date() },
  );
}
