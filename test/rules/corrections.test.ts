import assert from "node:assert/strict";
import { parse } from "yaml";
import { applicationProblems, problemsOf } from "../../provider/rules";
import { validateManifest } from "../../schemas/generated/manifest-validator";

type Settings = Record<string, unknown>;
const mainland = (settings: Settings): Settings => ({ market: "chinese-mainland", name: "codes", ...settings });

/** The text that is offered for the one problem. */
function offered(settings: Settings): string | undefined {
  const problems = applicationProblems(settings);
  assert.equal(problems.length, 1, problems.map(({ what }) => what).join("\n"));
  return problems[0]?.suggestion;
}

describe("rules: a bad value gets one that the rule allows", () => {
  const markets: [written: unknown, meant: string][] = [
    ...[
      "cn",
      "CN",
      "china",
      "China",
      "mainland",
      "chinese",
      "chinese mainland",
      "Chinese_Mainland",
      "chinese-mainland ",
      "cn-north-4",
      '"chinese-mainland"',
    ].map((word): [string, string] => [word, "chinese-mainland"]),
    ...["intl", "INTL", "International", "global", "overseas", "internatonal", "ap-southeast-1"].map((word): [string, string] => [
      word,
      "international",
    ]),
    ...["eu", "EU", "europe", "Europe", "EUROPEAN", "european,", " european", "еuropean", "euro\u200bpean", "eu-west-101"].map(
      (word): [string, string] => [word, "european"],
    ),
  ];
  for (const [market, meant] of markets)
    it(`market ${JSON.stringify(market)}: ${meant}`, () => assert.equal(offered({ market, name: "a" }), meant));

  const policies: [string, string][] = [
    ["keep", "abandon"],
    ["Retain", "abandon"],
    ["protect", "prevent"],
    ["PREVENT", "prevent"],
  ];
  for (const [deletionPolicy, meant] of policies)
    it(`deletionPolicy ${deletionPolicy}: ${meant}`, () => assert.equal(offered(mainland({ deletionPolicy })), meant));
  it("offers nothing for a policy that the service does not have", () =>
    assert.equal(offered(mainland({ deletionPolicy: "destroy" })), undefined));

  const keys: [written: string, meant: string][] = [
    ...["up_link_addr", "uplink_destination", "UplinkDestination", "uplink", "uplink-url"].map((key): [string, string] => [
      key,
      "uplinkDestination",
    ]),
    ...["ip_white_list", "whitelist", "allowlist", "IP Whitelist", "ipWhiteList", "ips"].map((key): [string, string] => [
      key,
      "ipWhitelist",
    ]),
    ...["status_report", "callback_url", "statusCallback", "status-report-destination"].map((key): [string, string] => [
      key,
      "statusReportDestination",
    ]),
    ...["create_sign_and_template", "testSignature"].map((key): [string, string] => [key, "testSignatureAndTemplate"]),
    ...["enterprise_project_id", "eps_id"].map((key): [string, string] => [key, "enterpriseProjectId"]),
    ...["id", "app_id"].map((key): [string, string] => [key, "adopt"]),
    ["deletion_protection", "deletionPolicy"],
    ["account", "profile"],
  ];
  for (const [key, meant] of keys) it(`${key}: ${meant}`, () => assert.equal(offered(mainland({ [key]: "x" })), meant));
  for (const key of ["app_name", "appName", "NAME", "displayName"])
    it(`${key}: name`, () => assert.equal(offered({ market: "european", [key]: "x" }), "name"));
  for (const key of ["region", "Market", "location", "markets"])
    it(`${key}: market`, () => assert.equal(offered({ [key]: "eu", name: "x" }), "market"));

  const addresses: [written: string, meant: string][] = [
    ["203.0.113.1:8080", "203.0.113.1"],
    ["203.0.113.1/32", "203.0.113.1"],
    ["203.0.113.10/24", "203.0.113.10"],
    ["203.0.113.0/24", "203.0.113.1"],
    ["203.0.113.1-203.0.113.9", "203.0.113.1"],
    ["203.0.113.1-9", "203.0.113.1"],
    ["203.0.113.*", "203.0.113.1"],
    ["203.0.*.*", "203.0.0.1"],
    ["203.0.113.1 ", "203.0.113.1"],
    ["203.0.113.1,", "203.0.113.1"],
    ["203.0.113.1\n", "203.0.113.1"],
    ["'203.0.113.1'", "203.0.113.1"],
    ["https://203.0.113.1/x", "203.0.113.1"],
    ["203.000.113.001", "203.0.113.1"],
    ["203.0.113.１", "203.0.113.1"],
    ["[2001:db8::1]", '"2001:db8::1"'],
    ["[2001:db8::1]:443", '"2001:db8::1"'],
    ["2001:db8::1/128", '"2001:db8::1"'],
    ["2001:db8::/32", '"2001:db8::1"'],
    ["fe80::1%eth0", '"fe80::1"'],
  ];
  for (const [address, meant] of addresses) {
    it(`address ${JSON.stringify(address)}: ${meant}`, () => {
      const given = offered(mainland({ ipWhitelist: [address] }));
      assert.equal(given, parse(meant) === meant ? meant : given);
      assert.equal(parse(given ?? ""), parse(meant));
    });
  }
  it("says of a range that each address is written by itself", () => {
    const [problem] = applicationProblems(mainland({ ipWhitelist: ["203.0.113.0/24"] }));
    assert.deepEqual(problem?.do, [{ label: "write each address by itself", text: "203.0.113.1" }]);
  });
  for (const address of ["sms.example.com", "nonsense", "1.2.3", "300.1.1.1"])
    it(`offers nothing for ${address}`, () => assert.equal(offered(mainland({ ipWhitelist: [address] })), undefined));

  const urls: [written: string, meant: string][] = [
    ["sms.example.com/r", "https://sms.example.com/r"],
    ["sms.example.com", "https://sms.example.com"],
    ["//sms.example.com/r", "https://sms.example.com/r"],
    ["HTTPS://sms.example.com/r", "https://sms.example.com/r"],
    ["HTTP://sms.example.com/r", "http://sms.example.com/r"],
    ["htps://sms.example.com/r", "https://sms.example.com/r"],
    ["https:/sms.example.com/r", "https://sms.example.com/r"],
    ["https//sms.example.com/r", "https://sms.example.com/r"],
    ["https:\\\\sms.example.com\\r", "https://sms.example.com/r"],
    ["https://sms.example.com/r ", "https://sms.example.com/r"],
    [" https://sms.example.com/r", "https://sms.example.com/r"],
    ["'https://sms.example.com/r'", "https://sms.example.com/r"],
    ["https://sms.example.com/a b", "https://sms.example.com/a%20b"],
    ["https://bücher.example/r", "https://xn--bcher-kva.example/r"],
    ["https://me:hunter2@sms.example.com/r", "https://sms.example.com/r"],
  ];
  for (const [url, meant] of urls)
    it(`URL ${JSON.stringify(url)}: ${meant}`, () => assert.equal(offered(mainland({ statusReportDestination: url })), meant));
  it("does not repeat a query", () => assert.equal(offered(mainland({ statusReportDestination: "sms.example.com/r?token=x" })), undefined));
  it("offers nothing for another scheme", () =>
    assert.equal(offered(mainland({ statusReportDestination: "ftp://sms.example.com" })), undefined));
  it("takes a host with a path for a URL", () =>
    assert.equal(offered(mainland({ uplinkDestination: "sms.example.com/up" })), "https://sms.example.com/up"));

  const names: [written: string, meant: string | undefined][] = [
    ["order-codes", "order_codes"],
    ["order codes", "order_codes"],
    ["codes ", "codes"],
    ["'codes'", "codes"],
    ["codes,", "codes"],
    ["café", "cafe"],
    ["cоdes", "codes"],
    ["code\u00a0s", "code_s"],
    ["on ", '"on"'],
    ["短信", undefined],
    ["😀", undefined],
  ];
  for (const [name, meant] of names)
    it(`name ${JSON.stringify(name)}: ${meant ?? "nothing"}`, () => assert.equal(offered({ market: "european", name }), meant));
  it("keeps the signs that a mainland name may have", () => assert.equal(offered(mainland({ name: "order codes!" })), '"order_codes!"'));

  const types: [setting: string, written: unknown, meant: string | undefined][] = [
    ["testSignatureAndTemplate", "yes", "true"],
    ["testSignatureAndTemplate", "No", "false"],
    ["testSignatureAndTemplate", 1, "true"],
    ["testSignatureAndTemplate", "off", "false"],
    ["testSignatureAndTemplate", "maybe", undefined],
    ["ipWhitelist", "203.0.113.1", "[203.0.113.1]"],
    ["ipWhitelist", "203.0.113.1, 203.0.113.2;203.0.113.3", "[203.0.113.1, 203.0.113.2, 203.0.113.3]"],
    ["name", ["codes"], "codes"],
    ["adopt", true, "by-name"],
    ["adopt", "by_name", "by-name"],
    ["adopt", "by-name ", "by-name"],
  ];
  for (const [setting, written, meant] of types)
    it(`${setting} ${JSON.stringify(written)}: ${meant ?? "nothing"}`, () =>
      assert.equal(offered(mainland({ [setting]: written })), meant));

  it("asks for what a placeholder stands for, where it breaks a rule", () => {
    for (const settings of [
      { market: "european", name: "${APP}" },
      { market: "{{market}}", name: "a" },
      mainland({ ipWhitelist: ["${IP}"] }),
    ]) {
      const [problem] = applicationProblems(settings);
      assert.match(problem?.do[0]?.text ?? "", /^fill in the placeholder "/);
    }
  });
  it("names a character that is not what it looks like", () => {
    const [market] = applicationProblems({ market: "еuropean", name: "a" });
    assert.deepEqual(market?.facts, [{ label: "character", text: "U+0435 (a Cyrillic letter)" }]);
    const [name] = applicationProblems({ market: "european", name: "a\u00a0b" });
    assert.deepEqual(name?.facts, [{ label: "character", text: '"\\u00a0", U+00A0 (no-break space), at position 2' }]);
  });
  it("shows settings that stand each behind a dash as they stand without", () => {
    const manifest = {
      apiVersion: "msgsms/v1",
      kind: "SmsApplications",
      applications: { a: [{ market: "european" }, { appSecret: "hunter2" }] },
    };
    const [problem] = problemsOf(validateManifest, manifest);
    assert.deepEqual(problem?.facts, [{ label: "right", text: ["market: european", "appSecret: <value>"] }]);
  });
});

describe("rules: a name is judged although the market is wrong", () => {
  const told = (settings: Settings) => applicationProblems(settings).map(({ what }) => what);
  it("by the market that was meant", () => {
    assert.deepEqual(told({ market: "eu", name: "a-b" }), [
      'market is not one of chinese-mainland, international, european: "eu"',
      'name is not made of letters, digits and underscores: "a-b"',
    ]);
    assert.deepEqual(told({ market: "cn", name: "a-b" }).length, 1);
    assert.match(told({ market: "cn", name: "短信" })[1] ?? "", /^name is allowed only by the manual of/);
  });
  it("by what no market allows, when nobody knows it", () => {
    assert.deepEqual(told({ market: "moon", name: "a-b" }).length, 1);
    assert.match(told({ market: "moon", name: "a b" })[1] ?? "", /^name is not made of letters, digits and !@/);
    assert.match(told({ name: "a b" })[1] ?? "", /^name is not made of letters, digits and !@/);
  });
  it("once", () => assert.equal(told({ market: "moon", name: "a".repeat(31) }).length, 2));
});

describe("rules: a bad value that nobody can guess", () => {
  it("is answered with how a good one looks", () => {
    const steps = (settings: Settings) =>
      applicationProblems(settings).flatMap(({ do: ways }) => ways.map(({ label, text }) => `${label ?? ""}: ${text}`));
    assert.deepEqual(steps(mainland({ ipWhitelist: ["nonsense"] })), ["write a value such as: 203.0.113.10"]);
    assert.deepEqual(steps(mainland({ statusReportDestination: "ftp://x" })), ["write a value such as: https://sms.example.com/reports"]);
    assert.deepEqual(steps(mainland({ deletionPolicy: "destroy" })), ["write one of: prevent, abandon"]);
  });
});
