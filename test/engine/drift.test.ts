import assert from "node:assert/strict";
import { SmsStack } from "../support/pulumi/sms-stack";
import { chinaProject } from "../support/service/projects";

const program = {
  "index.js": [
    'const { SmsApplication } = require("pulumi-msgsms");',
    'new SmsApplication("codes", { market: "chinese-mainland", name: "login-codes", uplinkDestination: "https://sms.example.com/uplink", ipWhitelist: ["203.0.113.10"] });',
  ].join("\n"),
};

describe("engine: a change made behind our back", function () {
  this.timeout(120_000);
  let sms: SmsStack;
  let id: string;

  before(async () => {
    sms = await SmsStack.start(program);
    const run = await sms.stack.pulumi("up", "--yes", "--skip-preview");
    assert.equal(run.code, 0, run.all);
    id = (await sms.alive())[0]!.id;
  });
  after(() => sms.stop());

  const refreshPreview = () => sms.stack.pulumi("refresh", "--preview-only", "--expect-no-changes", "--diff");
  const change = (settings: object) => sms.control("POST", "seed", { applications: [{ id, projectId: chinaProject, ...settings }] });

  it("is not there right after the creation", async () => {
    const run = await refreshPreview();
    assert.equal(run.code, 0, run.all);
  });

  it("is shown by a refresh preview that names the property and both values, exit code 7", async () => {
    await change({ name: "renamed-by-hand", uplinkDestination: "" });
    const run = await refreshPreview();
    assert.equal(run.code, 7, run.all);
    assert.match(run.stdout, /name +: "login-codes" => "renamed-by-hand"/);
    assert.match(run.stdout, /- uplinkDestination: "https:\/\/sms.example.com\/uplink"/);
  });

  it("is put right by up --refresh", async () => {
    const run = await sms.stack.pulumi("up", "--yes", "--skip-preview", "--refresh");
    assert.equal(run.code, 0, run.all);
    const [alive] = await sms.alive();
    assert.deepEqual([alive?.name, alive?.uplinkDestination], ["login-codes", "https://sms.example.com/uplink"]);
    assert.equal((await refreshPreview()).code, 0);
  });

  it("of a setting that only the console has is said as a warning, and is no drift of the inputs", async () => {
    await change({ ipWhitelist: ["198.51.100.1"] });
    const run = await refreshPreview();
    assert.equal(run.code, 0, run.all);
    // With --diff the engine puts an empty line between the lines of a provider.
    assert.match(
      run.all,
      /warning: SMS2205: ipWhitelist of login-codes differs on the console\n+ +declared +203\.0\.113\.10\n+ +console +198\.51\.100\.1\n/,
    );
  });

  it("keeps a missing application in the state and says what to do", async () => {
    await sms.control("POST", "reset");
    const run = await sms.stack.pulumi("refresh", "--yes", "--skip-preview");
    assert.notEqual(run.code, 0);
    assert.match(run.all, /SMS2007: application .* \(login-codes\) was not found\n.*stays in the state.*pulumi state delete --force/s);
    assert.ok(!/\n +at .*\(.*:\d+:\d+\)/.test(run.all), run.all);
    assert.equal((await sms.applicationsInState())[0]?.id, id);
  });
});
