import assert from "node:assert/strict";
import { SmsStack } from "../support/pulumi/sms-stack";
import { chinaProject } from "../support/service/projects";

const declared = (settings: string) =>
  `const { SmsApplication } = require("pulumi-msgsms");
new SmsApplication("codes", { market: "chinese-mainland", name: "codes", ${settings} });
`;

describe("engine: what a person does on the console", function () {
  this.timeout(120_000);
  let sms: SmsStack;
  before(async () => {
    sms = await SmsStack.start({ "index.js": declared('ipWhitelist: ["203.0.113.10"]') });
    const run = await sms.stack.pulumi("up", "--yes", "--skip-preview");
    assert.equal(run.code, 0, run.all);
    assert.match(
      run.all,
      /warning: SMS2202: ipWhitelist of codes has to be entered on the console\n.*10 to 15 minutes later\n.*set IP Whitelist to 203\.0\.113\.10\n/s,
    );
  });
  after(() => sms.stop());

  const onConsole = async (change: object) => {
    const [application] = await sms.alive();
    return (await sms.control("POST", "console", { projectId: chinaProject, id: application?.id, ...change })) as { appSecret?: string };
  };
  const outputs = async () => (await sms.applicationsInState())[0]?.outputs ?? {};
  const whitelist = async () => ((await outputs())["consoleChanges"] as { setting: string; status: string }[])[0]?.status;

  it("a whitelist that was entered is verified by the next refresh", async () => {
    assert.equal(await whitelist(), "todo");
    await onConsole({ ipWhitelist: ["203.0.113.10"] });
    const run = await sms.stack.pulumi("refresh", "--yes", "--skip-preview");
    assert.equal(run.code, 0, run.all);
    assert.equal(await whitelist(), "verified");
  });

  it("a whitelist that differs is said with both values, and changes nothing", async () => {
    await onConsole({ ipWhitelist: ["203.0.113.99"] });
    const run = await sms.stack.pulumi("refresh", "--yes", "--skip-preview");
    assert.match(
      run.all,
      /warning: SMS2205: ipWhitelist of codes differs on the console\n +declared +203\.0\.113\.10\n +console +203\.0\.113\.99\n/,
    );
    assert.equal(await whitelist(), "differs");
  });

  it("a rotated secret is declared, kept encrypted, and calls no API", async () => {
    const { appSecret = "" } = await onConsole({ rotateSecret: true });
    await sms.stack.pulumi("config", "set", "--secret", "appSecret", appSecret);
    const secret = 'appSecret: new (require("@pulumi/pulumi").Config)().requireSecret("appSecret"), ipWhitelist: ["203.0.113.10"]';
    await sms.stack.write("index.js", declared(secret));
    await sms.requests();
    const run = await sms.stack.pulumi("up", "--yes");
    assert.equal(run.code, 0, run.all);
    assert.deepEqual(await sms.requests(), []);
    const { secretSource, secretUsableFrom } = await outputs();
    const minutes = (Date.parse(String(secretUsableFrom)) - Date.now()) / 60_000;
    assert.equal(secretSource, "given");
    assert.ok(minutes > 13 && minutes <= 15, `usable in ${minutes} minutes`);
    for (const text of [run.all, JSON.stringify(await sms.stack.exportState())]) assert.ok(!text.includes(appSecret));
  });

  it("a frozen account is an error of its own, and the state stays", async () => {
    await sms.control("POST", "accounts", { projectId: chinaProject, state: "frozen" });
    const run = await sms.stack.pulumi("refresh", "--yes", "--skip-preview");
    await sms.control("POST", "accounts", { projectId: chinaProject, state: "normal" });
    assert.notEqual(run.code, 0);
    assert.match(run.all, /SMS3005: [^]*HTTP 403/);
    assert.equal((await sms.applicationsInState()).length, 1);
  });

  it("more applications than the quota leaves are refused in preview, with both numbers and all names", async () => {
    const more = ["orders", "alerts"].map((name) => `new SmsApplication("${name}", { market: "chinese-mainland", name: "${name}" });\n`);
    await sms.stack.write("index.js", declared('ipWhitelist: ["203.0.113.10"]') + more.join(""));
    const run = await sms.stack.pulumi("preview");
    assert.notEqual(run.code, 0);
    assert.match(
      run.all,
      /SMS2002: the chinese-mainland quota leaves 1, and this run creates 2\n +quota +2, 1 in use\n +new +(orders, alerts|alerts, orders)\n/,
    );
  });
});
