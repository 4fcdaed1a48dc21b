import assert from "node:assert/strict";
import { readManifest, readManifestFiles, type Diagnostic, type ManifestResult } from "../../provider/manifest";
import { diagnosticText, frameText } from "../support/manifest/diagnostics";

const head = "apiVersion: msgsms/v1\nkind: SmsApplications\n";
const read = (text: string) => readManifest(text, "sms.yaml");
const texts = ({ diagnostics }: ManifestResult) => diagnostics.map(diagnosticText);
const frame = (result: ManifestResult, diagnostic: Diagnostic) => frameText(result.shownTexts[diagnostic.file] ?? "", diagnostic);
const names = ({ applications }: ManifestResult) => applications.map(({ logicalName }) => logicalName);

/** The one diagnostic, with what its range slices. */
function only(text: string): Diagnostic & { slice: string } {
  const result = read(text);
  assert.equal(result.diagnostics.length, 1, texts(result).join("\n"));
  const [diagnostic] = result.diagnostics;
  return { ...diagnostic!, slice: text.slice(diagnostic!.range.start.offset, diagnostic!.range.end.offset) };
}

/** Several files, by name. */
function files(all: Record<string, string>, named = true) {
  const list = Object.keys(all).map((name) => ({ name, path: name, named }));
  return readManifestFiles(list, (path) => Buffer.from(all[path]!));
}

describe("manifest: what it declares", () => {
  it("gives each application with the defaults of its document and its place", () => {
    const result = read(
      `${head}defaults:\n  market: european\n  profile: eu-prod\napplications:\n  order-codes:\n    name: order_codes\n    ipWhitelist: [203.0.113.10]\n  marketing:\n    name: marketing_eu\n    profile: other\n    deletionPolicy: abandon\n`,
    );
    assert.deepEqual(texts(result), []);
    assert.deepEqual(
      result.applications.map(({ logicalName, inputs, file, range: { start } }) => ({
        logicalName,
        inputs,
        file,
        line: start.line,
        column: start.column,
      })),
      [
        {
          logicalName: "order-codes",
          inputs: { market: "european", profile: "eu-prod", name: "order_codes", ipWhitelist: ["203.0.113.10"] },
          file: "sms.yaml",
          line: 7,
          column: 3,
        },
        {
          logicalName: "marketing",
          inputs: { market: "european", profile: "other", name: "marketing_eu", deletionPolicy: "abandon" },
          file: "sms.yaml",
          line: 10,
          column: 3,
        },
      ],
    );
  });

  it("keeps the defaults of one document out of the next, and skips empty documents", () => {
    const one = `${head}defaults: {market: european}\napplications: {a: {name: a}}\n`;
    const result = read(`${one}---\n# nothing\n---\n${head}applications: {b: {name: b!, market: chinese-mainland}}\n...\n`);
    assert.deepEqual(texts(result), []);
    assert.deepEqual(names(result), ["a", "b"]);
  });

  it("reads YAML 1.2: yes is a text, aliases are values", () => {
    const result = read(
      `%YAML 1.1\n---\n${head}applications:\n  a: {name: yes, market: european, ipWhitelist: &w [203.0.113.1]}\n  b: {name: b, market: european, ipWhitelist: *w}\n`,
    );
    assert.deepEqual(texts(result), []);
    assert.deepEqual(result.applications[0]?.inputs.name, "yes");
    assert.deepEqual(result.applications[1]?.inputs.ipWhitelist, ["203.0.113.1"]);
  });

  it("lets rules between settings see the defaults", () => {
    const result = read(
      `${head}defaults: {market: chinese-mainland, uplinkDestination: a.example}\napplications: {a: {name: a, uplinkSendTime: true}}\n`,
    );
    assert.deepEqual(texts(result), []);
  });

  it("gives the valid applications beside those with problems", () => {
    assert.deepEqual(names(read(`${head}applications:\n  a: {name: a, market: european}\n  b: {name: a-b, market: european}\n`)), ["a"]);
  });
});

describe("manifest: rules at their place", () => {
  const entry = (settings: string) => `${head}applications:\n  a:\n    market: european\n${settings.replaceAll(/^/gm, "    ")}\n`;
  const rows: [name: string, text: string, code: string, slice: string, line: number, column: number][] = [
    ["unknown key", entry("name: a\nipWhiteList: []"), "SMS1001", "ipWhiteList", 7, 5],
    ["slip in a required key", entry("nmae: a"), "SMS1001", "nmae", 6, 5],
    ["missing key", entry("profile: p"), "SMS1002", "a", 4, 3],
    ["wrong type", entry("name: 5"), "SMS1003", "5", 6, 11],
    ["value left out", entry("name:"), "SMS1003", "name", 6, 5],
    ["null", entry("name: null"), "SMS1003", "null", 6, 11],
    ["market's characters", entry("name: 'a-b'"), "SMS1004", "'a-b'", 6, 11],
    ["list item", entry("name: a\nipWhitelist:\n  - 203.0.113.1\n  - nonsense"), "SMS1004", "nonsense", 9, 9],
    ["setting of another market", entry("name: a\nuplinkDestination: a.example"), "SMS1005", "uplinkDestination", 7, 5],
    ["secret in a manifest", entry("name: a\nappSecret: 'hunter2 x'"), "SMS1112", "appSecret", 7, 5],
    ["confirmed and not declared", entry("name: a\nconfirmedInConsole:\n  ipWhitelist: []"), "SMS1006", "ipWhitelist", 8, 7],
    [
      "null over a default",
      `${head}defaults: {profile: p, market: european}\napplications: {a: {name: a, profile: null}}`,
      "SMS1003",
      "null",
      4,
      38,
    ],
    ["value in the defaults", `${head}defaults: {market: europe}\napplications: {a: {name: a}, b: {name: b}}`, "SMS1004", "europe", 3, 20],
    ["slip in the defaults", `${head}defaults: {markt: european}\napplications: {a: {name: a}, b: {name: b}}`, "SMS1001", "markt", 3, 12],
    [
      "default that one market lacks",
      `${head}defaults: {uplinkDestination: a.example}\napplications: {a: {name: a, market: european}, b: {name: b, market: european}}`,
      "SMS1005",
      "uplinkDestination",
      3,
      12,
    ],
    ["name in the defaults", `${head}defaults: {name: x}\napplications: {a: {name: a, market: european}}`, "SMS1005", "name", 3, 12],
    [
      "confirmed in the defaults",
      `${head}defaults: {confirmedInConsole: {ipWhitelist: []}}\napplications: {a: {name: a, market: european}}`,
      "SMS1005",
      "confirmedInConsole",
      3,
      12,
    ],
    [
      "bad value behind two aliases",
      `${head}applications:\n  a: {name: a, market: european, ipWhitelist: &w [x]}\n  b: {name: b, market: european, ipWhitelist: *w}`,
      "SMS1004",
      "x",
      4,
      51,
    ],
    ["logical name", `${head}applications: {-a: {name: a, market: european}}`, "SMS1004", "-a", 3, 16],
    ["entry left out", `${head}applications:\n  a:\n`, "SMS1003", "a", 4, 3],
    ["no applications", `${head}applications: {}\n`, "SMS1004", "{}", 3, 15],
    ["applications missing", head, "SMS1002", "apiVersion", 1, 1],
    ["slip in applications", `${head}aplications: {a: {name: a, market: european}}`, "SMS1001", "aplications", 3, 1],
    [
      "slip in kind",
      `apiVersion: msgsms/v1\nkind: SmsApplication\napplications: {a: {name: a, market: european}}`,
      "SMS1004",
      "SmsApplication",
      2,
      7,
    ],
    [
      "other version",
      `apiVersion: msgsms/v2\nkind: SmsApplications\napplications: {a: {name: a, market: european}}`,
      "SMS1004",
      "msgsms/v2",
      1,
      13,
    ],
    [
      "logical name twice in a document",
      `${head}applications:\n  a: {name: a, market: european}\n  a: {name: b, market: european}`,
      "SMS1105",
      "a",
      5,
      3,
    ],
    ["key twice", entry("name: a\nname: b"), "SMS1105", "name", 7, 5],
    [
      "number and text as one key",
      `${head}applications: {1: {name: a, market: european}, "1": {name: b, market: european}}`,
      "SMS1105",
      '"1"',
      3,
      48,
    ],
    ["merge key", entry("<<: {name: a}"), "SMS1106", "<<", 6, 5],
    ["key that is a number written oddly", `${head}applications: {0x10: {name: a, market: european}}`, "SMS1106", "0x10", 3, 16],
    ["key that is a list", `${head}applications: {? [a] : {name: a, market: european}}`, "SMS1106", "[", 3, 18],
    ["tag", entry("name: !env NAME"), "SMS1106", "NAME", 6, 16],
    ["unknown alias", entry("name: *nowhere"), "SMS1107", "*nowhere", 6, 11],
    ["alias inside its anchor", entry("name: a\nipWhitelist: &w [*w]"), "SMS1107", "*w", 7, 22],
  ];
  for (const [name, text, code, slice, line, column] of rows) {
    it(`${code}: ${name}`, () => {
      const found = only(text);
      const { start } = found.range;
      assert.deepEqual([found.code, found.slice, start.line, start.column], [code, slice, line, column]);
      assert.ok(found.do.length > 0);
      assert.doesNotMatch(diagnosticText(found), /hunter2/);
    });
  }

  it("shows both places of a key that is given twice", () => {
    assert.match(
      diagnosticText(only(`${head}applications:\n  a: {name: a, market: european}\n  a: {name: b, market: european}`)),
      /^sms\.yaml:5:3 SMS1105: applications\.a is given twice\n +first +sms\.yaml:4:3\n/,
    );
  });

  it("says which application a default does not suit", () => {
    const text = `${head}defaults: {uplinkDestination: a.example}\napplications:\n  cn: {name: a, market: chinese-mainland}\n  eu: {name: b, market: european}\n`;
    assert.match(
      diagnosticText(only(text)),
      /^sms\.yaml:3:12 SMS1005: uplinkDestination does not exist for a European application\n +in +defaults\n +for +applications\.eu\n/,
    );
  });

  it("sorts by place over documents", () => {
    const document = `${head}applications:\n  b: {name: b-}\n  a: {name: a-}\n`;
    const offsets = read(`${document}---\n${document}`).diagnostics.map(({ range }) => range.start.offset);
    assert.ok(offsets.length >= 6);
    assert.deepEqual(
      offsets,
      [...offsets].sort((left, right) => left - right),
    );
  });
});

describe("manifest: documents and files", () => {
  const one = (logicalName: string, name = "a") => `${head}applications: {${logicalName}: {name: ${name}, market: european}}\n`;
  it("refuses a logical name twice over documents, with both places", () => {
    assert.match(
      diagnosticText(only(`${one("a")}---\n${one("a", "b")}`)),
      /^sms\.yaml:7:16 SMS1110: the logical name a is declared twice, first at sms\.yaml:3:16\n/,
    );
  });
  it("refuses a logical name twice over files, also when its application has problems", () => {
    const broken = `${head}applications: {a: {name: a-, market: european}}\n`;
    const merged = files({ "one.yaml": broken, "two.yaml": one("b", "b"), "three.yaml": one("a") });
    assert.deepEqual(
      merged.diagnostics.map(({ code, file }) => [code, file]),
      [
        ["SMS1004", "one.yaml"],
        ["SMS1110", "three.yaml"],
      ],
    );
    assert.match(merged.diagnostics[1]?.what ?? "", /first at one\.yaml:3:16$/);
    assert.deepEqual(Object.keys(merged.shownTexts), ["one.yaml", "three.yaml"]);
  });
  it("skips a file of another program that was found in a folder, and not one that was named", () => {
    const project = "name: x\nruntime: nodejs\n";
    const found = files({ "Pulumi.yaml": project, "sms.yaml": one("a") }, false);
    assert.deepEqual([texts(found), found.files, found.skipped], [[], ["sms.yaml"], ["Pulumi.yaml"]]);
    // Other programs use parts of YAML that manifests do not have.
    const template = files({ "cfn.yaml": "A: !Ref x\nB: {<<: {c: d}}\n", "sms.yaml": one("a") }, false);
    assert.deepEqual([texts(template), template.skipped], [[], ["cfn.yaml"]]);
    assert.deepEqual(
      files({ "Pulumi.yaml": project, "sms.yaml": one("a") }).diagnostics.map(({ code }) => code),
      ["SMS1109"],
    );
  });
  const nothing: [name: string, text: string, code: string, fragment: RegExp][] = [
    ["empty file", "", "SMS1108", /the file is empty\n +do +begin with/],
    ["byte order mark alone", "\u{FEFF}", "SMS1108", /the file is empty/],
    ["white space", " \n\n", "SMS1108", /the file is empty/],
    ["comments", "# one\n# two\n", "SMS1108", /only comments/],
    ["empty documents", "---\n---\nnull\n...\n", "SMS1108", /only comments or empty documents/],
    ["a string", "hello", "SMS1109", /it is a string, not a mapping/],
    ["a list", "- a\n- b\n", "SMS1109", /it is a list, not a mapping/],
    ["a Kubernetes object", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n", "SMS1109", /kind is "Deployment"/],
    ["a Pulumi project", "name: x\nruntime: nodejs\n", "SMS1109", /none of apiVersion, kind, applications/],
  ];
  for (const [name, text, code, fragment] of nothing) {
    it(`gives one clear diagnostic for: ${name}`, () => {
      const found = only(text);
      assert.equal(found.code, code);
      assert.match(diagnosticText(found), fragment);
    });
  }
});

describe("manifest: YAML syntax", () => {
  const rows: [name: string, text: string, line: number, fragment: RegExp][] = [
    ["tab as indentation", "a:\n\tb: c\n", 2, /a tab is used/],
    ["open quote", "a: 'b\nc: d\n", 3, /a quote is not closed/],
    ["open bracket", "a: [b\nc: d\n", 2, /a bracket is not closed/],
    ["open bracket at the root", "[a", 1, /a bracket is not closed/],
    ["wrong indentation", "a:\n    b: c\n  d: e\n", 3, /indentation does not fit/],
    ["two colons", "a: b: c\n", 1, /two values where one is expected/],
    ["unknown escape", 'a: "\\q"\n', 1, /unknown escape/],
    ["reserved character", "a: @b\n", 1, /cannot begin with this character/],
    ["control character", "a: b\u0007\n", 1, /control character U\+0007/],
    ["stray closing bracket", "a: b\n]\n", 2, /this is not valid YAML|indentation/],
    ["line break of old Macs", "a: b\rc: d\r", 1, /./],
  ];
  for (const [name, text, line, fragment] of rows) {
    it(`reports once: ${name}`, () => {
      const found = only(text);
      assert.equal(found.code, "SMS1104");
      assert.equal(found.range.start.line, line);
      assert.match(found.what, fragment);
    });
  }

  it("does not repeat the text of a broken file, which may be a secret", () => {
    for (const text of [
      "appSecret: 'hunter2\n",
      "appSecret: [hunter2\n",
      'a: hunter2 "hunter2": b\n- c',
      "appSecret: hunter2: hunter2\n",
      "a: *hunter2\n",
    ]) {
      const result = read(text);
      for (const diagnostic of result.diagnostics) {
        assert.doesNotMatch(diagnosticText(diagnostic), /hunter2/);
        if (text.startsWith("appSecret")) assert.doesNotMatch(frame(result, diagnostic), /hunter2/);
      }
    }
  });

  it("checks the documents beside a broken one", () => {
    const result = read(`a: b: c\n---\n${head}applications: {a: {name: a-, market: european}}\n`);
    assert.deepEqual(
      result.diagnostics.map(({ code }) => code),
      ["SMS1104", "SMS1004"],
    );
  });
});
