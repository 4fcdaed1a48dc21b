import assert from "node:assert/strict";
import { secret } from "../../provider/messages";
import { checkApplication, createApplication, type Declaration } from "../../provider/application";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { createManagementApi } from "../../provider/api";
import { World } from "../support/life/world";
import { chinaProject } from "../support/service/projects";

const declared = (inputs: Partial<ApplicationInputs>, ...unknown: string[]): Declaration => ({ inputs, unknown: new Set(unknown) });
const alerts: ApplicationInputs = { market: "international", name: "alerts" };

describe("life: check", () => {
  let world: World;
  before(async () => (world = await World.start()));
  after(() => world.stop());
  beforeEach(async () => {
    await world.control("POST", "reset");
    world.endpoint = world.emulator.url;
    world.warnings.length = 0;
  });

  it("accepts a new application that fits, with one list and one count", async () => {
    assert.deepEqual(await checkApplication({}, declared(alerts), world.newRun()), []);
    assert.deepEqual((await world.requests()).sort(), ["GET ListAppDetails", "GET ShowAppCount"]);
  });

  it("asks the service nothing when nothing changed", async () => {
    assert.deepEqual(await checkApplication(alerts, declared(alerts), world.newRun()), []);
    assert.deepEqual(await world.requests(), []);
  });

  it("shares one list and one count among all resources of a market", async () => {
    const run = world.newRun();
    await world.control("POST", "seed", { quota: 10, applications: [] });
    for (const name of ["a", "b", "c", "d"]) assert.deepEqual(await checkApplication({}, declared({ ...alerts, name }), run), []);
    assert.equal((await world.requests()).length, 2);
  });

  it("refuses a broken rule with path, value and rule, and asks the service nothing", async () => {
    const [reason, ...others] = await checkApplication({}, declared({ ...alerts, name: "al-erts" }), world.newRun());
    assert.match(reason!, /^SMS1004: name is not made of letters, digits and underscores: "al-erts"\n +character +"-", at position 3\n/);
    assert.deepEqual(others, []);
    assert.deepEqual(await world.requests(), []);
  });

  it("refuses a change of market and names both values and the way back", async () => {
    const reasons = await checkApplication(alerts, declared({ ...alerts, market: "chinese-mainland" }), world.newRun());
    assert.match(
      reasons.join(),
      /^SMS2010: market: cannot change from international to chinese-mainland.*Set market back to international/,
    );
    assert.equal(reasons.length, 1);
  });

  it("refuses a change of profile, also to none", async () => {
    const reasons = await checkApplication({ ...alerts, profile: "a" }, declared(alerts), world.newRun());
    assert.match(reasons.join(), /^SMS2010: profile: cannot change from a to none/);
  });

  it("refuses to pretend that testSignatureAndTemplate acts after creation, and lets it be removed", async () => {
    const before: ApplicationInputs = { market: "chinese-mainland", name: "codes", testSignatureAndTemplate: true };
    const { testSignatureAndTemplate, ...without } = before;
    assert.deepEqual(await checkApplication(before, declared(without), world.newRun()), []);
    const switched = await checkApplication(
      before,
      declared({ ...before, testSignatureAndTemplate: !testSignatureAndTemplate }),
      world.newRun(),
    );
    assert.match(switched.join(), /^SMS2013: testSignatureAndTemplate/);
    const late = await checkApplication(without, declared(before), world.newRun());
    assert.match(late.join(), /^SMS2013: testSignatureAndTemplate/);
  });

  it("validates around values that are not known yet", async () => {
    assert.deepEqual(await checkApplication({}, declared({ market: "international" }, "name"), world.newRun()), []);
    assert.deepEqual(await checkApplication({}, declared({ name: "anything-at-all!" }, "market"), world.newRun()), []);
    const sendTime: Partial<ApplicationInputs> = { market: "chinese-mainland", name: "codes", uplinkSendTime: true };
    assert.deepEqual(await checkApplication({}, declared(sendTime, "uplinkDestination"), world.newRun()), []);
    const wrong = await checkApplication({}, declared({ market: "european", uplinkDestination: "a.example.com" }, "name"), world.newRun());
    assert.match(wrong.join(), /^SMS1005: uplinkDestination does not exist for a European application\n/);
  });

  it("refuses a name that exists, with its id and the line that adopts it", async () => {
    const { id } = await createApplication(alerts, world.newRun());
    const reasons = await checkApplication({}, declared(alerts), world.newRun());
    assert.equal(reasons.length, 1);
    assert.match(reasons[0]!, /^SMS2001: name: alerts is in use: international application alerts \(id .*, status LAUNCHED, created /);
    assert.ok(reasons[0]!.includes(`adopt: ${id}`));
    assert.deepEqual(await checkApplication({}, declared({ ...alerts, adopt: "by-name" }), world.newRun()), []);
    assert.deepEqual(await checkApplication({}, declared({ ...alerts, adopt: id }), world.newRun()), []);
  });

  it("compares names exactly: a longer or differently cased one is free", async () => {
    await createApplication({ ...alerts, name: "alerts_2" }, world.newRun());
    assert.deepEqual(await checkApplication({}, declared(alerts), world.newRun()), []);
    assert.deepEqual(await checkApplication({}, declared({ ...alerts, name: "Alerts_2" }), world.newRun()), []);
  });

  it("refuses a rename onto a name in use, and accepts one onto a free name without asking for quota", async () => {
    await createApplication(alerts, world.newRun());
    await createApplication({ ...alerts, name: "orders" }, world.newRun());
    const taken = await checkApplication(alerts, declared({ ...alerts, name: "orders" }), world.newRun());
    assert.match(taken.join(), /^SMS2001: name: orders is in use.*pulumi up --refresh/);
    assert.deepEqual(await checkApplication(alerts, declared({ ...alerts, name: "free" }), world.newRun()), []);
  });

  it("refuses more creations than the quota leaves, with both numbers and the names", async () => {
    const run = world.newRun();
    await createApplication(alerts, world.newRun());
    assert.deepEqual(await checkApplication({}, declared({ ...alerts, name: "second" }), run), []);
    const reasons = await checkApplication({}, declared({ ...alerts, name: "third" }), run);
    assert.match(
      reasons.join(),
      /^SMS2002: name: no quota is left for third: the international quota .* is 2, 1 in use, .*create 2 \(second, third\)/,
    );
    const mainland = await checkApplication({}, declared({ market: "chinese-mainland", name: "third" }), run);
    assert.deepEqual(mainland, [], "another market has a quota of its own");
  });

  it("tells with the first refusal what the manifest's other applications will be refused for", async () => {
    const { id } = await createApplication(alerts, world.newRun());
    const { id: orders } = await createApplication({ ...alerts, name: "orders" }, world.newRun());
    const siblings = [alerts, { ...alerts, name: "orders" }, { ...alerts, name: "fresh" }, { ...alerts, name: "gone", adopt: "by-name" }];
    const run = world.newRun();
    const [own, ...others] = await checkApplication({}, { ...declared(alerts), siblings }, run);
    assert.ok(own?.startsWith("SMS2001: name: alerts is in use") && own.includes(id));
    assert.match(others[0] ?? "", new RegExp(`^also, unless this stack manages it already: name: orders is in use: .*adopt: ${orders}`));
    assert.match(others[1] ?? "", /^also, .*: adopt: by-name of gone fits no application/);
    assert.match(others[2] ?? "", /^also, .*: to be created are fresh, and the quota leaves 0/);
    assert.equal(others.length, 3);
  });

  it("says nothing of siblings that the state holds, nor of those of another market", async () => {
    await createApplication(alerts, world.newRun());
    await createApplication({ ...alerts, name: "orders" }, world.newRun());
    const siblings = [
      { ...alerts, name: "orders" },
      { market: "chinese-mainland" as const, name: "fresh" },
    ];
    const run = world.newRun();
    await checkApplication(siblings[0]!, declared(siblings[0]!), run);
    assert.equal((await checkApplication({}, { ...declared(alerts), siblings }, run)).length, 1);
  });

  it("refuses one name twice in a run", async () => {
    const run = world.newRun();
    await checkApplication({}, declared(alerts), run);
    assert.match((await checkApplication({}, declared(alerts), run)).join(), /^SMS2003: name: alerts is declared by two resources/);
  });

  it("refuses adoption when there is nothing to adopt, and lists what exists", async () => {
    await createApplication({ ...alerts, name: "other" }, world.newRun());
    const byName = await checkApplication({}, declared({ ...alerts, adopt: "by-name" }), world.newRun());
    assert.match(byName.join(), /^SMS2012: adopt: no international application named alerts exists.*application other/);
    const byId = await checkApplication({}, declared({ ...alerts, adopt: "9e61f59c-1a6b-4ee5-9651-5bca450694b3" }), world.newRun());
    assert.match(byId.join(), /^SMS2012: adopt: no international application with the id 9e61f59c/);
    const { id } = await createApplication({ market: "chinese-mainland", name: "codes" }, world.newRun());
    const elsewhere = await checkApplication({}, declared({ ...alerts, adopt: id }), world.newRun());
    assert.match(
      elsewhere.join(),
      /exists\. The id is that of chinese-mainland application codes \(.*\): declare market: chinese-mainland/,
    );
    await world.control("POST", "seed", {
      applications: [1, 2].map(() => ({ projectId: chinaProject, market: "international", name: "twins" })),
    });
    const twice = await checkApplication({}, declared({ ...alerts, name: "twins", adopt: "by-name" }), world.newRun());
    assert.match(twice.join(), /^SMS2012: adopt: more than one international application named twins exists\. .*\(id .*\(id /);
  });

  it("refuses two resources that take over one application, and a new name that another one has", async () => {
    const { id } = await createApplication(alerts, world.newRun());
    await createApplication({ ...alerts, name: "other" }, world.newRun());
    const run = world.newRun();
    assert.deepEqual(await checkApplication({}, declared({ ...alerts, name: "first", adopt: id }), run), []);
    assert.match(
      (await checkApplication({}, declared({ ...alerts, name: "second", adopt: id }), run)).join(),
      /^SMS2020: adopt: two resources/,
    );
    const taken = await checkApplication({}, declared({ ...alerts, name: "other", adopt: id }), world.newRun());
    assert.match(taken.join(), /^SMS2001: name: other is in use/);
  });

  it("refuses an adoption that would pretend to make a test signature", async () => {
    const inputs: Partial<ApplicationInputs> = {
      market: "chinese-mainland",
      name: "codes",
      adopt: "by-name",
      testSignatureAndTemplate: true,
    };
    assert.match(
      (await checkApplication({}, declared(inputs), world.newRun())).join(),
      /^SMS1005: testSignatureAndTemplate acts only at creation/,
    );
  });

  it("refuses to take over another application with a resource that has one", async () => {
    const reasons = await checkApplication({ ...alerts, adopt: "a-1" }, declared({ ...alerts, adopt: "a-2" }), world.newRun());
    assert.match(reasons.join(), /^SMS2013: adopt: acts only when a resource is new; it was a-1 and cannot become a-2/);
  });

  it("does not count what this run has created twice against the quota", async () => {
    await world.control("POST", "seed", { quota: 3, applications: [] });
    const run = world.newRun();
    for (const name of ["a", "b", "c"]) {
      assert.deepEqual(await checkApplication({}, declared({ ...alerts, name }), run), []);
      await createApplication({ ...alerts, name }, run);
      world.time = new Date(world.time.getTime() + 60_000);
    }
    assert.equal((await world.alive()).length, 3);
  });

  it("warns once and goes on when the service cannot be reached: a preview may run without it", async () => {
    world.endpoint = "http://127.0.0.1:9";
    const run = world.newRun();
    assert.deepEqual(await checkApplication({}, declared(alerts), run), []);
    assert.deepEqual(await checkApplication({}, declared({ ...alerts, name: "orders" }), run), []);
    assert.equal(world.warnings.length, 1);
    assert.match(
      world.warnings[0]!,
      /^SMS2014: the international names and quota of project \w+ in cn-north-4 could not be checked.*SMS3001/,
    );
  });

  it("refuses when the service cannot be reached and the configuration requires the preflight", async () => {
    world.endpoint = "http://127.0.0.1:9";
    world.preflightRequired = true;
    const reasons = await checkApplication({}, declared(alerts), world.newRun());
    world.preflightRequired = false;
    assert.match(reasons.join(), /^SMS2014: the international names .* could not be checked.*msgsms:preflight: required.*SMS3001/);
  });

  it("refuses what the service refuses: it would refuse the creation as well", async () => {
    const wrongKey = world.newRun({ openAccount: () => wrongSecret(world) });
    const reasons = await checkApplication({}, declared(alerts), wrongKey);
    assert.match(reasons.join(), /^SMS3004: /);
    assert.ok(!reasons.join().includes("not-the-secret-key"));
  });
});

function wrongSecret(world: World) {
  return createManagementApi(
    {
      cloudRegion: "cn-north-4",
      projectId: chinaProject,
      endpoint: world.endpoint,
      accessKey: "emulator-access-key",
      secretKey: secret("not-the-secret-key"),
    },
    { clock: () => new Date() },
  );
}
