import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunResult } from "../../tools/pulumi/run-program";
import { SmsStack } from "../support/pulumi/sms-stack";

const program = {
  "index.js": 'const { SmsApplicationManifest } = require("pulumi-msgsms");\nnew SmsApplicationManifest("sms", { file: "sms.yaml" });\n',
  "sms.yaml": "",
};

const manifest = (...settings: string[]) =>
  ["apiVersion: msgsms/v1", "kind: SmsApplications", "applications:", "  alerts:", ...settings.map((line) => `    ${line}`), ""].join("\n");
const good = manifest("market: international", "name: alerts");

/** Bad input, where it is wrong, and what the message must say. */
const badManifests: [what: string, text: string | Buffer, expected: RegExp][] = [
  [
    "an unknown key",
    manifest("market: international", "name: alerts", "ipWhitlist: []"),
    /sms\.yaml:7:5:? SMS1001.*ipWhitlist.*ipWhitelist/s,
  ],
  ["a wrong type", manifest("market: international", "name: 42"), /sms\.yaml:6:11:? SMS1003: name is not a string: 42\n/],
  [
    "a forbidden character",
    manifest("market: international", "name: al-erts"),
    /sms\.yaml:6:11:? SMS1004: name is not made of .*: "al-erts"\n.*"-", at position 3\n/s,
  ],
  [
    "31 characters",
    manifest("market: international", `name: ${"a".repeat(31)}`),
    /sms\.yaml:6:11:? SMS1004: name has 31 characters; at most 30 are allowed\n/,
  ],
  [
    "11 addresses",
    manifest(
      "market: international",
      "name: alerts",
      `ipWhitelist: [${Array.from({ length: 11 }, (_, i) => `203.0.113.${i}`).join(", ")}]`,
    ),
    /sms\.yaml:7:18:? SMS1004.*at most 10.*list of 11/s,
  ],
  ["a YAML error", "apiVersion: msgsms/v1\nkind: [SmsApplications\n", /sms\.yaml:\d+:\d+:? SMS1104/],
  ["an empty file", "", /sms\.yaml:1:1:? SMS1108/],
  ["bytes that are not text", Buffer.from([0xff, 0x41, 0xc3, 0x28]), /sms\.yaml:1:1:? SMS1102/],
];

describe("engine: bad input gives one clear error, and nothing is created or lost", function () {
  this.timeout(120_000);
  let sms: SmsStack;
  before(async () => {
    sms = await SmsStack.start(program);
  });
  after(() => sms.stop());

  const assertClear = (run: RunResult, expected: RegExp) => {
    assert.notEqual(run.code, 0, run.all);
    assert.match(run.all, expected);
    assert.ok(!/\n +at .*\(?.*:\d+:\d+\)?/.test(run.all), `a stack was printed:\n${run.all}`);
    assert.ok(!run.all.includes("emulator-secret-key"), "a secret was printed");
  };

  for (const [what, text, expected] of badManifests) {
    it(`${what}: file, line and column`, async () => {
      await writeFile(join(sms.stack.folder, "sms.yaml"), text);
      assertClear(await sms.stack.pulumi("preview"), expected);
    });
  }

  it("a file that does not exist", async () => {
    await sms.stack.write("index.js", program["index.js"].replace("sms.yaml", "missing.yaml"));
    assertClear(await sms.stack.pulumi("preview"), /SMS5101: "missing\.yaml" does not exist/);
    await sms.stack.write("index.js", program["index.js"]);
  });

  it("shows several problems at once, each with its place", async () => {
    await sms.stack.write("sms.yaml", manifest("market: international", "name: al-erts", "colour: red"));
    const run = await sms.stack.pulumi("preview");
    assertClear(run, /SMS1004[^]*SMS1001|SMS1001[^]*SMS1004/);
    assert.match(run.all, /2 problems in sms\.yaml\. Nothing was created or changed\./);
  });

  it("created nothing in all of this", async () => {
    assert.deepEqual(await sms.alive(), []);
  });
});

describe("engine: a bad account or service gives one clear error, and nothing is created or lost", function () {
  this.timeout(120_000);
  const withGood = { ...program, "sms.yaml": good };
  const check = async (options: Parameters<typeof SmsStack.start>[1], expected: RegExp, command = ["preview"]) => {
    const sms = await SmsStack.start(withGood, options);
    try {
      const run = await sms.stack.pulumi(...command);
      assert.notEqual(run.code, 0, run.all);
      assert.match(run.all, expected);
      assert.ok(!/\n +at .*\(?.*:\d+:\d+\)?/.test(run.all), `a stack was printed:\n${run.all}`);
      assert.ok(!run.all.includes("emulator-secret-key") && !run.all.includes("wrong-secret-key"), "a secret was printed");
      assert.deepEqual(await sms.alive(), []);
      return run;
    } finally {
      await sms.stop();
    }
  };

  it("missing credentials: every place that was looked at", async () => {
    const none = { HUAWEICLOUD_SDK_AK: "", HUAWEICLOUD_SDK_SK: "" };
    const run = await check({ env: none }, /resource 'sms-alerts' has a problem: SMS4001/);
    for (const place of ["msgsms:accessKey", "HUAWEICLOUD_SDK_AK", "HW_ACCESS_KEY", "msgsms:secretKey", "HW_SECRET_KEY"]) {
      assert.ok(run.all.includes(place), `${place} is not named`);
    }
  });

  it("a wrong secret key", () =>
    check({ env: { HUAWEICLOUD_SDK_SK: "wrong-secret-key" } }, /resource 'sms-alerts' has a problem: SMS3004.*APIGW\.0301/s).then(
      () => undefined,
    ));

  it("a wrong project", () =>
    check({ config: { "msgsms:projectId": "abcdef" } }, /resource 'sms-alerts' has a problem: SMS300[57].*abcdef/s).then(() => undefined));

  it("a market that the cloud region does not have", () =>
    check(
      { config: { "msgsms:cloudRegion": "eu-west-101" } },
      /resource 'sms-alerts' has a problem: SMS4005: cloud region eu-west-101 has no international applications/,
    ).then(() => undefined));

  it("an endpoint that is down: a warning in preview, an error before anything is sent in up", async () => {
    const run = await check(
      { config: { "msgsms:endpoint": "http://127.0.0.1:9" } },
      /SMS3001: the service was not reached: the connection was refused/,
      ["up", "--yes", "--skip-preview"],
    );
    assert.match(run.all, /warning: SMS2014/);
  });

  it("an emulator that is killed: the state keeps what it knows", async () => {
    const sms = await SmsStack.start(withGood);
    try {
      assert.equal((await sms.stack.pulumi("up", "--yes", "--skip-preview")).code, 0);
      const [before] = await sms.applicationsInState();
      await sms.emulator.kill();
      await sms.stack.write("sms.yaml", good.replace("name: alerts", "name: renamed"));
      const run = await sms.stack.pulumi("up", "--yes", "--skip-preview");
      assert.notEqual(run.code, 0);
      assert.match(run.all, /SMS3001/);
      const [after] = await sms.applicationsInState();
      assert.equal(after?.id, before?.id);
      // The export encrypts anew each time, so the two secrets are compared by their presence.
      const outputsOf = (state: typeof after) =>
        Object.entries(state?.outputs ?? {}).map(([key, value]) => [key, /^app(Key|Secret)$/.test(key) || value]);
      assert.deepEqual(outputsOf(after), outputsOf(before));
    } finally {
      await sms.stack.dispose();
    }
  });
});
