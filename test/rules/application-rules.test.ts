import assert from "node:assert/strict";
import { block, pathText } from "../../provider/messages";
import { problemsOf } from "../../provider/rules";
import { validateApplication } from "../../schemas/generated/application-validator";
import { sourceKeys } from "../support/docs/sources";

type Document = Record<string, unknown>;
/** Path, code and a piece of the message of the one problem. */
type Expected = [path: string, code: string, fragment: string];
/** Name of the rule, document, what is expected, and the source key of huawei-msgsms.md §0. */
type Row = [rule: string, document: Document, expected: "accepted" | Expected, source: string];

const mainland = (settings: Document = {}): Document => ({ market: "chinese-mainland", name: "orders", ...settings });
const international = (settings: Document = {}): Document => ({ market: "international", name: "orders", ...settings });
const european = (settings: Document = {}): Document => ({ market: "european", name: "orders", ...settings });
const without = (key: string, { [key]: _, ...rest }: Document): Document => rest;
const addresses = (count: number) => Array.from({ length: count }, (_, index) => `203.0.113.${index + 1}`);
const url = (length: number) => `https://sms.example.com/${"a".repeat(length - 24)}`;

const required: Row[] = [
  ["the two required settings are enough, mainland", mainland(), "accepted", "SEED-CN"],
  ["the two required settings are enough, international", international(), "accepted", "UM-INTL"],
  ["the two required settings are enough, European", european(), "accepted", "SEED-EU"],
  ["market is required", without("market", european()), ["market", "SMS1002", "is missing"], "OAS"],
  ["name is required", without("name", european()), ["name", "SMS1002", "is missing"], "SEED-EU"],
  ["market is one of three", european({ market: "europe" }), ["market", "SMS1004", ': "europe"'], "SEED-CN"],
  ["market is no wire word", european({ market: "cn" }), ["market", "SMS1004", ': "cn"'], "OAS"],
  ["market is a text", european({ market: 1 }), ["market", "SMS1003", "is not a string: 1"], "OAS"],
  ["market has no empty value", european({ market: null }), ["market", "SMS1003", "is not a string: null"], "OAS"],
  ["an unknown setting is refused", european({ namne: "x" }), ["namne", "SMS1001", "is not a setting"], "DECISION-STRICT"],
  ["a wire name is refused", european({ app_name: "x" }), ["app_name", "SMS1001", "is not a setting"], "DECISION-STRICT"],
  ["letters of a setting's name count", european({ ipwhitelist: [] }), ["ipwhitelist", "SMS1001", "is not a setting"], "DECISION-STRICT"],
];

const lengths: Row[] = ([mainland, international, european] as const).flatMap((of, index): Row[] => {
  const source = ["SEED-CN", "UM-INTL", "SEED-EU"][index] ?? "";
  return [
    ["name of 1 character", of({ name: "a" }), "accepted", source],
    ["name of 30 characters", of({ name: "a".repeat(30) }), "accepted", source],
    ["name of 31 characters", of({ name: "a".repeat(31) }), ["name", "SMS1004", "has 31 characters; at most"], source],
    ["empty name", of({ name: "" }), ["name", "SMS1004", "is not 1 to 30 characters long"], source],
    ["name that YAML read as a number", of({ name: 2024 }), ["name", "SMS1003", "is not a string: 2024"], source],
    ["letters, digits and underscore", of({ name: "aZ_09" }), "accepted", source],
    ["space in a name", of({ name: "a b" }), ["name", "SMS1004", 'character  " ", at position 2'], source],
    ["letter beyond ASCII", of({ name: "café" }), ["name", "SMS1004", 'character  "é", at position 4'], source],
    ["line break at the end", of({ name: "a\n" }), ["name", "SMS1004", 'character  "\\n", at position 2'], source],
    ["emoji counts as one character", of({ name: "ab😀" }), ["name", "SMS1004", 'character  "😀", at position 3'], source],
  ];
});

const allowedInMainland = [..."!@$%^-_=+[{}]:,./?~#*;|"];
const refusedEverywhere = [..."&()<>\"'`\\ "];
const specials: Row[] = [
  ...allowedInMainland.map((character): Row => [`name with ${character}`, mainland({ name: `a${character}` }), "accepted", "SEED-CN"]),
  ...refusedEverywhere.map((character): Row => [
    `name with ${character}`,
    mainland({ name: `a${character}` }),
    ["name", "SMS1004", ", at position 2"],
    "SEED-CN",
  ]),
  ...allowedInMainland
    .filter((character) => character !== "_")
    .flatMap((character): Row[] => [
      [
        `name with ${character}`,
        international({ name: `a${character}` }),
        ["name", "SMS1004", `character  "${character}", at position 2`],
        "UM-INTL",
      ],
      [
        `name with ${character}`,
        european({ name: `a${character}` }),
        ["name", "SMS1004", `character  "${character}", at position 2`],
        "SEED-EU",
      ],
    ]),
];

const uplink = (uplinkDestination: unknown) => mainland({ uplinkDestination });
const destinations: Row[] = [
  ["uplink destination: https URL", uplink("https://sms.example.com/uplink?x=1"), "accepted", "SEED-CN"],
  ["uplink destination: http URL", uplink("http://sms.example.com:8080/up"), "accepted", "SEED-CN"],
  ["uplink destination: host", uplink("sms.example.com"), "accepted", "SEED-CN"],
  ["uplink destination: IP:port", uplink("203.0.113.7:8080"), "accepted", "SEED-CN"],
  ["uplink destination: port 65535", uplink("203.0.113.7:65535"), "accepted", "SEED-CN"],
  ["uplink destination: 128 characters", uplink(url(128)), "accepted", "OAS"],
  ["uplink destination: 129 characters", uplink(url(129)), ["uplinkDestination", "SMS1004", "has 129 characters; at most"], "OAS"],
  ["uplink destination: empty", uplink(""), ["uplinkDestination", "SMS1004", ': ""'], "OAS"],
  ["uplink destination: other scheme", uplink("ftp://sms.example.com"), ["uplinkDestination", "SMS1004", "http(s) URL"], "SEED-CN"],
  ["uplink destination: port 65536", uplink("203.0.113.7:65536"), ["uplinkDestination", "SMS1004", "IP:port"], "SEED-CN"],
  ["uplink destination: port 0", uplink("203.0.113.7:0"), ["uplinkDestination", "SMS1004", "IP:port"], "SEED-CN"],
  ["uplink destination: address 256", uplink("203.0.113.256:80"), ["uplinkDestination", "SMS1004", "IP:port"], "SEED-CN"],
  ["uplink destination: space", uplink("https://sms.example.com/a b"), ["uplinkDestination", "SMS1004", "spaces"], "SEED-CN"],
  ["uplink destination: no text", uplink(true), ["uplinkDestination", "SMS1003", "is not a string"], "OAS"],
  [
    "uplink destination: password is not repeated",
    uplink("https://me:hunter2@x.example"),
    ["uplinkDestination", "SMS1004", "me:*******@"],
    "DECISION-SECRETS",
  ],
  ["status report destination, mainland", mainland({ statusReportDestination: "https://sms.example.com/r" }), "accepted", "SEED-CN"],
  ["status report destination, international", international({ statusReportDestination: "http://sms.example.com" }), "accepted", "UM-INTL"],
  ["status report destination: 255 characters", mainland({ statusReportDestination: url(255) }), "accepted", "DECISION-BOUNDS"],
  [
    "status report destination: 256",
    mainland({ statusReportDestination: url(256) }),
    ["statusReportDestination", "SMS1004", "has 256 characters; at most"],
    "DECISION-BOUNDS",
  ],
  [
    "status report destination: a host is no URL",
    mainland({ statusReportDestination: "sms.example.com" }),
    ["statusReportDestination", "SMS1004", "is not an http(s) URL"],
    "SEED-CN",
  ],
];

const perMarket: Row[] = [
  [
    "no uplink destination outside the mainland",
    international({ uplinkDestination: "a.example" }),
    ["uplinkDestination", "SMS1005", "does not exist"],
    "UM-INTL",
  ],
  [
    "no uplink destination in Europe",
    european({ uplinkDestination: "a.example" }),
    ["uplinkDestination", "SMS1005", "does not exist"],
    "SEED-EU",
  ],
  [
    "no uplink send time outside the mainland",
    international({ uplinkSendTime: true }),
    ["uplinkSendTime", "SMS1005", "does not exist"],
    "UM-INTL",
  ],
  ["no uplink send time in Europe", european({ uplinkSendTime: false }), ["uplinkSendTime", "SMS1005", "does not exist"], "SEED-EU"],
  [
    "no status reports in Europe",
    european({ statusReportDestination: "https://a.example" }),
    ["statusReportDestination", "SMS1005", "does not exist"],
    "SEED-EU",
  ],
  [
    "no test signature outside the mainland",
    international({ testSignatureAndTemplate: true }),
    ["testSignatureAndTemplate", "SMS1005", "does not exist"],
    "UM-INTL",
  ],
  [
    "no test signature in Europe",
    european({ testSignatureAndTemplate: true }),
    ["testSignatureAndTemplate", "SMS1005", "does not exist"],
    "SEED-EU",
  ],
  [
    "no enterprise project in Europe",
    european({ enterpriseProjectId: "0" }),
    ["enterpriseProjectId", "SMS1005", "does not exist"],
    "SEED-EU",
  ],
  [
    "a setting that does not exist is told once, whatever its value",
    european({ uplinkDestination: 5 }),
    ["uplinkDestination", "SMS1005", "does not exist"],
    "SEED-EU",
  ],
  ["test signature, mainland", mainland({ testSignatureAndTemplate: true }), "accepted", "SEED-CN"],
  [
    "test signature is true or false",
    mainland({ testSignatureAndTemplate: "yes" }),
    ["testSignatureAndTemplate", "SMS1003", 'is not a boolean: "yes"'],
    "OAS",
  ],
  ["enterprise project, mainland", mainland({ enterpriseProjectId: "0" }), "accepted", "OAS"],
  ["enterprise project, international application", international({ enterpriseProjectId: "0" }), "accepted", "OAS"],
  ["enterprise project of 64 characters", mainland({ enterpriseProjectId: "a".repeat(64) }), "accepted", "OAS"],
  [
    "enterprise project of 65 characters",
    mainland({ enterpriseProjectId: "a".repeat(65) }),
    ["enterpriseProjectId", "SMS1004", "has 65 characters; at most"],
    "OAS",
  ],
  ["uplink send time with a destination", mainland({ uplinkSendTime: true, uplinkDestination: "a.example" }), "accepted", "SEED-CN"],
  [
    "uplink send time needs a destination",
    mainland({ uplinkSendTime: true }),
    ["uplinkSendTime", "SMS1006", "needs uplinkDestination"],
    "SEED-CN",
  ],
];

const list = (...ipWhitelist: unknown[]) => european({ ipWhitelist });
const whitelists: Row[] = [
  ["empty whitelist", list(), "accepted", "SEED-EU"],
  ["10 addresses", european({ ipWhitelist: addresses(10) }), "accepted", "SEED-EU"],
  [
    "11 addresses",
    european({ ipWhitelist: addresses(11) }),
    ["ipWhitelist", "SMS1004", "at most 10 distinct IP addresses: a list of 11"],
    "SEED-EU",
  ],
  ["11 addresses, mainland", mainland({ ipWhitelist: addresses(11) }), ["ipWhitelist", "SMS1004", "a list of 11"], "SEED-CN"],
  [
    "11 addresses, international",
    international({ ipWhitelist: addresses(11) }),
    ["ipWhitelist", "SMS1004", "a list of 11"],
    "DECISION-BOUNDS",
  ],
  ["IPv6", list("2001:db8::1"), "accepted", "GAP-WHITELIST"],
  ["IPv6 loopback", list("::1"), "accepted", "GAP-WHITELIST"],
  [
    "the same address twice",
    list("203.0.113.1", "203.0.113.2", "203.0.113.1"),
    ["ipWhitelist[2]", "SMS1004", 'repeats ipWhitelist[0]: "203.0.113.1"'],
    "SEED-EU",
  ],
  ["a range", list("203.0.113.0/24"), ["ipWhitelist[0]", "SMS1004", "ranges are not supported"], "SEED-EU"],
  ["a host", list("sms.example.com"), ["ipWhitelist[0]", "SMS1004", "is not an IP address"], "SEED-EU"],
  ["address part 256", list("203.0.113.1", "203.0.113.256"), ["ipWhitelist[1]", "SMS1004", '"203.0.113.256"'], "SEED-EU"],
  ["three parts", list("203.0.113"), ["ipWhitelist[0]", "SMS1004", '"203.0.113"'], "SEED-EU"],
  ["address with a port", list("203.0.113.1:80"), ["ipWhitelist[0]", "SMS1004", '"203.0.113.1:80"'], "SEED-EU"],
  ["broken IPv6", list("2001:db8:::1"), ["ipWhitelist[0]", "SMS1004", '"2001:db8:::1"'], "GAP-WHITELIST"],
  ["a number", list(5), ["ipWhitelist[0]", "SMS1003", "is not a string: 5"], "DECISION-STRICT"],
  [
    "one comma list as on the console",
    european({ ipWhitelist: "203.0.113.1,203.0.113.2" }),
    ["ipWhitelist", "SMS1003", "is not a list"],
    "SEED-EU",
  ],
];

const confirmed = (confirmedInConsole: unknown, settings: Document = {}) => mainland({ confirmedInConsole, ...settings });
const ours: Row[] = [
  ["confirmed whitelist", confirmed({ ipWhitelist: ["203.0.113.1"] }, { ipWhitelist: ["203.0.113.1"] }), "accepted", "DECISION-CONSOLE"],
  [
    "confirmed but not declared: whitelist",
    confirmed({ ipWhitelist: [] }),
    ["confirmedInConsole.ipWhitelist", "SMS1006", "not declared"],
    "DECISION-CONSOLE",
  ],
  [
    "confirmed but not declared: status reports",
    confirmed({ statusReportDestination: "https://a.example" }),
    ["confirmedInConsole.statusReportDestination", "SMS1006", "not declared"],
    "DECISION-CONSOLE",
  ],
  [
    "confirmed but not declared: send time",
    confirmed({ uplinkSendTime: true }),
    ["confirmedInConsole.uplinkSendTime", "SMS1006", "not declared"],
    "DECISION-CONSOLE",
  ],
  [
    "confirmed: console-only settings only",
    confirmed({ name: "x" }),
    ["confirmedInConsole.name", "SMS1001", "is not a console-only setting"],
    "DECISION-CONSOLE",
  ],
  [
    "confirmed: the setting's own rule",
    confirmed({ ipWhitelist: ["x"] }, { ipWhitelist: [] }),
    ["confirmedInConsole.ipWhitelist[0]", "SMS1004", "is not an IP address"],
    "DECISION-CONSOLE",
  ],
  ["confirmed: a mapping", confirmed(true), ["confirmedInConsole", "SMS1003", "is not a mapping: true"], "DECISION-CONSOLE"],
  [
    "confirmed: no send time in Europe",
    european({ confirmedInConsole: { uplinkSendTime: true } }),
    ["confirmedInConsole.uplinkSendTime", "SMS1005", "does not exist"],
    "SEED-EU",
  ],
  [
    "confirmed: no status reports in Europe",
    european({ confirmedInConsole: { statusReportDestination: "https://a.example" } }),
    ["confirmedInConsole.statusReportDestination", "SMS1005", "does not exist"],
    "SEED-EU",
  ],
  [
    "confirmed: no send time outside the mainland",
    international({ confirmedInConsole: { uplinkSendTime: true } }),
    ["confirmedInConsole.uplinkSendTime", "SMS1005", "does not exist"],
    "UM-INTL",
  ],
  ["deletion policy prevent", european({ deletionPolicy: "prevent" }), "accepted", "DECISION-DELETION"],
  ["deletion policy abandon", european({ deletionPolicy: "abandon" }), "accepted", "DECISION-DELETION"],
  [
    "no deletion policy delete: the service cannot",
    european({ deletionPolicy: "delete" }),
    ["deletionPolicy", "SMS1004", "is not prevent or abandon"],
    "SEED-EU",
  ],
  ["adopt by name", european({ adopt: "by-name" }), "accepted", "DECISION-ADOPT"],
  ["adopt by id", european({ adopt: "9e61f59c-1a6b-4ee5-9651-5bca450694b3" }), "accepted", "OAS"],
  ["adopt of 64 characters", european({ adopt: "a".repeat(64) }), "accepted", "OAS"],
  ["adopt of 65 characters", european({ adopt: "a".repeat(65) }), ["adopt", "SMS1004", "has 65 characters; at most"], "OAS"],
  ["adopt is a text", european({ adopt: true }), ["adopt", "SMS1003", "is not a string"], "DECISION-ADOPT"],
  ["adopt is no path", european({ adopt: "../x" }), ["adopt", "SMS1004", 'character  ".", at position 1'], "OAS"],
  ["profile", european({ profile: "eu-prod.1" }), "accepted", "DECISION-PROFILES"],
  ["profile of 64 characters", european({ profile: "a".repeat(64) }), "accepted", "DECISION-PROFILES"],
  [
    "profile of 65 characters",
    european({ profile: "a".repeat(65) }),
    ["profile", "SMS1004", "has 65 characters; at most"],
    "DECISION-PROFILES",
  ],
  [
    "profile begins with a letter or digit",
    european({ profile: "-a" }),
    ["profile", "SMS1004", "it starts with a letter or digit"],
    "DECISION-PROFILES",
  ],
  ["secret of 256 characters", european({ appSecret: "s".repeat(256) }), "accepted", "OAS"],
  [
    "secret of 257 characters is not shown",
    european({ appSecret: "hunter2".padEnd(257, "s") }),
    ["appSecret", "SMS1004", "is not 1 to 256 printable ASCII characters\n"],
    "OAS",
  ],
  [
    "secret with a space is not shown",
    european({ appSecret: "hunter2 s" }),
    ["appSecret", "SMS1004", "is not 1 to 256 printable ASCII characters\n"],
    "OAS",
  ],
  ["empty secret", european({ appSecret: "" }), ["appSecret", "SMS1004", "is not 1 to 256 printable ASCII characters"], "OAS"],
  [
    "secret that YAML read as a number is not shown",
    european({ appSecret: 7654321 }),
    ["appSecret", "SMS1003", "is not a string\n"],
    "OAS",
  ],
];

const table: Row[] = [...required, ...lengths, ...specials, ...destinations, ...perMarket, ...whitelists, ...ours];

describe(`rules: an application (${table.length} documents)`, () => {
  for (const [rule, document, expected, source] of table) {
    const market = JSON.stringify(document["market"] ?? "no market");
    it(`${expected === "accepted" ? "accepts" : "refuses"}: ${rule} [${market}; ${source}]`, () => {
      const problems = problemsOf(validateApplication, document);
      const found = problems.map((problem) => `${pathText(problem.path)} ${block(problem)}`);
      if (expected === "accepted") {
        assert.deepEqual(found, []);
        return;
      }
      assert.equal(problems.length, 1, found.join("\n"));
      const [path, code, fragment] = expected;
      assert.ok(found[0]!.startsWith(`${path} ${code}: `) && found[0]!.includes(fragment), found[0]);
      assert.ok(problems[0]!.do.length > 0);
      assert.doesNotMatch(JSON.stringify(problems), /hunter2|7654321/);
    });
  }

  it("holds at least 100 documents, each with its source", () => {
    assert.ok(table.length >= 100);
    const known = new Set(sourceKeys());
    assert.deepEqual(
      table.filter(([, , , source]) => !known.has(source)),
      [],
    );
  });
});
