import assert from "node:assert/strict";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { resourceType } from "../../provider/application";
import { runPulumi } from "../../provider/stack";
import { chinaProject } from "../support/service/projects";
import { accessKey, exported, pulumi, secretKey, stackConfig, Terminal } from "./terminal";

const manifest = `apiVersion: msgsms/v1
kind: SmsApplications
applications:
  login:
    market: chinese-mainland
    name: login-codes
    ipWhitelist: [203.0.113.10]
  codes:
    market: chinese-mainland
    name: codes
`;

/** test/command/scenarios shows what each command says of each case; here is what a scenario cannot show. */
describe("msgsms: the stack that a run looks at", () => {
  let terminal: Terminal;
  let id: string;
  before(async () => (terminal = await Terminal.open()));
  beforeEach(() => {
    terminal.clear();
    terminal.write("sms.yaml", manifest);
    id = terminal.seed({ projectId: chinaProject, market: "chinese-mainland", name: "renamed" })[0]!;
  });
  after(() => terminal.close());

  const config = (more: object = {}) =>
    stackConfig({ cloudRegion: "cn-north-4", projectId: chinaProject, endpoint: terminal.emulator.url, accessKey, secretKey, ...more });
  const urnOf = (types: string, name: string) => `urn:pulumi:dev::shop::${types}::${name}`;
  const component = "my:index:Sms";
  const manifestType = "msgsms:index:SmsApplicationManifest";
  const entry = (types: string, name: string, more: object = {}) => ({
    urn: urnOf(types, name),
    type: resourceType,
    id,
    outputs: { market: "chinese-mainland", name: "login-codes" },
    ...more,
  });
  const having = (...resources: object[]) =>
    pulumi({ "pulumi stack --show-name": "dev\n", "pulumi config": config(), "pulumi stack export": exported(resources) });
  const noKeys = { HUAWEICLOUD_SDK_AK: undefined, HUAWEICLOUD_SDK_SK: undefined };
  const program = () => terminal.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  const commands = ["list", "import sms.yaml", "drift sms.yaml", "todo sms.yaml --live", "doctor"];

  for (const words of commands) {
    it(`starts no pulumi for ${words} without Pulumi.yaml, and none with --no-stack`, async () => {
      terminal.configure();
      const run = having();
      const asked = async (line: string) => {
        await terminal.msgsms(line, { run });
        return run.asked.splice(0).filter((one) => one !== "pulumi version");
      };
      assert.deepEqual(await asked(words), []);
      program();
      assert.deepEqual(await asked(`${words} --no-stack`), []);
      const [first, ...others] = await asked(words);
      assert.equal(first, "pulumi stack --show-name --non-interactive --color never");
      assert.deepEqual(
        others.map((one) => /^pulumi (config|stack export) .*--stack dev .*--non-interactive/.exec(one)?.[1]),
        ["config", "stack export"],
      );
    });

    it(`takes for ${words} the settings of the selected stack before the environment, and says so in one line`, async () => {
      program();
      const environment = { ...noKeys, HW_PROJECT_ID: "e4f", HW_REGION_NAME: "ap-southeast-1" };
      const { stderr, stdout } = await terminal.msgsms(words, { run: having(entry(resourceType, "login")), environment });
      const said = "Settings and ids of the stack dev, which is selected here (--no-stack leaves it out).";
      assert.deepEqual(
        [stderr, stdout]
          .join("\n")
          .split("\n")
          .filter((line) => line.includes(said)).length,
        1,
      );
      assert.ok(terminal.emulator.control.requests().requests.every(({ path }) => path.includes(chinaProject)));
      assert.notEqual(terminal.emulator.control.requests().count, 0);
    });
  }

  it("finds the program in a folder above, as pulumi does", async () => {
    program();
    mkdirSync(join(terminal.folder, "sms"));
    const run = having();
    await terminal.msgsms("list", { run, environment: noKeys, folder: "sms" });
    assert.equal(run.asked.length, 3);
  });

  it("takes no question of pulumi for an answer: it has no input, and ends", async () => {
    program();
    terminal.configure();
    terminal.write("pulumi", "#!/bin/sh\nread answer || { echo 'error: nobody answers' >&2; exit 255; }\n");
    chmodSync(join(terminal.folder, "pulumi"), 0o755);
    const environment = { PATH: `${terminal.folder}:/bin:/usr/bin` };
    const run = runPulumi({ command: "pulumi", folder: terminal.folder, environment, limit: 10_000 });
    const { code, stderr } = await terminal.msgsms("list", { run });
    assert.equal(code, 0);
    assert.match(stderr, /^warning: SMS5120: .*: error: nobody answers\n$/);
  });

  it("goes on with one line when pulumi does not end, and ends with SMS4007 when the stack was named", async () => {
    program();
    terminal.configure();
    const run = () => Promise.resolve({ end: "time limit" as const, stdout: "", stderr: "" });
    const selected = await terminal.msgsms("list", { run });
    assert.deepEqual([selected.code, selected.stderr.split("\n").length], [0, 2]);
    assert.match(selected.stderr, /^warning: SMS5120: the selected stack is not used: .*did not end within the time limit\n$/);
    const named = await terminal.msgsms("list --stack dev", { run });
    assert.deepEqual([named.code, named.stdout], [2, ""]);
    assert.match(named.stderr, /SMS4007: the stack "dev" was not read: pulumi did not end within the time limit/);
  });

  for (const [title, answer] of [
    ["that is not JSON", "hunter2"],
    ["of an unknown version", '{"version": 99}'],
  ] as const) {
    it(`does not use a state ${title}`, async () => {
      terminal.configure();
      const run = pulumi({ "pulumi stack --show-name": "dev", "pulumi config": config(), "pulumi stack export": answer });
      assert.match((await terminal.msgsms("drift sms.yaml --stack dev", { run })).stderr, /^error: SMS4007: the stack "dev" was not read/);
      program();
      const { stderr } = await terminal.msgsms("drift sms.yaml", { run });
      assert.match(stderr, /^warning: SMS5120: [^\n]*\n$/);
    });
  }

  it("tells in doctor that the selected stack cannot be read as a warning, and checks the rest", async () => {
    program();
    terminal.configure();
    const run = pulumi({ "pulumi version": "v3.259.0", "pulumi stack": { code: 255, stderr: "error: no stack selected" } });
    const { code, stdout } = await terminal.msgsms("doctor", { run });
    assert.equal(code, 0);
    assert.match(stdout, /warning +stack +SMS5120: the selected stack is not used\n/);
    assert.match(stdout, /ok +account +chinese-mainland: 1 application listed/);
  });

  const resources: [title: string, found: object, code: string][] = [
    [
      "a child of the manifest's component",
      { types: `${manifestType}$${resourceType}`, name: "sms-login", parent: urnOf(manifestType, "sms") },
      "SMS2107",
    ],
    [
      "a child of a component with a hyphen",
      { types: `${manifestType}$${resourceType}`, name: "eu-sms-login", parent: urnOf(manifestType, "eu-sms") },
      "SMS2107",
    ],
    [
      "a child of a component below another one",
      { types: `my:Shop$${manifestType}$${resourceType}`, name: "sms-login", parent: urnOf(`my:Shop$${manifestType}`, "sms") },
      "SMS2107",
    ],
    [
      "a child of another component",
      { types: `${component}$${resourceType}`, name: "sms-login", parent: urnOf(component, "sms") },
      "SMS2107",
    ],
    [
      "a child of another component with the bare name",
      { types: `${component}$${resourceType}`, name: "login", parent: urnOf(component, "sms") },
      "SMS2107",
    ],
    ["a child whose parent the state does not name", { types: `${manifestType}$${resourceType}`, name: "sms-login" }, "SMS2107"],
    ["a resource of the program", { types: resourceType, name: "login" }, "SMS2107"],
    ["a resource of another logical name that ends likewise", { types: resourceType, name: "sms-login" }, "SMS2109"],
    [
      "a child of another logical name that ends likewise",
      { types: `${manifestType}$${resourceType}`, name: "sms-my-login", parent: urnOf(manifestType, "sms") },
      "SMS2109",
    ],
  ];
  for (const [title, found, code] of resources) {
    it(`knows ${title}`, async () => {
      const { types, name, ...more } = found as { types: string; name: string };
      const ran = await terminal.msgsms("drift sms.yaml --stack dev --format json", { run: having(entry(types, name, more)) });
      const { diagnostics } = JSON.parse(ran.stdout) as { diagnostics: { code: string; path: string[]; what: string }[] };
      const ofLogin = diagnostics.filter(({ path }) => path[1] === "login");
      assert.equal(ofLogin[0]?.code, code);
      const renamed = ofLogin.find((one) => one.code === "SMS2107");
      assert.deepEqual(
        [renamed?.what, renamed?.path],
        ["the application login-codes was renamed on the console to renamed", ["applications", "login", "name"]],
      );
      assert.doesNotMatch(ran.stdout, /"SMS2102"[^]*login-codes/);
    });
  }

  it("gives a resource to the longest logical name when its component is not known", async () => {
    const [other] = terminal.seed({ projectId: chinaProject, market: "chinese-mainland", name: "codes" });
    terminal.write("sms.yaml", manifest.replace("  login:", "  login-codes:"));
    const run = having(entry(`${manifestType}$${resourceType}`, "sms-login-codes"));
    const { stdout } = await terminal.msgsms("drift sms.yaml --stack dev --format json", { run });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; path: string[]; id: string }[] };
    assert.deepEqual(
      diagnostics.filter(({ code }) => code === "SMS2107").map(({ path, id: of }) => [path[1], of]),
      [["login-codes", id]],
    );
    assert.ok(!stdout.includes(other!));
  });

  for (const [title, endpoint, key, refused] of [
    ["somewhere else", "https://msgsms.cn-north-4.evil.example", accessKey, /"https:\/\/msgsms\.cn-north-4\.evil\.example"/],
    ["this machine, for keys of the service", "http://127.0.0.1:1", "AK-of-the-service", /keys of the service to this machine/],
  ] as const) {
    it(`sends no key to ${title} because a stack says so that no person named`, async () => {
      program();
      const run = pulumi({
        "pulumi stack --show-name": "dev",
        "pulumi config": stackConfig({ cloudRegion: "cn-north-4", projectId: chinaProject, endpoint }),
        "pulumi stack export": exported(),
      });
      const environment = { HUAWEICLOUD_SDK_AK: key };
      const selected = await terminal.msgsms("list", { run, environment });
      assert.equal(selected.code, 2);
      assert.match(selected.stderr, /\nerror: SMS5110: msgsms:endpoint would send /);
      assert.match(selected.stderr, refused);
      assert.match(selected.stderr, /\n +do +if you mean it, name the stack: +--stack <name>\n/);
      terminal.write("msgsms.config.yaml", "list:\n  stack: dev\n");
      assert.match((await terminal.msgsms("list", { run, environment })).stderr, /^error: SMS5110: msgsms:endpoint/);
      if (endpoint.startsWith("http:")) assert.equal((await terminal.msgsms("list --stack dev", { run, environment })).code, 3);
    });
  }

  it("does not count what the program only looks up", async () => {
    const run = having(entry(resourceType, "login", { external: true }));
    const { stdout } = await terminal.msgsms("list --stack dev --format json", { run });
    assert.match(stdout, /"managedBy": null/);
  });

  it("shows no secret of a state or of a stack's name that steers a terminal", async () => {
    program();
    const name = "a\u001B[31mb";
    const resource = entry(resourceType, "login", { outputs: { name: "login-codes", market: "chinese-mainland", appSecret: "hunter2" } });
    const run = pulumi({ "pulumi stack --show-name": name, "pulumi config": config(), "pulumi stack export": exported([resource]) });
    for (const words of commands) {
      const { stdout, stderr } = await terminal.msgsms(words, { run });
      assert.ok(![stdout, stderr].some((text) => text.includes("\u001B")), words);
    }
  });
});
