import assert from "node:assert/strict";
import {
  CreatedIncompleteError,
  createApplication,
  type Run,
  readApplication,
  requireAbandon,
  updateApplication,
  type ApplicationOutputs,
} from "../../provider/application";
import { ForeseenError } from "../../provider/messages";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { FaultyProxy, type Fault } from "../support/service/faulty-proxy";
import { World } from "../support/life/world";
import { chinaProject, europeanProject } from "../support/service/projects";

const codes: ApplicationInputs = {
  market: "chinese-mainland",
  name: "login-codes",
  uplinkDestination: "https://sms.example.com/uplink",
  ipWhitelist: ["203.0.113.10", "203.0.113.11"],
};

async function refusal(act: () => Promise<unknown>, code: string): Promise<ForeseenError> {
  const error = await act().then(
    () => assert.fail(`expected ${code}`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ForeseenError, String(error));
  assert.equal(error.code, code, error.message);
  return error;
}

describe("life: create, read, update, deletion", () => {
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
    await world.control("POST", "reset");
    world.endpoint = world.emulator.url;
    world.time = new Date();
    world.warnings.length = 0;
    proxy.fault = () => "pass";
    proxy.seen.length = 0;
    world.pauses.length = 0;
    world.whilePausing = () => Promise.resolve();
  });

  const create = (inputs: ApplicationInputs) => createApplication(inputs, world.newRun());
  const through = (fault: (method: string, path: string) => Fault) => {
    world.endpoint = proxy.url;
    proxy.fault = fault;
  };

  describe("create", () => {
    it("creates with one POST, reads back, and returns every input and output", async () => {
      const { id, outputs } = await create(codes);
      assert.deepEqual((await world.requests()).sort(), ["GET ListAppDetails", "GET ShowApp", "POST CreateApp"]);
      const { appKey, appSecret, createTime, updateTime, secretUsableFrom, consoleChanges, ...rest } = outputs;
      assert.match(id, /^[0-9a-f-]{36}$/);
      assert.match(appKey ?? "", /^[A-Za-z0-9]{28}$/);
      assert.match(appSecret ?? "", /^[A-Za-z0-9]{28}$/);
      assert.match(`${createTime} ${updateTime}`, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \d{4}-/);
      assert.equal(secretUsableFrom, world.time.toISOString());
      assert.deepEqual(consoleChanges, [
        {
          setting: "ipWhitelist",
          value: codes.ipWhitelist,
          status: "todo",
          instruction:
            "Message & SMS console, Chinese Mainland SMS, application login-codes: set IP Whitelist to 203.0.113.10,203.0.113.11. It takes effect 10 to 15 minutes later.",
        },
      ]);
      assert.deepEqual(rest, {
        ...codes,
        secretSource: "created",
        status: "LAUNCHED",
        accessAddress: "https://smsapi.cn-north-4.myhuaweicloud.com:443",
        adopted: false,
        cloudRegion: "cn-north-4",
        projectId: chinaProject,
        endpoint: world.emulator.url,
      });
    });

    it("says that the European site gives no secret", async () => {
      const { outputs } = await create({ market: "european", name: "order_codes" });
      assert.equal(outputs.appSecret, undefined);
      assert.equal(outputs.secretSource, "unknown");
      assert.equal(outputs.secretUsableFrom, undefined);
      assert.match(outputs.channelNumber ?? "", /^isms/);
      assert.equal(outputs.projectId, europeanProject);
    });

    it("refuses a name that exists, with its id, and sends no POST", async () => {
      const { id } = await create(codes);
      await world.requests();
      const error = await refusal(() => create(codes), "SMS2001");
      assert.ok(error.message.includes(`adopt: ${id}`));
      assert.ok(!(await world.requests()).some((request) => request.startsWith("POST")));
    });

    it("uses one list for all creations of a run, and two calls for each application", async () => {
      await world.control("POST", "seed", { quota: 20, applications: [] });
      const run = world.newRun();
      await Promise.all(Array.from({ length: 10 }, (_, index) => createApplication({ ...codes, name: `app-${index}` }, run)));
      const requests = await world.requests();
      assert.equal(requests.filter((request) => request === "GET ListAppDetails").length, 1);
      assert.equal(requests.length, 1 + 20);
      assert.equal((await world.alive()).length, 10);
    });

    it("does not create two of one name that are asked for at once", async () => {
      const run = world.newRun();
      const ends = await Promise.allSettled([createApplication(codes, run), createApplication(codes, run)]);
      assert.deepEqual(ends.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
      assert.equal((await world.alive()).length, 1);
    });

    it("reports a refusal of the service as not created", async () => {
      await world.control("POST", "seed", { quota: 0, applications: [] });
      const error = await refusal(() => create(codes), "SMS2004");
      assert.match(error.message, /^SMS2004: login-codes was not created\n +why +nothing was done, so it is safe to run again\n/);
      assert.deepEqual(await world.alive(), []);
    });

    it("finds the application whose answer was lost, sends nothing again, and says that the secret is unknown", async () => {
      through((method) => (method === "POST" ? "lose-answer" : "pass"));
      const { id, outputs } = await create(codes);
      assert.equal(proxy.seen.filter((method) => method === "POST").length, 1);
      assert.deepEqual(
        (await world.alive()).map((application) => application.id),
        [id],
      );
      assert.deepEqual([outputs.secretSource, outputs.status, outputs.uplinkDestination], ["unknown", "LAUNCHED", codes.uplinkDestination]);
      assert.match(outputs.appKey ?? "", /^[A-Za-z0-9]{28}$/);
      assert.match(
        world.warnings.join("\n"),
        /login-codes was created, although the answer was lost\n[^]*the secret of login-codes is not known\n/,
      );
    });

    it("finds one that is listed only later", async () => {
      let looks = 0;
      const hidden = { status: 200, body: JSON.stringify({ results: [], total: 0 }) };
      through((method, path) => (method === "POST" ? "lose-answer" : path.includes("apps?") && ++looks <= 4 ? hidden : "pass"));
      const { id } = await create(codes);
      assert.equal((await world.alive())[0]?.id, id);
      assert.ok(world.pauses.length >= 4);
    });

    for (const status of [408, 500, 502, 503, 504]) {
      it(`takes status ${status} to the POST for a lost answer: nothing appears, so nothing was created`, async () => {
        through((method) => (method === "POST" ? { status, body: "{}" } : "pass"));
        const error = await refusal(() => create(codes), "SMS2004");
        assert.match(
          error.message,
          /login-codes was probably not created\n +answer +none came\n +list +did not show it for 30 s\n.*it lists first$/s,
        );
        assert.equal(proxy.seen.filter((method) => method === "POST").length, 1);
      });
    }

    it("reports the outcome as unknown when nothing can be listed after a lost answer, and the next run takes the application over", async () => {
      let posted = false;
      through((method) => {
        if (method === "POST") posted = true;
        return method === "POST" ? "lose-answer" : posted ? { status: 502, body: "{}" } : "pass";
      });
      const error = await refusal(() => create(codes), "SMS2005");
      assert.match(error.message, /^SMS2005: it is not known whether login-codes was created\n/);
      assert.equal(proxy.seen.filter((method) => method === "POST").length, 1);
      world.endpoint = world.emulator.url;
      const [alive] = await world.alive();
      assert.equal((await create(codes)).id, alive?.id);
      assert.equal((await world.alive()).length, 1);
    });

    it("does not choose among several of that name that appeared", async () => {
      through((method) => (method === "POST" ? "lose-answer" : "pass"));
      world.whilePausing = () =>
        world
          .control("POST", "seed", { applications: [{ projectId: chinaProject, market: "chinese-mainland", name: "login-codes" }] })
          .then(() => undefined);
      const error = await refusal(() => create(codes), "SMS2005");
      assert.match(
        error.message,
        /^SMS2005: 2 applications named login-codes appeared, .*\n +exists .*\(id .*\n.*\(id .*: +adopt: <its id>/s,
      );
    });

    it("creates nothing when the list before the POST fails", async () => {
      through((_, path) => (path.includes("apps?") ? { status: 500, body: "{}" } : "pass"));
      await refusal(() => create(codes), "SMS3010");
      assert.ok(!proxy.seen.includes("POST"));
    });

    it("keeps id, key and secret when the application cannot be read back", async () => {
      through((_, path) => (/apps\/[^?]+$/.test(path) ? { status: 500, body: "{}" } : "pass"));
      const error = await refusal(() => create(codes), "SMS2011");
      assert.ok(error instanceof CreatedIncompleteError);
      const [alive] = await world.alive();
      const { appSecret, appKey, secretSource, market } = error.outputs as ApplicationOutputs;
      assert.equal(error.id, alive?.id);
      assert.match(appSecret ?? "", /^[A-Za-z0-9]{28}$/);
      assert.match(appKey ?? "", /^[A-Za-z0-9]{28}$/);
      assert.deepEqual([secretSource, market], ["created", "chinese-mainland"]);
      assert.ok(!error.message.includes(appSecret!) && !JSON.stringify(error.told).includes(appSecret!));
    });

    it("completes such an application in the next update, and keeps the secret", async () => {
      through((_, path) => (/apps\/[^?]+$/.test(path) ? { status: 500, body: "{}" } : "pass"));
      const error = await refusal(() => create(codes), "SMS2011");
      assert.ok(error instanceof CreatedIncompleteError);
      world.endpoint = world.emulator.url;
      const before = error.outputs as ApplicationOutputs;
      const outputs = await updateApplication(error.id, before, codes, world.newRun());
      assert.equal(outputs.status, "LAUNCHED");
      assert.equal(outputs.appSecret, before.appSecret);
    });

    it("keeps id and secret out of an answer that is otherwise not usable", async () => {
      const id = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";
      through((method) => (method === "POST" ? { status: 200, body: JSON.stringify({ id, app_key: 7, app_secret: "OnlyOnce" }) } : "pass"));
      const error = await refusal(() => create(codes), "SMS2011");
      assert.ok(error instanceof CreatedIncompleteError);
      const { appSecret, secretSource } = error.outputs as ApplicationOutputs;
      assert.deepEqual([error.id, appSecret, secretSource], [id, "OnlyOnce", "created"]);
      assert.ok(!error.message.includes("OnlyOnce"));
    });

    it("says which setting did not take", async () => {
      through((_, path) =>
        /apps\/[^?]+$/.test(path)
          ? { status: 200, body: JSON.stringify({ id: path.split("/").at(-1), app_name: "login-codes", region: "cn", up_link_addr: "" }) }
          : "pass",
      );
      const error = await refusal(() => create(codes), "SMS2011");
      assert.match(
        error.message,
        /did not apply uplinkDestination\n.*sent +uplinkDestination: "https:\/\/sms.example.com\/uplink"\n +shown +uplinkDestination: ""\n/s,
      );
    });
  });

  describe("adopt", () => {
    it("takes an application over by name, changes it to what is declared, and creates nothing", async () => {
      const { id } = await create({ market: "chinese-mainland", name: "login-codes" });
      await world.requests();
      const adopted = await create({ ...codes, adopt: "by-name" });
      assert.equal(adopted.id, id);
      assert.deepEqual([adopted.outputs.adopted, adopted.outputs.secretSource], [true, "unknown"]);
      assert.ok(!(await world.requests()).includes("POST CreateApp"));
      assert.equal((await world.alive())[0]?.uplinkDestination, codes.uplinkDestination);
    });

    it("takes one over by id and renames it; a given secret is known", async () => {
      const { id } = await create({ market: "chinese-mainland", name: "old" });
      const { outputs } = await create({ ...codes, adopt: id, appSecret: "TakenFromTheConsole" });
      assert.deepEqual([outputs.name, outputs.secretSource, outputs.appSecret], ["login-codes", "given", "TakenFromTheConsole"]);
      assert.deepEqual(
        (await world.alive()).map(({ name }) => name),
        ["login-codes"],
      );
    });

    it("says what is still to do: the unknown secret and the console-only settings", async () => {
      await create({ market: "chinese-mainland", name: "login-codes" });
      await create({ ...codes, adopt: "by-name" });
      assert.match(
        world.warnings.join("\n"),
        /the secret of login-codes is not known\n[^]*ipWhitelist of login-codes has to be entered on the console\n/,
      );
    });

    it("leaves a live value alone that nobody declared, also after a refresh", async () => {
      const { id } = await create(codes);
      const plain: ApplicationInputs = { market: "chinese-mainland", name: "login-codes", adopt: "by-name" };
      const { outputs } = await create(plain);
      const read = await readApplication(id, outputs, world.newRun());
      assert.equal(read.inputs.uplinkDestination, undefined);
      assert.match(
        world.warnings.join(),
        /has an uplink destination that is not declared\n.*: +uplinkDestination: https:\/\/sms.example.com\/uplink$/s,
      );
      await updateApplication(id, read.outputs, { ...plain, name: "renamed" }, world.newRun());
      assert.equal((await world.alive())[0]?.uplinkDestination, codes.uplinkDestination);
    });

    it("refuses when there is none", async () => {
      await refusal(() => create({ ...codes, adopt: "by-name" }), "SMS2012");
      assert.deepEqual(await world.alive(), []);
    });
  });

  describe("read", () => {
    it("gives back the declared inputs when nothing changed, and never the created secret among them", async () => {
      const { id, outputs } = await create(codes);
      const read = await readApplication(id, outputs, world.newRun());
      assert.deepEqual(read.inputs, codes);
      assert.deepEqual(read.outputs, outputs);
    });

    it("shows what was changed behind our back as inputs", async () => {
      const { id, outputs } = await create(codes);
      await world.control("POST", "seed", { applications: [{ id, projectId: chinaProject, name: "renamed", uplinkDestination: "" }] });
      const { inputs } = await readApplication(id, outputs, world.newRun());
      assert.equal(inputs.name, "renamed");
      assert.equal(inputs.uplinkDestination, undefined);
    });

    it("keeps a declared secret among the inputs", async () => {
      const { id, outputs } = await create({ ...codes, appSecret: "Given" });
      assert.equal((await readApplication(id, outputs, world.newRun())).inputs.appSecret, "Given");
    });

    it("tells whether the whitelist was entered on the console", async () => {
      const { id, outputs } = await create(codes);
      const enter = (ipWhitelist: string[]) =>
        world.control("POST", "seed", { applications: [{ id, projectId: chinaProject, ipWhitelist }] });
      await enter(["203.0.113.11", "203.0.113.10"]);
      const verified = await readApplication(id, outputs, world.newRun());
      assert.equal(verified.outputs.consoleChanges[0]?.status, "verified");
      assert.deepEqual(verified.inputs.ipWhitelist, codes.ipWhitelist);
      await enter(["198.51.100.1"]);
      const differs = await readApplication(id, verified.outputs, world.newRun());
      assert.deepEqual(differs.outputs.consoleChanges[0]?.liveValue, ["198.51.100.1"]);
      assert.match(
        world.warnings.join(),
        /ipWhitelist of login-codes differs on the console\n +declared +203.0.113.10, 203.0.113.11\n +console +198.51.100.1\n/,
      );
    });

    it("says in words what a status means", async () => {
      const { id, outputs } = await create(codes);
      await world.control("POST", "seed", { applications: [{ id, projectId: chinaProject, status: "SUSPENDED" }] });
      const { outputs: suspended } = await readApplication(id, outputs, world.newRun());
      assert.equal(suspended.status, "SUSPENDED");
      assert.match(world.warnings.join(), /has the status SUSPENDED\n.*it accepts no traffic\n/s);
    });

    it("never calls a missing application gone", async () => {
      const { id, outputs } = await create(codes);
      await world.control("POST", "reset");
      const error = await refusal(() => readApplication(id, outputs, world.newRun()), "SMS2007");
      assert.match(error.message, /stays in the state/);
    });

    it("looks where a missing application may be: under another id, and in the other profiles", async () => {
      const { id, outputs } = await create(codes);
      world.profiles = ["europe", "moved"];
      const missing = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";
      const openAccount: Run["openAccount"] = (inputs) => {
        const api = world.api(inputs.market);
        if (inputs.profile === "europe")
          return {
            ...api,
            showApplication: () => Promise.reject(new ForeseenError({ code: "SMS2008", what: "not this one", facts: [], do: [] })),
          };
        return inputs.profile === "moved" ? { ...api, showApplication: () => api.showApplication(id) } : api;
      };
      const error = await refusal(() => readApplication(missing, outputs, world.newRun({ openAccount })), "SMS2007");
      world.profiles = [];
      assert.ok(error.message.includes(`same name       login-codes (id ${id}`), error.message);
      assert.match(error.message, /profile europe +not this one\n +profile moved +login-codes \(id .*declare profile: moved and adopt: /s);
    });

    it("refuses to look at another address, unless the configuration says that it is the same service", async () => {
      const { id, outputs } = await create(codes);
      const moved = { ...outputs, endpoint: "https://former.example.com" };
      const error = await refusal(() => readApplication(id, moved, world.newRun()), "SMS2008");
      assert.match(
        error.message,
        /names another endpoint .*\n +state +https:\/\/former\.example\.com\n.*pulumi config set msgsms:formerEndpoint https:\/\/former/s,
      );
      const run = world.runWith(() => ({ formerEndpoint: "https://former.example.com" }));
      const read = await readApplication(id, moved, run);
      assert.equal(read.outputs.endpoint, world.emulator.url);
    });

    it("refuses to look in another account", async () => {
      const { id, outputs } = await create(codes);
      await world.requests();
      const moved = { ...outputs, projectId: "ffff" };
      const error = await refusal(() => readApplication(id, moved, world.newRun()), "SMS2008");
      assert.match(error.message, /names another projectId .*\n +state +ffff\n/);
      assert.deepEqual(await world.requests(), []);
    });
  });

  describe("update", () => {
    it("renames with one PUT and keeps id, key and secret", async () => {
      const { id, outputs } = await create(codes);
      await world.requests();
      const renamed = await updateApplication(id, outputs, { ...codes, name: "renamed" }, world.newRun());
      assert.deepEqual(await world.requests(), ["GET ShowApp", "PUT UpdateApp", "GET ShowApp"]);
      assert.deepEqual([renamed.name, renamed.appKey, renamed.appSecret], ["renamed", outputs.appKey, outputs.appSecret]);
      assert.equal((await world.alive())[0]?.uplinkDestination, codes.uplinkDestination, "what is not changed is sent as well");
    });

    it("clears an uplink destination that is no longer declared", async () => {
      const { id, outputs } = await create(codes);
      const { uplinkDestination, ...without } = codes;
      assert.ok(uplinkDestination);
      await updateApplication(id, outputs, without, world.newRun());
      assert.equal((await world.alive())[0]?.uplinkDestination, "");
    });

    it("keeps a live value that was never declared", async () => {
      const { id, outputs } = await create({ market: "chinese-mainland", name: "login-codes" });
      await world.control("POST", "seed", { applications: [{ id, projectId: chinaProject, uplinkDestination: "sms.example.com:80" }] });
      await updateApplication(id, outputs, { market: "chinese-mainland", name: "renamed" }, world.newRun());
      assert.deepEqual(
        (await world.alive()).map((one) => [one.name, one.uplinkDestination]),
        [["renamed", "sms.example.com:80"]],
      );
    });

    it("writes nothing for a console-only change, and says what to enter", async () => {
      const { id, outputs } = await create(codes);
      await world.requests();
      const changed = await updateApplication(id, outputs, { ...codes, ipWhitelist: ["192.0.2.1"] }, world.newRun());
      assert.deepEqual(await world.requests(), ["GET ShowApp"]);
      assert.deepEqual(
        changed.consoleChanges.map(({ value, status }) => [value, status]),
        [[["192.0.2.1"], "todo"]],
      );
    });

    it("takes a rotated secret without any call", async () => {
      const { id, outputs } = await create(codes);
      await world.requests();
      const rotated = await updateApplication(id, outputs, { ...codes, appSecret: "Rotated" }, world.newRun());
      assert.deepEqual(await world.requests(), []);
      assert.deepEqual([rotated.appSecret, rotated.secretSource], ["Rotated", "given"]);
      assert.equal(Date.parse(rotated.secretUsableFrom ?? "") - world.time.getTime(), 15 * 60_000);
      assert.deepEqual(
        { ...rotated, appSecret: 0, secretSource: 0, secretUsableFrom: 0 },
        { ...outputs, appSecret: 0, secretSource: 0, secretUsableFrom: 0 },
      );
    });

    it("keeps a secret that is no longer declared, and says so", async () => {
      const { id, outputs } = await create({ ...codes, appSecret: "Given" });
      const after = await updateApplication(id, outputs, codes, world.newRun());
      assert.deepEqual([after.appSecret, after.secretSource], ["Given", "kept"]);
      assert.equal((await readApplication(id, after, world.newRun())).inputs.appSecret, undefined);
      assert.match(world.warnings.join(), /appSecret of login-codes is no longer declared/);
    });

    it("keeps a created secret that is declared and then no longer", async () => {
      const { id, outputs } = await create(codes);
      const declared = await updateApplication(id, outputs, { ...codes, appSecret: outputs.appSecret! }, world.newRun());
      const after = await updateApplication(id, declared, codes, world.newRun());
      assert.equal(after.appSecret, outputs.appSecret);
    });

    it("sets an enterprise project that is no longer declared back to the default", async () => {
      const { id, outputs } = await create({ ...codes, enterpriseProjectId: "ep-1" });
      await updateApplication(id, outputs, codes, world.newRun());
      assert.equal((await world.api("chinese-mainland").showApplication(id)).enterpriseProjectId, "0");
    });

    it("refuses to become another application", async () => {
      const { id, outputs } = await create(codes);
      await world.requests();
      const other = { ...codes, adopt: "9e61f59c-1a6b-4ee5-9651-5bca450694b3" };
      await refusal(() => updateApplication(id, outputs, other, world.newRun()), "SMS2013");
      assert.deepEqual(await world.requests(), []);
    });

    it("finds out by reading whether a change with a lost answer took effect", async () => {
      const { id, outputs } = await create(codes);
      through((method) => (method === "PUT" ? "lose-answer" : "pass"));
      const renamed = await updateApplication(id, outputs, { ...codes, name: "renamed" }, world.newRun());
      assert.equal(renamed.name, "renamed");
      through((method) => (method === "PUT" ? { status: 502, body: "{}" } : "pass"));
      const error = await refusal(() => updateApplication(id, renamed, { ...codes, name: "again" }, world.newRun()), "SMS2006");
      assert.match(error.message, /sent +name: "again"\n +shown +name: "renamed"\n.*cause +SMS3010: .*do +run pulumi up again$/s);
    });

    it("says that a change was sent when it cannot be read back", async () => {
      const { id, outputs } = await create(codes);
      let shown = 0;
      through((method) => (method === "GET" && ++shown === 2 ? { status: 500, body: "{}" } : "pass"));
      const error = await refusal(() => updateApplication(id, outputs, { ...codes, name: "renamed" }, world.newRun()), "SMS2006");
      assert.match(error.message, /the change of .* was sent, but could not be read back\n.*do +run pulumi up --refresh$/s);
    });

    it("records what a person confirmed, without any call", async () => {
      const inputs: ApplicationInputs = { ...codes, market: "european", name: "orders" };
      delete inputs.uplinkDestination;
      const { id, outputs } = await create(inputs);
      await world.requests();
      const confirmed = { ...inputs, confirmedInConsole: { ipWhitelist: ["203.0.113.11", "203.0.113.10"] } };
      const after = await updateApplication(id, outputs, confirmed, world.newRun());
      assert.equal(after.consoleChanges[0]?.status, "confirmed");
      assert.deepEqual(await world.requests(), []);
      const changed = await updateApplication(id, after, { ...confirmed, ipWhitelist: ["192.0.2.1"] }, world.newRun());
      assert.equal(changed.consoleChanges[0]?.status, "todo", "a later change of the declared value is to be done again");
    });

    it("says which setting did not take", async () => {
      const { id, outputs } = await create(codes);
      through((method) => (method === "PUT" ? { status: 200, body: JSON.stringify({ id }) } : "pass"));
      const error = await refusal(() => updateApplication(id, outputs, { ...codes, name: "renamed" }, world.newRun()), "SMS2006");
      assert.match(error.message, /sent +name: "renamed"\n +shown +name: "login-codes"\n/);
    });

    it("refuses to write into another account", async () => {
      const { id, outputs } = await create(codes);
      await refusal(
        () => updateApplication(id, { ...outputs, cloudRegion: "cn-south-1" }, { ...codes, name: "x" }, world.newRun()),
        "SMS2008",
      );
    });
  });

  describe("deletion", () => {
    it("is refused with the ways out, and accepted for abandon", () => {
      const refused = () => requireAbandon("some-id", { name: "login-codes", deletionPolicy: "prevent" });
      assert.throws(refused, (error: ForeseenError) => {
        assert.equal(error.code, "SMS2009");
        assert.match(error.message, /some-id \(login-codes\) cannot be deleted\n[^]*put the resource back[^]*deletionPolicy: abandon/);
        return true;
      });
      assert.throws(() => requireAbandon("some-id", {}), ForeseenError);
      assert.doesNotThrow(() => requireAbandon("some-id", { deletionPolicy: "abandon" }));
    });
  });
});
