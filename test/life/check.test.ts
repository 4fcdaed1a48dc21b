import assert from "node:assert/strict";
import { secret } from "../../provider/messages";
import { checkApplication, createApplication, type Declaration } from "../../provider/application";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { createManagementApi } from "../../provider/api";
import { refusalsOf } from "../support/life/refusals";
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
    assert.deepEqual(await refusalsOf({}, declared(alerts), world.newRun()), []);
    assert.deepEqual((await world.requests()).sort(), ["GET ListAppDetails", "GET ShowAppCount"]);
  });

  it("asks the service nothing when nothing changed", async () => {
    assert.deepEqual(await refusalsOf(alerts, declared(alerts), world.newRun()), []);
    assert.deepEqual(await world.requests(), []);
  });

  it("shares one list and one count among all resources of a market", async () => {
    const run = world.newRun();
    await world.control("POST", "seed", { quota: 10, applications: [] });
    for (const name of ["a", "b", "c", "d"]) assert.deepEqual(await refusalsOf({}, declared({ ...alerts, name }), run), []);
    assert.equal((await world.requests()).length, 2);
  });

  it("refuses a broken rule with path, value and rule, and asks the service nothing", async () => {
    const [reason, ...others] = await refusalsOf({}, declared({ ...alerts, name: "al-erts" }), world.newRun());
    assert.match(reason!, /^SMS1004: name is not made of letters, digits and underscores: "al-erts"\n +character +"-", at position 3\n/);
    assert.deepEqual(others, []);
    assert.deepEqual(await world.requests(), []);
  });

  it("refuses a change of market and names both values and the way back", async () => {
    const reasons = await refusalsOf(alerts, declared({ ...alerts, market: "chinese-mainland" }), world.newRun());
    assert.match(
      reasons.join(),
      /^SMS2010: market cannot change from international to chinese-mainland\n.*set it back: +market: international/s,
    );
    assert.equal(reasons.length, 1);
  });

  it("refuses a change of profile, also to none", async () => {
    const reasons = await refusalsOf({ ...alerts, profile: "a" }, declared(alerts), world.newRun());
    assert.match(reasons.join(), /^SMS2010: profile cannot change from a to none/);
  });

  it("refuses to pretend that testSignatureAndTemplate acts after creation, and lets it be removed", async () => {
    const before: ApplicationInputs = { market: "chinese-mainland", name: "codes", testSignatureAndTemplate: true };
    const { testSignatureAndTemplate, ...without } = before;
    assert.deepEqual(await refusalsOf(before, declared(without), world.newRun()), []);
    const switched = await refusalsOf(before, declared({ ...before, testSignatureAndTemplate: !testSignatureAndTemplate }), world.newRun());
    assert.match(switched.join(), /^SMS2013: testSignatureAndTemplate/);
    const late = await refusalsOf(without, declared(before), world.newRun());
    assert.match(late.join(), /^SMS2013: testSignatureAndTemplate/);
  });

  it("validates around values that are not known yet", async () => {
    assert.deepEqual(await refusalsOf({}, declared({ market: "international" }, "name"), world.newRun()), []);
    assert.deepEqual(await refusalsOf({}, declared({ name: "anything-at-all!" }, "market"), world.newRun()), []);
    const sendTime: Partial<ApplicationInputs> = { market: "chinese-mainland", name: "codes", uplinkSendTime: true };
    assert.deepEqual(await refusalsOf({}, declared(sendTime, "uplinkDestination"), world.newRun()), []);
    const wrong = await refusalsOf({}, declared({ market: "european", uplinkDestination: "a.example.com" }, "name"), world.newRun());
    assert.match(wrong.join(), /^SMS1005: uplinkDestination does not exist for a European application\n/);
  });

  it("refuses a name that exists, with its id and the line that adopts it", async () => {
    const { id } = await createApplication(alerts, world.newRun());
    const reasons = await refusalsOf({}, declared(alerts), world.newRun());
    assert.equal(reasons.length, 1);
    assert.match(
      reasons[0]!,
      /^SMS2001: the name alerts is taken by another international application\n +exists +alerts \(id .*, LAUNCHED, created /,
    );
    assert.ok(reasons[0]!.includes(`adopt: ${id}`));
    assert.deepEqual(await refusalsOf({}, declared({ ...alerts, adopt: "by-name" }), world.newRun()), []);
    assert.deepEqual(await refusalsOf({}, declared({ ...alerts, adopt: id }), world.newRun()), []);
  });

  it("compares names exactly: a longer or differently cased one is free", async () => {
    await createApplication({ ...alerts, name: "alerts_2" }, world.newRun());
    assert.deepEqual(await refusalsOf({}, declared(alerts), world.newRun()), []);
    assert.deepEqual(await refusalsOf({}, declared({ ...alerts, name: "Alerts_2" }), world.newRun()), []);
  });

  it("refuses a rename onto a name in use, and accepts one onto a free name without asking for quota", async () => {
    await createApplication(alerts, world.newRun());
    await createApplication({ ...alerts, name: "orders" }, world.newRun());
    const taken = await refusalsOf(alerts, declared({ ...alerts, name: "orders" }), world.newRun());
    assert.match(taken.join(), /^SMS2001: the new name orders is taken .*pulumi up --refresh/s);
    assert.deepEqual(await refusalsOf(alerts, declared({ ...alerts, name: "free" }), world.newRun()), []);
  });

  it("refuses more creations than the quota leaves, with both numbers and the names", async () => {
    const run = world.newRun();
    await createApplication(alerts, world.newRun());
    assert.deepEqual(await refusalsOf({}, declared({ ...alerts, name: "second" }), run), []);
    const reasons = await refusalsOf({}, declared({ ...alerts, name: "third" }), run);
    assert.match(
      reasons.join(),
      /^SMS2002: the international quota leaves 1, and this run creates 2\n +quota +2, 1 in use\n +new +second, third\n +account +project /,
    );
    const mainland = await refusalsOf({}, declared({ market: "chinese-mainland", name: "third" }), run);
    assert.deepEqual(mainland, [], "another market has a quota of its own");
  });

  it("tells with the first refusal what the manifest's other applications will be refused for", async () => {
    const { id } = await createApplication(alerts, world.newRun());
    const { id: orders } = await createApplication({ ...alerts, name: "orders" }, world.newRun());
    const siblings = [alerts, { ...alerts, name: "orders" }, { ...alerts, name: "fresh" }, { ...alerts, name: "gone", adopt: "by-name" }];
    const run = world.newRun();
    const asSiblings = siblings.map((one) => ({ ...one, resource: one.name }));
    const {
      refusals: [own, ...others],
    } = await checkApplication({}, { ...declared(alerts), siblings: asSiblings }, run);
    assert.deepEqual(others, []);
    assert.deepEqual([own?.code, own?.do[0]?.text], ["SMS2001", `adopt: ${id}`]);
    const [taken, gone, fresh, ...further] = own?.facts.find(({ label }) => label === "also")?.text ?? [];
    assert.match(taken ?? "", new RegExp(`^orders: taken by orders \\(id ${orders},`));
    assert.deepEqual([gone, fresh, further], ["gone: adopt fits no application", "the quota leaves 0 for fresh", []]);
  });

  it("says nothing of siblings that the state holds, nor of those of another market", async () => {
    await createApplication(alerts, world.newRun());
    await createApplication({ ...alerts, name: "orders" }, world.newRun());
    const siblings = [
      { ...alerts, name: "orders", resource: "orders" },
      { market: "chinese-mainland" as const, name: "fresh", resource: "fresh" },
    ];
    const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/msgsms:SmsApplication::orders";
    world.state = { entries: [{ urn, id: "a-1", outputs: {} }], pending: [] };
    const run = world.newRun();
    assert.equal((await refusalsOf({}, { ...declared(alerts), siblings }, run)).length, 1);
  });

  it("refuses one name twice in a run", async () => {
    const run = world.newRun();
    await refusalsOf({}, declared(alerts), run);
    assert.match(
      (await refusalsOf({}, declared(alerts), run)).join(),
      /^SMS2003: two resources of this run declare the international name alerts\n/,
    );
  });

  it("refuses adoption when there is nothing to adopt, and lists what exists", async () => {
    await createApplication({ ...alerts, name: "other" }, world.newRun());
    const byName = await refusalsOf({}, declared({ ...alerts, adopt: "by-name" }), world.newRun());
    assert.match(byName.join(), /^SMS2012: no international application is named alerts\n +exists +other \(id /);
    const byId = await refusalsOf({}, declared({ ...alerts, adopt: "9e61f59c-1a6b-4ee5-9651-5bca450694b3" }), world.newRun());
    assert.match(byId.join(), /^SMS2012: no international application has the id 9e61f59c/);
    const { id } = await createApplication({ market: "chinese-mainland", name: "codes" }, world.newRun());
    const elsewhere = await refusalsOf({}, declared({ ...alerts, adopt: id }), world.newRun());
    assert.match(
      elsewhere.join(),
      new RegExp(`^SMS2012: ${id} is the id of a chinese-mainland application\n +exists +codes \\(.*: +market: chinese-mainland\n`, "s"),
    );
    await world.control("POST", "seed", {
      applications: [1, 2].map(() => ({ projectId: chinaProject, market: "international", name: "twins" })),
    });
    const twice = await refusalsOf({}, declared({ ...alerts, name: "twins", adopt: "by-name" }), world.newRun());
    assert.match(twice.join(), /^SMS2012: 2 international applications are named twins\n +exists +twins \(id .*\n +twins \(id /);
  });

  it("refuses two resources that take over one application, and a new name that another one has", async () => {
    const { id } = await createApplication(alerts, world.newRun());
    await createApplication({ ...alerts, name: "other" }, world.newRun());
    const run = world.newRun();
    assert.deepEqual(await refusalsOf({}, declared({ ...alerts, name: "first", adopt: id }), run), []);
    assert.match(
      (await refusalsOf({}, declared({ ...alerts, name: "second", adopt: id }), run)).join(),
      /^SMS2020: two resources of this run take over the application alerts\n/,
    );
    const taken = await refusalsOf({}, declared({ ...alerts, name: "other", adopt: id }), world.newRun());
    assert.match(taken.join(), /^SMS2001: the new name other is taken by another international application\n/);
  });

  it("refuses an adoption that would pretend to make a test signature", async () => {
    const inputs: Partial<ApplicationInputs> = {
      market: "chinese-mainland",
      name: "codes",
      adopt: "by-name",
      testSignatureAndTemplate: true,
    };
    assert.match(
      (await refusalsOf({}, declared(inputs), world.newRun())).join(),
      /^SMS1005: testSignatureAndTemplate acts only at creation/,
    );
  });

  it("refuses to take over another application with a resource that has one", async () => {
    const reasons = await refusalsOf({ ...alerts, adopt: "a-1" }, declared({ ...alerts, adopt: "a-2" }), world.newRun());
    assert.match(reasons.join(), /^SMS2013: adopt cannot change from a-1 to a-2\n +why +adopt acts only when the resource is new\n/);
  });

  it("does not count what this run has created twice against the quota", async () => {
    await world.control("POST", "seed", { quota: 3, applications: [] });
    const run = world.newRun();
    for (const name of ["a", "b", "c"]) {
      assert.deepEqual(await refusalsOf({}, declared({ ...alerts, name }), run), []);
      await createApplication({ ...alerts, name }, run);
      world.time = new Date(world.time.getTime() + 60_000);
    }
    assert.equal((await world.alive()).length, 3);
  });

  it("warns once and goes on when the service cannot be reached: a preview may run without it", async () => {
    world.endpoint = "http://127.0.0.1:9";
    const run = world.newRun();
    assert.deepEqual(await refusalsOf({}, declared(alerts), run), []);
    assert.deepEqual(await refusalsOf({}, declared({ ...alerts, name: "orders" }), run), []);
    assert.equal(world.warnings.length, 1);
    assert.match(
      world.warnings[0]!,
      /^SMS2014: the international names and quota could not be checked\n +account +project \w+ in cn-north-4\n.*cause +SMS3001: /s,
    );
  });

  it("refuses when the service cannot be reached and the configuration requires the preflight", async () => {
    world.endpoint = "http://127.0.0.1:9";
    world.preflightRequired = true;
    const reasons = await refusalsOf({}, declared(alerts), world.newRun());
    world.preflightRequired = false;
    assert.match(
      reasons.join(),
      /^SMS2014: the international names .* could not be checked\n.*msgsms:preflight: required\n.*cause +SMS3001: /s,
    );
  });

  it("refuses what the service refuses: it would refuse the creation as well", async () => {
    const wrongKey = world.newRun({ openAccount: () => wrongSecret(world) });
    const reasons = await refusalsOf({}, declared(alerts), wrongKey);
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
