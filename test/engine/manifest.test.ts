import assert from "node:assert/strict";
import { SmsStack } from "../support/pulumi/sms-stack";

const program = (overrides: string) => `import * as pulumi from "@pulumi/pulumi";
import { SmsApplicationManifest } from "pulumi-msgsms";
const config = new pulumi.Config();
const sms = new SmsApplicationManifest("sms", { file: "sms-*.yaml", overrides: ${overrides} });
export const secretSource = sms.applications["codes"]?.secretSource;
`;
const document = (...entries: string[]) =>
  ["apiVersion: msgsms/v1", "kind: SmsApplications", "defaults:", "  market: international", "applications:", ...entries, ""].join("\n");
const codes = "  codes:\n    name: codes";
const alerts = "  alerts:\n    name: alerts";
const noAnswer = /\n +at .*\(?.*:\d+:\d+\)?/;

describe("engine: a manifest of several files", function () {
  this.timeout(120_000);
  let sms: SmsStack;
  before(async () => {
    const files = {
      "index.ts": program(`{ codes: { appSecret: config.requireSecret("codesSecret") } }`),
      "sms-a.yaml": document(codes, alerts),
    };
    sms = await SmsStack.start(files, {
      config: { codesSecret: { secret: "from-the-console" } },
    });
  });
  after(() => sms.stop());
  const up = (...flags: string[]) => sms.stack.pulumi("up", "--yes", "--skip-preview", ...flags);

  it("takes an output as an override", async () => {
    const run = await up();
    assert.equal(run.code, 0, run.all);
    const outputs = await sms.stack.pulumi("stack", "output", "--json");
    assert.deepEqual(JSON.parse(outputs.stdout), { secretSource: "given" });
    assert.ok(!JSON.stringify(await sms.stack.exportState()).includes("from-the-console"));
  });

  it("changes nothing when an entry moves to another file", async () => {
    await sms.stack.write("sms-a.yaml", document(alerts));
    await sms.stack.write("sms-b.yaml", document(codes));
    const run = await up("--expect-no-changes");
    assert.equal(run.code, 0, run.all);
    assert.equal((await sms.alive()).length, 2);
  });

  it("shows problems and warnings of all files in preview, each once, without a stack, and registers nothing", async () => {
    const before = await sms.applicationsInState();
    await sms.stack.write("sms-a.yaml", document(alerts, "    ipWhiteList: []", "  third:\n    name: third-"));
    await sms.stack.write("sms-b.yaml", document(codes, '    ipWhitelist: ["10.0.0.1"]'));
    const run = await sms.stack.pulumi("preview");
    assert.notEqual(run.code, 0);
    const shown = [
      /error: sms-a\.yaml:8:5 SMS1001: ipWhiteList is not a setting of an SMS application\n +in +applications\.alerts\n +do +did you mean: +ipWhitelist\n/g,
      /error: sms-a\.yaml:10:11 SMS1004: name is not made of letters, digits and underscores: "third-"\n +in +applications\.third\n/g,
      /warning: sms-b\.yaml:8:19 SMS1203: ipWhitelist\[0\] is a private address: "10\.0\.0\.1"\n/g,
      /2 problems in sms-a\.yaml, sms-b\.yaml\. Nothing was created or changed\./g,
    ];
    // The engine shows each first as a status, then in its list.
    const [, list = ""] = run.all.split("Diagnostics:");
    for (const line of shown) assert.equal([...list.matchAll(line)].length, 1, `${String(line)}\n${run.all}`);
    assert.doesNotMatch(run.all, noAnswer);
    assert.ok(!/sms-alerts|sms-codes/.test(run.all), `an application was registered:\n${run.all}`);
    assert.deepEqual(
      (await sms.applicationsInState()).map(({ urn }) => urn),
      before.map(({ urn }) => urn),
    );
  });
});
