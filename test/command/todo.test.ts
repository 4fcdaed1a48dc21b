import assert from "node:assert/strict";
import { Terminal } from "./terminal";
import { chinaProject, europeanProject } from "../support/service/projects";

const manifest = `apiVersion: msgsms/v1
kind: SmsApplications
applications:
  login:
    market: chinese-mainland
    name: login-codes
    uplinkDestination: https://a.example/up
    uplinkSendTime: true
    statusReportDestination: https://a.example/report_*
    ipWhitelist: [203.0.113.10, 203.0.113.11]
    confirmedInConsole: {uplinkSendTime: true}
  eu:
    market: european
    name: eu_one
    profile: europe
    ipWhitelist: []
`;

describe("msgsms todo", () => {
  let terminal: Terminal;
  before(async () => (terminal = await Terminal.open()));
  beforeEach(() => {
    terminal.clear();
    terminal.write("sms.yaml", manifest);
  });
  after(() => terminal.close());

  const offline = { environment: { HUAWEICLOUD_SDK_AK: undefined, HUAWEICLOUD_SDK_SK: undefined } };
  const items = async (words: string) =>
    JSON.parse((await terminal.msgsms(words)).stdout) as { items: Record<string, unknown>[]; summary: Record<string, number> };

  it("needs no account, and shows what is open by application", async () => {
    const { code, stdout, stderr } = await terminal.msgsms("todo sms.yaml", offline);
    assert.deepEqual([code, stderr], [1, ""]);
    assert.equal(
      stdout,
      `Chinese Mainland SMS > login-codes (login, sms.yaml:9)
  SMS status report destination: https://a.example/report_*
  IP Whitelist: 203.0.113.10,203.0.113.11 (takes effect 10 to 15 minutes later)

European SMS > eu_one (eu, sms.yaml:16, profile europe)
  IP Whitelist: leave it empty (takes effect 10 to 15 minutes later)

3 settings left to enter; 1 confirmed, 0 verified at the service.
`,
    );
    assert.equal(terminal.emulator.control.requests().count, 0);
  });

  it("writes check boxes, with the confirmed ones ticked", async () => {
    const { code, stdout } = await terminal.msgsms("todo sms.yaml --format markdown", offline);
    assert.equal(code, 1);
    assert.match(stdout, /^## Message & SMS console\n\n### Chinese Mainland SMS &#62; login-codes/);
    assert.match(stdout, /\n- \[x\] \*\*Uplink SMS Send Time\*\*: `Required` \(confirmed in the manifest\)\n/);
    assert.match(stdout, /\n- \[ \] \*\*SMS status report destination\*\*: `https:\/\/a\.example\/report_\*`\n/);
  });

  it("gives everything as JSON, with the place of each value", async () => {
    const { items: all, summary } = await items("todo sms.yaml --format json");
    assert.deepEqual(summary, { todo: 3, differs: 0, confirmed: 1, verified: 0 });
    assert.deepEqual(
      all.map(({ logicalName, menuPath, field, entered, status }) => [logicalName, menuPath, field, entered, status]),
      [
        ["login", ["Chinese Mainland SMS", "login-codes"], "Uplink SMS Send Time", "Required", "confirmed"],
        ["login", ["Chinese Mainland SMS", "login-codes"], "SMS status report destination", "https://a.example/report_*", "todo"],
        ["login", ["Chinese Mainland SMS", "login-codes"], "IP Whitelist", "203.0.113.10,203.0.113.11", "todo"],
        ["eu", ["European SMS", "eu_one"], "IP Whitelist", "", "todo"],
      ],
    );
    const { start, end } = all[2]!["range"] as Record<"start" | "end", { offset: number }>;
    assert.equal(manifest.slice(start.offset, end.offset), "[203.0.113.10, 203.0.113.11]");
  });

  it("asks the service with --live: what it shows as declared is done, another value is shown, one that is missing is said", async () => {
    terminal.configureProfiles();
    const seen = async (ipWhitelist: string[] | undefined) => {
      terminal.emulator.control.reset();
      if (ipWhitelist !== undefined) {
        terminal.seed({ projectId: chinaProject, market: "chinese-mainland", name: "login-codes", ipWhitelist });
        terminal.seed({ projectId: europeanProject, market: "european", name: "eu_one" });
      }
      const { items: all } = await items("todo sms.yaml --live --format json");
      const { status, liveValue, obstacle } = all[2]!;
      return [status, liveValue, obstacle];
    };
    assert.deepEqual(await seen(["203.0.113.11", "203.0.113.10"]), ["verified", undefined, undefined]);
    assert.deepEqual(await seen(["198.51.100.1"]), ["differs", ["198.51.100.1"], undefined]);
    assert.deepEqual(await seen([]), ["todo", undefined, undefined]);
    assert.deepEqual(await seen(undefined), ["todo", undefined, "the application does not exist yet; run pulumi up first"]);
  });

  it("shows the live value in text and markdown", async () => {
    terminal.configure();
    terminal.write("sms.yaml", manifest.slice(0, manifest.indexOf("  eu:")));
    terminal.seed({ projectId: chinaProject, market: "chinese-mainland", name: "login-codes", ipWhitelist: ["198.51.100.1"] });
    const { stdout } = await terminal.msgsms("todo sms.yaml --live --format text --format markdown=todo.md");
    assert.match(stdout, /IP Whitelist: 203\.0\.113\.10,203\.0\.113\.11 \(the service shows 198\.51\.100\.1; takes effect/);
    assert.match(stdout, /2 settings left to enter \(1 with another value at the service\); 1 confirmed/);
    assert.match(
      terminal.read("todo.md"),
      /- \[ \] \*\*IP Whitelist\*\*: `203\.0\.113\.10,203\.0\.113\.11` \(the service shows 198\.51\.100\.1;/,
    );
  });

  it("ends with 0 when nothing is left, or nothing of the kind is declared", async () => {
    const confirmed = "    confirmedInConsole: {ipWhitelist: [203.0.113.10]}\n";
    const head = "apiVersion: msgsms/v1\nkind: SmsApplications\napplications:\n  a:\n    market: european\n    name: a\n";
    terminal.write("sms.yaml", `${head}    ipWhitelist: [203.0.113.10]\n${confirmed}`);
    const done = await terminal.msgsms("todo sms.yaml");
    assert.deepEqual([done.code, done.stdout], [0, "Nothing left to enter; 1 confirmed, 0 verified at the service.\n"]);
    terminal.write("sms.yaml", head);
    const none = await terminal.msgsms("todo sms.yaml");
    assert.deepEqual([none.code, none.stdout], [0, "Nothing has to be entered: no console-only setting is declared.\n"]);
  });

  it("ends with 1 for a manifest with errors and says them on standard error, 2 for no manifest, 3 without the service", async () => {
    terminal.write("bad.yaml", "apiVersion: msgsms/v1\nkind: SmsApplications\napplications: {a: {market: european, nam: a}}\n");
    const bad = await terminal.msgsms("todo bad.yaml");
    assert.deepEqual([bad.code, bad.stdout], [1, ""]);
    assert.match(bad.stderr, /bad\.yaml:3:.*SMS1001[^]*nothing else was looked at/);
    assert.equal((await terminal.msgsms("todo nowhere.yaml")).code, 2);
    terminal.configureProfiles();
    const away = await terminal.msgsms("todo sms.yaml --live --endpoint http://127.0.0.1:1");
    assert.deepEqual([away.code, away.stdout], [3, ""]);
  });

  it("looks at one profile only", async () => {
    const { items: all } = await items("todo sms.yaml --profile europe --format json");
    assert.deepEqual(
      all.map(({ logicalName }) => logicalName),
      ["eu"],
    );
  });
});
