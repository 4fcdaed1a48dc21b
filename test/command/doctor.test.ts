import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { nodeFinding } from "../../provider/cli";
import type { Fact, Message, Step } from "../../provider/messages";
import { IntentFolder } from "../../provider/intents";
import { tlsService } from "../support/service/tls-service";
import { exported, pulumi, secretKey, accessKey, stackConfig, Terminal, type Ran, type RunOptions } from "./terminal";
import { chinaProject, europeanProject } from "../support/service/projects";

interface Finding {
  level: string;
  topic: string;
  what: string;
  code?: string;
  facts?: Fact[];
  do?: Step[];
  cause?: Message;
}

const factsOf = ({ facts = [] }: Finding) => Object.fromEntries(facts.map(({ label, text }) => [label, text]));
const stepsOf = ({ do: steps = [] }: Finding) => steps.map(({ text }) => text);

describe("msgsms doctor", () => {
  let terminal: Terminal;
  before(async () => (terminal = await Terminal.open()));
  beforeEach(() => {
    terminal.clear();
    terminal.configure();
    sdk("3.248.0");
  });
  after(() => terminal.close());

  const sdk = (version: string) => {
    const folder = join(terminal.folder, "node_modules", "@pulumi", "pulumi");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ version }));
  };
  const current = pulumi({ "pulumi version": "v3.259.0\n" });
  const doctor = (words = "", options: RunOptions = {}): Promise<Ran> => terminal.msgsms(`doctor ${words}`, { run: current, ...options });
  const bad = async (words = "", options: RunOptions = {}) => {
    const { code, stdout } = await doctor(`${words} --format json`, options);
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    return { code, bad: findings.filter(({ level }) => level !== "ok") };
  };

  it("says on one line each what was found, and that all is well", async () => {
    const { code, stdout, stderr } = await doctor();
    assert.deepEqual([code, stderr], [0, ""]);
    const lines = stdout.split("\n").map((line) => line.replace(/ {2,}/g, "  "));
    for (const line of [
      `ok  Node  ${process.versions.node}`,
      "ok  Pulumi  3.259.0",
      "ok  Pulumi SDK  @pulumi/pulumi 3.248.0",
      "ok  account  secretKey is set, from environment variable HUAWEICLOUD_SDK_SK",
      "ok  account  no proxy is used",
      `ok  account  ${terminal.emulator.url} answers`,
      "ok  account  the clock agrees with the service's",
      "ok  account  chinese-mainland: 0 applications listed",
      "ok  account  chinese-mainland: 0 of 2 applications used, 2 left",
      `ok  state folder  ${join(terminal.folder, "state", "pulumi-msgsms", "intents")} can be used`,
      "All is well.",
    ]) {
      assert.ok(lines.includes(line), `${line}\nis missing in\n${lines.join("\n")}`);
    }
    assert.ok(
      lines.some((line) => /^ok {2}account {2}projectId is 0123.*, from account\.projectId in .*msgsms\.config\.yaml$/.test(line)),
      stdout,
    );
  });

  it("gives the same as JSON with a summary", async () => {
    const { findings, summary } = JSON.parse((await doctor("--format json")).stdout) as {
      findings: Finding[];
      summary: Record<string, number>;
    };
    assert.deepEqual(summary, { ok: findings.length, warnings: 0, problems: 0 });
    assert.deepEqual(Object.keys(findings[0]!), ["level", "topic", "what"]);
  });

  it("warns of a missing or old pulumi and a missing SDK, and fails for an old SDK or Node", async () => {
    const none = await bad("", { run: pulumi({}) });
    assert.deepEqual([none.code, none.bad.map(({ topic }) => topic)], [0, ["Pulumi"]]);
    const old = await bad("", { run: pulumi({ "pulumi version": "v3.99.0" }) });
    assert.deepEqual(
      [old.bad[0]!.level, old.bad[0]!.what, stepsOf(old.bad[0]!)],
      ["warning", "pulumi 3.99.0 is too old", ["Pulumi 3.216.0 or newer"]],
    );
    sdk("3.20.1");
    const oldSdk = await bad();
    assert.deepEqual([oldSdk.code, oldSdk.bad[0]!.level, stepsOf(oldSdk.bad[0]!)], [1, "problem", ["npm install @pulumi/pulumi@^3.216.0"]]);
    terminal.clear();
    terminal.configure();
    const noSdk = await bad();
    assert.deepEqual([noSdk.code, noSdk.bad.map(({ level, topic }) => [level, topic])], [0, [["warning", "Pulumi SDK"]]]);
    assert.deepEqual(
      ["20.19.0", "22.1.0", "20.18.9", "18.20.0"].map((version) => nodeFinding(version, ">=20.19").level),
      ["ok", "ok", "problem", "problem"],
    );
  });

  it("tells missing settings in one finding, with 2, and asks nothing", async () => {
    const nothing = { environment: { HUAWEICLOUD_SDK_AK: undefined, HUAWEICLOUD_SDK_SK: undefined } };
    const { code, stdout } = await doctor("", nothing);
    assert.equal(code, 2);
    assert.match(stdout, /\nproblem +account +SMS4001: settings are missing: accessKey, secretKey/);
    assert.deepEqual(
      (await bad("", nothing)).bad.map((finding) => [finding.level, finding.topic, finding.code]),
      [["problem", "account", "SMS4001"]],
    );
    assert.equal(terminal.emulator.control.requests().count, 0);
  });

  it("looks at each profile, and takes an empty top level for what it is", async () => {
    const europe = `{cloudRegion: eu-west-101, projectId: "${europeanProject}", endpoint: "${terminal.emulator.url}"}`;
    terminal.write("msgsms.config.yaml", `account:\n  profiles:\n    europe: ${europe}\n`);
    const found = await bad();
    assert.equal(found.code, 0);
    assert.deepEqual(
      found.bad.map(({ level, topic, code, what, cause }) => [level, topic, code, what, cause?.code]),
      [["warning", "account", "SMS5203", "applications without a profile have no account", "SMS4001"]],
    );
    const { stdout } = await doctor("--profile europe");
    assert.ok(stdout.includes("profile europe") && !stdout.includes("ok       account"), stdout);
  });

  it("tells wrong keys once, with 3", async () => {
    const found = await bad("", { environment: { HUAWEICLOUD_SDK_SK: "hunter2-wrong" } });
    assert.deepEqual([found.code, found.bad.map(({ code }) => code)], [3, ["SMS3004"]]);
  });

  it("sends nothing with a key after its first refusal, whichever account it is for", async () => {
    const profile = (cloudRegion: string, projectId: string) =>
      `{cloudRegion: ${cloudRegion}, projectId: "${projectId}", endpoint: "${terminal.emulator.url}"}`;
    const profiles = {
      europe: profile("eu-west-101", europeanProject),
      asia: profile("ap-southeast-1", "abc"),
      south: profile("cn-south-1", "abd"),
    };
    terminal.configure(
      `  profiles:\n${Object.entries(profiles)
        .map(([name, one]) => `    ${name}: ${one}\n`)
        .join("")}`,
    );
    const found = await bad("", { environment: { HUAWEICLOUD_SDK_SK: "hunter2-wrong" } });
    assert.deepEqual(
      [found.code, found.bad.map(({ topic, code }) => [topic, code])],
      [
        3,
        [
          ["account", "SMS3004"],
          ["profile europe", "SMS3004"],
          ["profile asia", "SMS3004"],
          ["profile south", "SMS3004"],
        ],
      ],
    );
    assert.equal(factsOf(found.bad[1]!)["sent"], "nothing after that, because five refusals lock an access key");
    assert.equal(terminal.emulator.control.requests().count, 1);
  });

  it("tells certificates that are not checked: with 2 for a network, and a warning for this machine", async () => {
    const environment = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    const remote = await bad("--endpoint https://msgsms.cn-north-4.myhuaweicloud.com", { environment });
    assert.deepEqual([remote.code, remote.bad.map(({ code }) => code)], [2, ["SMS3014"]]);
    await using service = await tlsService();
    const { stdout } = await doctor(`--endpoint ${service.endpoint}`, { environment });
    assert.match(stdout, /warning +account +SMS3014: the certificate was not checked \(NODE_TLS_REJECT_UNAUTHORIZED=0\)/);
    assert.doesNotMatch(stdout, /is trusted/);
  });

  it("tells keys of a stack that are no settings, with 2, and asks nothing", async () => {
    const run = pulumi({
      "pulumi version": "v3.259.0",
      "pulumi config": stackConfig({ cloudRegion: "cn-north-4", preFlight: "required", region: "x" }),
      "pulumi stack export": exported(),
    });
    const found = await bad("--stack dev", { run });
    assert.deepEqual(
      [found.code, found.bad.map(({ topic, code, what }) => [topic, code, what])],
      [2, [["settings", "SMS4009", "2 keys below msgsms: are not settings"]]],
    );
    assert.equal(terminal.emulator.control.requests().count, 0);
    terminal.write("Pulumi.yaml", "name: msgsms\nruntime: nodejs\n");
    const own = pulumi({
      "pulumi version": "v3.259.0",
      "pulumi config": stackConfig({ orderSecret: "x" }),
      "pulumi stack export": exported(),
    });
    assert.deepEqual(
      (await bad("--stack dev", { run: own })).bad.map(({ code }) => code),
      [],
    );
  });

  it("tells a service that is away, with 3", async () => {
    const found = await bad("--endpoint http://127.0.0.1:1");
    assert.deepEqual([found.code, found.bad.map(({ code }) => code)], [3, ["SMS3001"]]);
  });

  it("tells a missing permission for the list, and still the quota", async () => {
    terminal.emulator.control.planFaults([{ operation: "ListAppDetails", times: "always", fault: { kind: "status", code: "APIGW.0302" } }]);
    const { code, stdout } = await doctor();
    assert.equal(code, 3);
    assert.match(stdout, /problem +account +SMS3005: .*\n(?: +.*\n)+ +do +.*MSGSMS FullAccess/);
    assert.match(stdout, /ok +account +chinese-mainland: 0 of 2 applications used/);
  });

  it("tells a project that is not the region's, with 3", async () => {
    const { code } = await bad("--project-id abcdef");
    assert.equal(code, 3);
  });

  it("tells a clock that is off: a word, a warning, a problem with 1", async () => {
    const clock = async (minutes: number) => {
      terminal.emulator.control.clearFaults();
      const { code, stdout } = await doctor("", { ahead: minutes * 60_000 });
      const [, level, what] = /^(\w+) +account +(?:SMS3013: )?(this machine's clock .*|the clock .*)$/m.exec(stdout) ?? [];
      return [code, level, what, /^ +why +(.*)\n +do +(.*)$/m.exec(stdout)?.slice(1)];
    };
    assert.deepEqual(await clock(0), [0, "ok", "the clock agrees with the service's", undefined]);
    assert.deepEqual(await clock(3), [0, "ok", "this machine's clock is 3 minutes ahead of the service's", undefined]);
    const more = ["the service refuses signatures that are more than 15 minutes off", "set the clock right"];
    assert.deepEqual(await clock(-8), [0, "warning", "this machine's clock is 8 minutes behind the service's", more]);
    assert.deepEqual(await clock(20), [1, "problem", "this machine's clock is 20 minutes ahead of the service's", more]);
  });

  it("warns of a full market", async () => {
    terminal.emulator.control.setAccount({ projectId: chinaProject, quota: 1 });
    terminal.seed({ projectId: chinaProject, market: "international", name: "one" });
    const found = await bad();
    assert.equal(found.code, 0);
    assert.deepEqual(
      found.bad.map(({ code, what }) => [code, what]),
      [["SMS5204", "the international quota is used up: 1 of 1"]],
    );
  });

  it("names the proxy without its password, and refuses an address that is none, with 2", async () => {
    const used = await doctor("", { environment: { HTTP_PROXY: "http://user:hunter2@127.0.0.1:1" } });
    assert.match(used.stdout, /the proxy http:\/\/127\.0\.0\.1:1 is used \(HTTP_PROXY\)/);
    assert.equal(used.code, 3);
    const wrong = await bad("", { environment: { HTTP_PROXY: "ftp://hunter2" } });
    assert.equal(wrong.code, 2);
    assert.match(wrong.bad[0]!.what, /HTTP_PROXY is not the address of a proxy/);
  });

  it("tells a certificate that nobody trusts", async () => {
    await using service = await tlsService();
    const found = await bad(`--endpoint ${service.endpoint}`);
    assert.deepEqual([found.code, found.bad.map(({ code }) => code), service.seen], [3, ["SMS3001"], []]);
    assert.match(found.bad[0]!.what, /this machine does not trust its certificate/);
  });

  it("shows what a killed run has left in the state folder, and a folder that cannot be used, with 1", async () => {
    const folder = join(terminal.folder, "state", "pulumi-msgsms", "intents");
    const place = {
      endpoint: terminal.emulator.url,
      cloudRegion: "cn-north-4",
      projectId: chinaProject,
      market: "international",
      name: "lost",
    } as const;
    const notes = new IntentFolder(folder, { host: hostname(), pid: 1, run: "other" }, () => false);
    notes.write({ ...place, stack: "urn:dev", time: "2026-01-31T12:00:00.000Z", seenBefore: [] });
    const left = await bad();
    assert.equal(left.code, 0);
    assert.equal(left.bad[0]!.what, "a run was interrupted while it created the international application lost");
    assert.deepEqual(factsOf(left.bad[0]!), { stack: "urn:dev", began: "2026-01-31T12:00:00.000Z" });
    terminal.write("file", "");
    const unusable = await bad("", { environment: { XDG_STATE_HOME: join(terminal.folder, "file") } });
    assert.deepEqual([unusable.code, unusable.bad[0]!.topic, unusable.bad[0]!.code], [1, "state folder", "SMS2022"]);
  });

  const type = "pulumi-nodejs:dynamic/msgsms:SmsApplication";
  const whole = () => ({
    adopted: false,
    cloudRegion: "cn-north-4",
    projectId: chinaProject,
    endpoint: terminal.emulator.url,
    secretSource: "created",
    consoleChanges: [],
  });
  const holding = (resources: object[], pending: object[] = []) =>
    pulumi({
      "pulumi version": "v3.259.0",
      "pulumi config": stackConfig({
        cloudRegion: "cn-north-4",
        projectId: chinaProject,
        endpoint: terminal.emulator.url,
        accessKey,
        secretKey,
      }),
      "pulumi stack export": exported(resources, pending),
    });
  const urn = (name: string) => `urn:pulumi:dev::shop::${type}::${name}`;

  it("looks at the state of a stack: incomplete and interrupted creations", async () => {
    const run = holding(
      [
        { urn: urn("good"), type, id: "1", outputs: whole() },
        { urn: urn("half"), type, id: "2", outputs: whole(), initErrors: ["a later step failed"] },
        { urn: "urn:pulumi:dev::shop::other:index:Thing::x", type: "other:index:Thing", outputs: {} },
      ],
      [
        { type: "creating", resource: { urn: urn("cut"), type } },
        { type: "updating", resource: { urn: urn("good"), type } },
      ],
    );
    const found = await bad("--stack dev", { run });
    assert.equal(found.code, 0);
    assert.deepEqual(
      found.bad.map((finding) => [finding.topic, finding.what, factsOf(finding)]),
      [
        ["state", "half exists, but a later step of its creation failed", { failed: ["a later step failed"] }],
        ["state", "the creation of cut was interrupted", {}],
      ],
    );
    assert.match((await doctor("--stack dev", { run })).stdout, /ok +state +dev holds 2 SMS applications/);
    assert.match((await doctor("--stack dev", { run })).stdout, /ok +account +secretKey is set, from msgsms:secretKey/);
  });

  it("tells an application of another account than the settings name, with 2", async () => {
    const run = holding([{ urn: urn("moved"), type, id: "1", outputs: { ...whole(), projectId: "abc" } }]);
    const found = await bad("--stack dev", { run });
    assert.equal(found.code, 2);
    assert.equal(found.bad[0]!.what, "moved does not belong to the account of the settings");
    const { recorded, settings } = factsOf(found.bad[0]!);
    assert.match(String(recorded), /^cn-north-4, project abc, http/);
    assert.match(String(settings), /^cn-north-4, project 0123/);
  });

  it("tells a stack that cannot be read once, with 2", async () => {
    const found = await bad("--stack dev", {
      run: pulumi({ "pulumi version": "v3.259.0", pulumi: { code: 255, stderr: "error: not logged in" } }),
    });
    assert.deepEqual([found.code, found.bad.map(({ code }) => code)], [2, ["SMS4007"]]);
    assert.match(String(factsOf(found.bad[0]!)["said"]), /not logged in/);
  });

  it("takes the worst of several problems for the exit code", async () => {
    sdk("3.1.0");
    assert.equal((await bad()).code, 1);
    assert.equal((await bad("", { environment: { HW_REGION_NAME: "mars" } })).code, 2);
    assert.equal((await bad("", { environment: { HUAWEICLOUD_SDK_SK: "hunter2-wrong" } })).code, 3);
  });
});
