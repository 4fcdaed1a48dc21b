import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../../tools/pulumi/linked-packages";
import { SmsStack } from "../support/pulumi/sms-stack";

const manifest = "sms-applications.yaml";

describe("engine: the quickstart from its first up to a refused destroy", function () {
  this.timeout(120_000);
  let sms: SmsStack;
  let original: string;
  const logs: string[] = [];

  before(async () => {
    original = await readFile(join(repositoryRoot, "examples", "quickstart", manifest), "utf8");
    sms = await SmsStack.start(join(repositoryRoot, "examples", "quickstart"));
  });
  after(() => sms.stop());

  const pulumi = async (...args: string[]) => {
    const run = await sms.stack.pulumi(...args);
    logs.push(run.all);
    return run;
  };
  const ids = async () => (await sms.applicationsInState()).map(({ id }) => id);

  it("previews three creations without creating anything", async () => {
    const run = await pulumi("preview");
    assert.equal(run.code, 0, run.all);
    assert.match(run.stdout, /\+ 5 to create/);
    assert.deepEqual(await sms.alive(), []);
  });

  it("creates three applications with one POST each, and keeps id, key and secret", async () => {
    await sms.requests();
    const run = await pulumi("up", "--yes");
    assert.equal(run.code, 0, run.all);
    assert.equal((await sms.requests()).filter((request) => request === "POST CreateApp").length, 3);
    const state = await sms.applicationsInState();
    assert.deepEqual(state.map(({ id }) => id).sort(), (await sms.alive()).map(({ id }) => id).sort());
    assert.ok(state.every(({ protect }) => protect === true));
    assert.deepEqual(
      state.map(({ outputs }) => [outputs?.["name"], outputs?.["status"], outputs?.["secretSource"]]),
      [
        ["alerts_intl", "LAUNCHED", "created"],
        ["login-codes", "LAUNCHED", "created"],
        ["order_codes", "LAUNCHED", "unknown"],
      ],
    );
  });

  it("lists what is still to be entered on the console", async () => {
    const [, codes] = await sms.applicationsInState();
    const changes = codes?.outputs?.["consoleChanges"] as { setting: string; status: string }[];
    assert.deepEqual(
      changes.map(({ setting, status }) => `${setting} ${status}`),
      ["uplinkSendTime todo", "ipWhitelist todo"],
    );
  });

  it("changes nothing in a second run, in preview or up, and asks the service nothing", async () => {
    await sms.requests();
    const preview = await pulumi("preview", "--expect-no-changes", "--diff");
    assert.equal(preview.code, 0, preview.all);
    assert.ok(!preview.all.includes("[unknown]"), preview.all);
    const run = await pulumi("up", "--yes", "--skip-preview");
    assert.match(run.stdout, /Resources:\n +5 unchanged/, run.all);
    assert.deepEqual(await sms.requests(), []);
  });

  it("renames with one PUT and the same id", async () => {
    const before = await ids();
    await sms.requests();
    await sms.stack.write(manifest, original.replace("name: order_codes", "name: order_codes_eu"));
    const run = await pulumi("up", "--yes", "--skip-preview", "--diff");
    assert.equal(run.code, 0, run.all);
    assert.match(run.stdout, /name: "order_codes" => "order_codes_eu"/);
    const requests = await sms.requests();
    assert.deepEqual(
      requests.filter((request) => !request.startsWith("GET")),
      ["PUT UpdateApp"],
    );
    assert.deepEqual(await ids(), before);
    assert.ok((await sms.alive()).some(({ name }) => name === "order_codes_eu"));
    await sms.stack.write(manifest, original);
    await pulumi("up", "--yes", "--skip-preview");
  });

  it("refuses a change of market in preview, naming the property", async () => {
    await sms.stack.write(manifest, original.replace("market: international", "market: chinese-mainland"));
    const run = await pulumi("preview");
    assert.notEqual(run.code, 0);
    assert.match(run.all, /resource 'sms-alerts' has a problem: SMS2010: market cannot change from international to chinese-mainland/);
    assert.equal((await sms.alive()).length, 3);
  });

  it("refuses a removal in preview", async () => {
    await sms.stack.write(manifest, original.replace(/ {2}alerts:\n( {4}.*\n)+/, ""));
    const run = await pulumi("preview");
    assert.notEqual(run.code, 0);
    assert.match(run.all, /sms-alerts" cannot be deleted\s+because it is protected/);
    assert.equal((await sms.alive()).length, 3);
    await sms.stack.write(manifest, original);
  });

  it("refuses destroy, and once more by the provider after state unprotect", async () => {
    const refused = await pulumi("destroy", "--yes", "--skip-preview");
    assert.notEqual(refused.code, 0);
    assert.match(refused.all, /cannot be deleted\s+because it is protected/);
    await pulumi("state", "unprotect", "--all", "--yes");
    const before = await ids();
    const run = await pulumi("destroy", "--yes", "--skip-preview");
    assert.notEqual(run.code, 0);
    assert.match(run.all, /SMS2009: application .* cannot be deleted\n +why +Huawei Cloud has no way to delete an SMS application\n/);
    assert.ok(!/\n +at .*\(.*:\d+:\d+\)/.test(run.all), run.all);
    assert.deepEqual(await ids(), before);
    assert.equal((await sms.alive()).length, 3);
  });

  it("protects again with the next up", async () => {
    const run = await pulumi("up", "--yes", "--skip-preview");
    assert.equal(run.code, 0, run.all);
    assert.ok((await sms.applicationsInState()).every(({ protect }) => protect === true));
  });

  it("refuses a forced replacement in preview: it would make a second application", async () => {
    const [alerts] = await sms.applicationsInState();
    const run = await pulumi("preview", "--replace", alerts!.urn);
    assert.notEqual(run.code, 0);
    assert.match(run.all, /SMS2021: the replacement of alerts_intl would be a second international application|marked for protection/);
    assert.equal((await sms.alive()).length, 3);
  });

  it("never shows a key or a secret: not in the state, not in any output so far", async () => {
    const state = (await pulumi("stack", "export")).stdout;
    const secrets = (await sms.alive()).flatMap(({ appKey, appSecret }) => [appKey, appSecret]);
    assert.equal(secrets.length, 6);
    for (const secret of [...secrets, "emulator-secret-key"]) {
      assert.ok(!state.includes(secret), "a secret is in the exported state");
      assert.ok(!logs.join("\n").includes(secret), "a secret was printed");
    }
    const bytes = Buffer.byteLength(JSON.stringify(await sms.applicationsInState()));
    assert.ok(bytes / 3 <= 3072 * 2, `${bytes / 3} bytes of state an application`);
  });
});
