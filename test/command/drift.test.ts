import assert from "node:assert/strict";
import { Terminal } from "./terminal";
import { chinaProject, europeanProject } from "../support/service/projects";

interface Report {
  diagnostics: {
    code: string;
    severity: string;
    file: string;
    range: { start: { offset: number }; end: { offset: number } };
    path: string[];
    what: string;
    id?: string;
    declared?: unknown;
    live?: unknown;
  }[];
  summary: { errors: number; warnings: number };
}

const manifest = (entries: string) => `apiVersion: msgsms/v1\nkind: SmsApplications\napplications:\n${entries}`;

describe("msgsms drift", () => {
  let terminal: Terminal;
  before(async () => (terminal = await Terminal.open()));
  beforeEach(() => {
    terminal.clear();
    terminal.configureProfiles();
  });
  after(() => terminal.close());

  const mainland = { projectId: chinaProject, market: "chinese-mainland", name: "login-codes" };
  /** Each finding with the text that its range covers. */
  const found = async (words = "drift sms.yaml --format json") => {
    const { code, stdout } = await terminal.msgsms(words);
    const { diagnostics } = JSON.parse(stdout) as Report;
    const text = terminal.read("sms.yaml");
    return {
      code,
      diagnostics,
      short: diagnostics.map(({ code: found, range }) => [found, text.slice(range.start.offset, range.end.offset)]),
    };
  };
  const entry = (settings: string) => manifest(`  login:\n    market: chinese-mainland\n    name: login-codes\n${settings}`);

  it("is clean with 0 when everything is as declared, in whatever order and spelling of addresses", async () => {
    const [id] = terminal.seed({ ...mainland, uplinkDestination: "https://a.example/up", ipWhitelist: ["2001:db8::1", "203.0.113.9"] });
    terminal.write(
      "sms.yaml",
      entry(`    adopt: ${id!}\n    uplinkDestination: https://a.example/up\n    ipWhitelist: [203.0.113.9, "2001:DB8:0::1"]\n`),
    );
    const { code, stdout } = await terminal.msgsms("drift sms.yaml");
    assert.deepEqual([code, stdout], [0, "No drift: 1 application in 1 file.\n"]);
  });

  it("tells each setting at its value, with both values", async () => {
    const [id] = terminal.seed({
      ...mainland,
      name: "renamed",
      uplinkDestination: "https://live.example/?token=hunter2",
      ipWhitelist: ["203.0.113.9"],
      enterpriseProjectId: "live-project",
    });
    const settings = `    adopt: ${id!}\n    uplinkDestination: https://a.example/up\n    enterpriseProjectId: declared-project\n    ipWhitelist: [203.0.113.8]\n`;
    terminal.write("sms.yaml", entry(settings));
    const { code, diagnostics, short } = await found();
    assert.equal(code, 1);
    assert.deepEqual(short, [
      ["SMS2101", "login-codes"],
      ["SMS2101", "https://a.example/up"],
      ["SMS2101", "declared-project"],
      ["SMS2101", "[203.0.113.8]"],
    ]);
    assert.deepEqual(
      diagnostics.map(({ path, declared, live, id: of }) => [path.join("."), declared, live, of]),
      [
        ["applications.login.name", "login-codes", "renamed", id],
        ["applications.login.uplinkDestination", "https://a.example/up", "https://live.example/?token=*******", id],
        ["applications.login.enterpriseProjectId", "declared-project", "live-project", id],
        ["applications.login.ipWhitelist", ["203.0.113.8"], ["203.0.113.9"], id],
      ],
    );
  });

  it("points at the defaults where a value is declared there, and sorts by place", async () => {
    terminal.seed({ ...mainland, uplinkDestination: "https://live.example/" });
    const entries = "  gone:\n    name: gone\n  login:\n    name: login-codes\n";
    terminal.write(
      "sms.yaml",
      manifest(entries).replace(
        "applications:",
        "defaults:\n  market: chinese-mainland\n  uplinkDestination: https://a.example/\napplications:",
      ),
    );
    const { short } = await found();
    assert.deepEqual(short, [
      ["SMS2101", "https://a.example/"],
      ["SMS2102", "gone"],
    ]);
  });

  it("tells what is missing: by name, by id, in another market, and twice", async () => {
    const [, abroad] = terminal.seed(
      mainland,
      { ...mainland, market: "international", name: "abroad" },
      { ...mainland, name: "twice" },
      { ...mainland, name: "twice" },
    );
    const one = (logical: string, name: string, more = "") => `  ${logical}:\n    market: chinese-mainland\n    name: ${name}\n${more}`;
    const entries = [
      one("new", "new"),
      one("lost", "lost", "    adopt: 9e61f59c-1a6b-4ee5-9651-5bca450694b3\n"),
      one("moved", "moved", `    adopt: ${abroad!}\n`),
      one("two", "twice"),
      one("login", "Login-Codes"),
    ];
    terminal.write("sms.yaml", manifest(entries.join("")));
    const { code, short } = await found();
    assert.equal(code, 1);
    assert.deepEqual(short, [
      ["SMS2102", "new"],
      ["SMS2103", "9e61f59c-1a6b-4ee5-9651-5bca450694b3"],
      ["SMS2101", "chinese-mainland"],
      ["SMS2104", "twice"],
      ["SMS2102", "Login-Codes"],
    ]);
  });

  it("notes a status and a setting that is not declared, with 0", async () => {
    terminal.seed({ ...mainland, status: "SUSPENDED", uplinkDestination: "https://live.example/", ipWhitelist: ["203.0.113.9"] });
    terminal.write("sms.yaml", entry(""));
    const { code, short, diagnostics } = await found();
    assert.equal(code, 0);
    assert.deepEqual(short, [
      ["SMS2106", "login"],
      ["SMS2106", "login"],
      ["SMS2105", "login"],
    ]);
    assert.deepEqual([...new Set(diagnostics.map(({ severity }) => severity))], ["warning"]);
  });

  it("tells a whitelist that is gone, and where it is entered", async () => {
    terminal.seed(mainland);
    terminal.write("sms.yaml", entry("    ipWhitelist: [203.0.113.8]\n    confirmedInConsole: {ipWhitelist: [203.0.113.8]}\n"));
    const { code, stdout } = await terminal.msgsms("drift sms.yaml");
    assert.equal(code, 1);
    assert.match(stdout, /SMS2101: ipWhitelist differs from what the service shows\n.*\n +declared +203\.0\.113\.8\n +service +empty\n/);
    assert.match(stdout, /Chinese Mainland SMS, application login-codes: set IP Whitelist to 203\.0\.113\.8/);
    assert.match(stdout, /7 \| +ipWhitelist: \[203\.0\.113\.8\]\n +\| +\^{13}\n/);
  });

  it("looks for each application in the account of its own profile, with one list for each market", async () => {
    terminal.seed(mainland, { projectId: europeanProject, market: "european", name: "eu_one" });
    const europe =
      "  eu:\n    market: european\n    name: eu_one\n    profile: europe\n  eu2:\n    market: european\n    name: eu_two\n    profile: europe\n";
    terminal.write("sms.yaml", entry("") + europe);
    const { short } = await found();
    assert.deepEqual(short, [["SMS2102", "eu_two"]]);
    const { count } = terminal.emulator.control.requests();
    assert.equal(count, 2);
    assert.deepEqual((await found("drift sms.yaml --format json --profile europe")).short, [["SMS2102", "eu_two"]]);
    assert.equal(terminal.emulator.control.requests().count, 3);
  });

  for (const [format, holds] of [
    ["sarif", /"ruleId": "SMS2102"[^]*"startLine": 6/],
    ["markdown", /SMS2102[^]*the chinese-mainland application login-codes does not exist/],
    ["github", /^::error file=sms\.yaml,line=6,/],
    ["gitlab", /"check_name": "SMS2102"/],
    ["junit", /SMS2102/],
  ] as const) {
    it(`writes ${format}`, async () => {
      terminal.write("sms.yaml", entry(""));
      const { code, stdout } = await terminal.msgsms(`drift sms.yaml --format ${format}`);
      assert.equal(code, 1);
      assert.match(stdout, holds);
    });
  }

  it("annotates on GitHub Actions", async () => {
    terminal.write("sms.yaml", entry(""));
    const { stdout } = await terminal.msgsms("drift sms.yaml", { environment: { GITHUB_ACTIONS: "true" } });
    assert.match(stdout, /::error file=sms\.yaml,line=6/);
  });

  it("reports a manifest with errors in the same format, asks nothing, and ends with 1", async () => {
    terminal.write("sms.yaml", manifest("  login: {market: european, name: a-b}\n"));
    const { code, stdout, stderr } = await terminal.msgsms("drift sms.yaml --format json");
    assert.equal(code, 1);
    assert.deepEqual(
      (JSON.parse(stdout) as Report).diagnostics.map((one) => one.code),
      ["SMS1004"],
    );
    assert.match(stderr, /nothing else was looked at/);
    assert.equal(terminal.emulator.control.requests().count, 0);
  });

  const refusals: [title: string, words: string, text: string, said: RegExp][] = [
    ["no manifest", "drift nothing.yaml", "", /SMS5101/],
    [
      "one project for several accounts",
      `drift sms.yaml --project-id ${chinaProject}`,
      "  a: {market: chinese-mainland, name: a}\n  b: {market: european, name: b, profile: europe}\n",
      /SMS4008: --project-id cannot stand for the accounts of several profiles\n +profiles +none, "europe"/,
    ],
    [
      "an unknown profile",
      "drift sms.yaml",
      "  a: {market: european, name: a, profile: mars}\n",
      /SMS4003: there is no profile "mars"\n +declared +sms\.yaml:4:3\n/,
    ],
    [
      "a profile that no application names",
      "drift sms.yaml --profile europe",
      "  a: {market: chinese-mainland, name: a}\n",
      /SMS4003: no application of the manifests names the profile "europe"\n +they name +none\n/,
    ],
    [
      "a market in the wrong region",
      "drift sms.yaml",
      "  a: {market: european, name: a}\n",
      /SMS4005: cloud region cn-north-4 has no european applications\n +declared +sms\.yaml:4:3\n/,
    ],
  ];
  for (const [title, words, text, said] of refusals) {
    it(`ends with 2 for ${title}, before anything is asked`, async () => {
      if (text !== "") terminal.write("sms.yaml", manifest(text));
      const { code, stderr } = await terminal.msgsms(words);
      assert.equal(code, 2);
      assert.match(stderr, said);
      assert.equal(terminal.emulator.control.requests().count, 0);
    });
  }

  it("ends with 3 when the service refuses, and calls nothing missing", async () => {
    terminal.write("sms.yaml", entry(""));
    terminal.emulator.control.setAccount({ projectId: chinaProject, state: "frozen" });
    const { code, stdout, stderr } = await terminal.msgsms("drift sms.yaml");
    assert.deepEqual([code, stdout], [3, ""]);
    assert.match(stderr, /SMS3005/);
  });

  it("says that the clock is wrong, and works all the same", async () => {
    terminal.seed(mainland);
    terminal.write("sms.yaml", entry(""));
    const { code, stderr } = await terminal.msgsms("drift sms.yaml", { ahead: 20 * 60_000 });
    assert.equal(code, 0);
    assert.match(stderr, /clock is 20 minutes ahead of the service's/);
  });
});
