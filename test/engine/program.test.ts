import assert from "node:assert/strict";
import { SmsStack } from "../support/pulumi/sms-stack";

const programWith = (body: string) =>
  `import * as pulumi from "@pulumi/pulumi";\nimport { SmsApplication } from "pulumi-msgsms";\nconst config = new pulumi.Config();\n${body}\n`;

const alerts = `export const alerts = new SmsApplication("alerts", { market: "international", name: "alerts" });`;

describe("engine: the resource in a TypeScript program", function () {
  this.timeout(120_000);
  let sms: SmsStack;
  before(async () => {
    sms = await SmsStack.start(
      { "index.ts": programWith(alerts) },
      { config: { "test-program:consoleSecret": { secret: "TakenFromTheConsole" } } },
    );
  });
  after(() => sms.stop());

  const up = async (body: string, ...args: string[]) => {
    await sms.stack.write("index.ts", programWith(body));
    return sms.stack.pulumi("up", "--yes", "--skip-preview", ...args);
  };

  it("gives credentials as one secret output", async () => {
    const run = await up(`${alerts}\nexport const credentials = alerts.credentials;`);
    assert.equal(run.code, 0, run.all);
    assert.match(run.stdout, /credentials *: \[secret\]/);
    const [alive] = await sms.alive();
    const shown = JSON.parse((await sms.stack.pulumi("stack", "output", "credentials", "--show-secrets")).stdout) as Record<string, string>;
    assert.equal(shown["appSecret"], alive?.appSecret);
    assert.equal(shown["appKey"], alive?.appKey);
    assert.match(shown["accessAddress"] ?? "", /^https:/);
  });

  it("fails with what to do, and no stack, where the secret is unknown", async () => {
    const orders = `const orders = new SmsApplication("orders", { market: "european", name: "orders", profile: "europe" });`;
    const run = await up(`${alerts}\n${orders}\nexport const credentials = orders.credentials;`);
    assert.notEqual(run.code, 0);
    assert.match(
      run.all,
      /SMS2015: the credentials of orders are incomplete, because its secret is not known\n.*pulumi config set --secret/s,
    );
    assert.ok(!/\n +at .*\(.*:\d+:\d+\)/.test(run.all), run.all);
    assert.equal((await sms.alive()).length, 2);
  });

  it("takes a secret from the console, keeps it encrypted, and calls no API for it", async () => {
    await sms.requests();
    const orders = `const orders = new SmsApplication("orders", { market: "european", name: "orders", profile: "europe", appSecret: "PlainInTheProgram" });`;
    const run = await up(`${alerts}\n${orders}\nexport const credentials = orders.credentials;`, "--diff");
    assert.equal(run.code, 0, run.all);
    assert.deepEqual(await sms.requests(), []);
    const state = (await sms.stack.pulumi("stack", "export")).stdout;
    assert.ok(!state.includes("PlainInTheProgram"));
    assert.ok(!run.all.includes("PlainInTheProgram"));
    const [, stored] = await sms.applicationsInState();
    assert.equal(stored?.outputs?.["secretSource"], "given");
  });

  it("looks one up by id without managing it", async () => {
    const [alive] = await sms.alive();
    const before = await sms.applicationsInState();
    await sms.stack.write(
      "index.ts",
      programWith(
        `${alerts}\nnew SmsApplication("orders", { market: "european", name: "orders", profile: "europe", appSecret: "PlainInTheProgram" });\n` +
          `const found = SmsApplication.get("found", "${alive!.id}");\nexport const foundName = found.name;\nexport const foundStatus = found.status;`,
      ),
    );
    const run = await sms.stack.pulumi("preview");
    assert.equal(run.code, 0, run.all);
    assert.match(run.stdout, /foundName *: "alerts"[^]*foundStatus *: "LAUNCHED"/);
    assert.deepEqual((await sms.applicationsInState()).length, before.length);
  });

  it("refuses the import option and points to adopt", async () => {
    const run = await up(
      `new SmsApplication("alerts", { market: "international", name: "alerts" }, { import: "9e61f59c-1a6b-4ee5-9651-5bca450694b3" });`,
    );
    assert.notEqual(run.code, 0);
    assert.match(run.all, /SMS2017: the option import of alerts does not work\n.*adopt:/s);
    assert.ok(!/\n +at .*\(.*:\d+:\d+\)/.test(run.all), run.all);
  });

  it("adopts by name instead of creating, and keeps one application", async () => {
    const [first] = await sms.applicationsInState();
    await sms.stack.pulumi("state", "unprotect", first!.urn, "--yes");
    const deleted = await sms.stack.pulumi("state", "delete", first!.urn, "--yes");
    assert.equal(deleted.code, 0, deleted.all);
    const refused = await up(`new SmsApplication("again", { market: "international", name: "alerts" });`);
    assert.notEqual(refused.code, 0);
    assert.ok(refused.all.includes(`adopt: ${first!.id}`), refused.all);
    const orders = `new SmsApplication("orders", { market: "european", name: "orders", profile: "europe", appSecret: config.requireSecret("consoleSecret") });`;
    const run = await up(`new SmsApplication("again", { market: "international", name: "alerts", adopt: "by-name" });\n${orders}`);
    assert.equal(run.code, 0, run.all);
    assert.equal((await sms.alive()).length, 2);
    const again = (await sms.applicationsInState()).find(({ urn }) => urn.endsWith("::again"));
    assert.deepEqual([again?.id, again?.outputs?.["adopted"], again?.outputs?.["secretSource"]], [first!.id, true, "unknown"]);
  });

  it("abandons visibly: the preview shows it, the application lives on, the state forgets it", async () => {
    const orders = `new SmsApplication("orders", { market: "european", name: "orders", profile: "europe", appSecret: config.requireSecret("consoleSecret") });`;
    const abandon = `new SmsApplication("again", { market: "international", name: "alerts", adopt: "by-name", deletionPolicy: "abandon" });`;
    const marked = await up(`${abandon}\n${orders}`);
    assert.equal(marked.code, 0, marked.all);
    await sms.stack.write("index.ts", programWith(orders));
    const preview = await sms.stack.pulumi("preview");
    assert.match(preview.stdout, /delete\[retain\]|to delete|retain/, preview.all);
    const run = await up(orders);
    assert.equal(run.code, 0, run.all);
    assert.deepEqual(
      (await sms.applicationsInState()).map(({ urn }) => urn.split("::").at(-1)),
      ["orders"],
    );
    assert.equal((await sms.alive()).length, 2);
  });
});
