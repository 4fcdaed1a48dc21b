import assert from "node:assert/strict";
import { ResourceProvider } from "../../provider/engine";
import { World } from "../support/life/world";
import { chinaProject } from "../support/service/projects";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const text = "exports.handler = () => ({})";
const secretKey = "4dabf18193072939515e22adb298388d";

describe("life: the provider that the dynamic server calls", () => {
  let world: World;
  let provider: ResourceProvider;
  before(async () => (world = await World.start()));
  after(() => world.stop());
  beforeEach(async () => {
    await world.control("POST", "reset");
    world.endpoint = world.emulator.url;
    provider = new ResourceProvider(() => world.newRun());
    provider.configure({ config: { get: () => undefined } });
  });

  const alerts = { __provider: text, market: "international", name: "alerts" };

  it("reports every failure of check without a property, because the engine prints the value of a named one", async () => {
    const { failures } = await provider.check({}, { ...alerts, name: "al-erts", appSecret: "with space" });
    assert.equal(failures.length, 2);
    assert.ok(failures.every(({ property }) => property === ""));
    assert.ok(!JSON.stringify(failures).includes("with space"));
  });

  it("takes a value that is not known yet for one that may still be right", async () => {
    for (const inputs of [
      { ...alerts, name: unknown },
      { ...alerts, market: unknown },
      { ...alerts, ipWhitelist: ["203.0.113.1", unknown] },
    ]) {
      assert.deepEqual((await provider.check({}, inputs)).failures, []);
    }
  });

  it("treats null like a setting that is not given", async () => {
    const { inputs, failures } = await provider.check({}, { ...alerts, profile: null });
    assert.deepEqual([failures, "profile" in inputs], [[], false]);
  });

  it("leaves the answer to diff open, so that the engine compares the inputs itself", async () => {
    assert.deepEqual(await provider.diff("0123", {}, alerts), {});
  });

  it("returns every output, the secret ones in the form that stays encrypted", async () => {
    const { id, outs } = await provider.create(alerts);
    assert.match(id, /^[0-9a-f-]{36}$/);
    for (const name of ["appKey", "appSecret"]) {
      assert.equal((outs[name] as Record<string, unknown>)[secretKey], "1b47061264138c4ac30d75fd1eb44270", name);
    }
    assert.equal(outs["channelNumber"], null, "absent outputs are null, not missing");
    assert.ok(!Object.values(outs).includes(undefined));
  });

  it("throws an incomplete creation with id, reasons, provider and outputs, and the secret in no text", async () => {
    const failing = new ResourceProvider(() => world.runWith(() => ({ showApplication: () => Promise.reject(new Error("broken")) })));
    failing.configure({ config: { get: () => undefined } });
    const error = (await failing.create(alerts).catch((thrown: unknown) => thrown)) as Error & Record<string, unknown>;
    const [alive] = await world.alive();
    assert.equal(error["id"], alive?.id);
    const properties = error["properties"] as Record<string, { value: string }>;
    assert.equal(properties["__provider"], text);
    assert.match(String((error["reasons"] as string[])[0]), /^SMS2011: .* was created, but could not be read back/);
    const secret = properties["appSecret"]!.value;
    assert.match(secret, /^[A-Za-z0-9]{28}$/);
    for (const shown of [error.toString(), error.message, error.stack, error["reasons"]]) {
      assert.ok(!JSON.stringify(shown).includes(secret));
    }
  });

  it("completes an application of which nothing but the id was known, also when only a secret is declared", async () => {
    const { id, outs } = await provider.create(alerts);
    const incomplete = { ...outs, appKey: null, appSecret: null, secretSource: "unknown", status: null, createTime: null };
    const { outs: after } = await provider.update(id, incomplete, { ...alerts, appSecret: "Given" });
    assert.equal(after["status"], "LAUNCHED");
  });

  it("gives foreseen errors no stack, and reads back what it created", async () => {
    const { id, outs } = await provider.create(alerts);
    const read = await provider.read(id, { ...outs, appKey: "k", appSecret: "s", __provider: text });
    assert.deepEqual(read.inputs, { market: "international", name: "alerts" });
    const refused = (await provider.delete(id, { ...outs, __provider: text }).catch((thrown: unknown) => thrown)) as Error;
    assert.equal(refused.stack, "see the error of the resource");
    assert.equal(String(refused), "SMS2009");
    await provider.delete(id, { ...outs, deletionPolicy: "abandon" });
    assert.deepEqual(
      (await world.alive()).map(({ projectId }) => projectId),
      [chinaProject],
    );
  });
});
