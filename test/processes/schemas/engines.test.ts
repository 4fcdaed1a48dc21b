import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isIPv4, isIPv6 } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { readManifest } from "../../../provider/manifest";
import { applicationProblems } from "../../../provider/rules";
import { checkJsonschema, judgedByGo, judgedByPython, type Answer } from "../../../tools/schema-engines/engines";

const schemas = join(__dirname, "..", "..", "..", "schemas");
const files = ["application", "manifest", "configuration", "command", "emulator-control"].map((name) => `${name}.schema.json`);

/** All patterns of the schemas, each once; `newer` is no rule but a remark of ours. */
function patternsIn(node: unknown, found = new Set<string>()): Set<string> {
  if (node === null || typeof node !== "object") return found;
  for (const [key, value] of Object.entries(node)) {
    if (key === "pattern" && typeof value === "string") found.add(value);
    else if (key !== "newer") patternsIn(value, found);
  }
  return found;
}

const hosts = [
  "a",
  "a.b",
  "sms.example.com",
  "1.2.3.4",
  "256.1.1.1",
  "[::1]",
  "-a.b",
  "a..b",
  "1",
  `${"a".repeat(63)}.b`,
  `${"a".repeat(64)}.b`,
  "a.".repeat(60) + "b",
  "a_b.c",
];
const addresses = [
  ...[
    "203.0.113.1",
    "203.0.113.256",
    "1.2.3",
    "01.2.3.4",
    "::",
    "::1",
    "1::",
    "2001:db8::1",
    "2001:DB8:0:0:0:0:0:1",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7",
  ],
  ...[
    "::ffff:1.2.3.4",
    "1:2:3:4:5:6:1.2.3.4",
    "1::2::3",
    ":::",
    "12345::",
    "fe80::1%eth0",
    "1:2:3:4:5:6:7::",
    "::2:3:4:5:6:7:8",
    "g::1",
    "203.0.113.0/24",
    " 203.0.113.1",
  ],
];
const names = [
  "a",
  "order_codes",
  "order-codes",
  "a b",
  "é",
  "短信",
  "😀",
  "a".repeat(30),
  "a".repeat(31),
  "😀".repeat(30),
  "",
  "${X}",
  "a\u00a0",
  "\u2028",
];
const texts = [
  ...names,
  ...addresses,
  ...hosts,
  ...hosts.map((host) => `https://${host}:8080/x?y=1#z`),
  ...hosts.map((host) => `http://${host}`),
  "https://a.b:65536",
  "2026-01-01T00:00:00Z",
  "0",
  "by-name",
];
/** With the line break that Python's `$` looks past. */
const withBreaks = [...texts, ...texts.map((text) => `${text}\n`)];

const mainland = (settings: object) => ({ market: "chinese-mainland", name: "a", ...settings });
const documents: Record<string, unknown>[] = [
  ...withBreaks.flatMap((name) => ["chinese-mainland", "international", "european"].map((market) => ({ market, name }))),
  ...withBreaks.map((text) => mainland({ ipWhitelist: [text] })),
  ...withBreaks.map((text) => mainland({ uplinkDestination: text })),
  ...withBreaks.map((text) => mainland({ statusReportDestination: text })),
  ...withBreaks.flatMap((text) => ["profile", "adopt", "enterpriseProjectId"].map((setting) => mainland({ [setting]: text }))),
  {},
  { market: "european", name: "a", uplinkDestination: "a.b" },
  { market: "european", name: "a", appSecret: "x\n" },
  mainland({ adopt: "by-name", testSignatureAndTemplate: true }),
  mainland({ uplinkSendTime: true }),
  mainland({ confirmedInConsole: { ipWhitelist: [] } }),
  mainland({ ipWhitelist: ["::1", "::1"] }),
  mainland({ ipWhitelist: Array.from({ length: 11 }, (_, index) => `203.0.113.${index}`) }),
];

const head = "apiVersion: msgsms/v1\nkind: SmsApplications\n";
const manifests = [
  `${head}defaults: {market: european}\napplications: {a: {name: a}}\n`,
  `${head}defaults: {market: european}\napplications: {a: {name: a-b}}\n`,
  `${head}applications: {a: {name: a}}\n`,
  `${head}applications: {a: {name: a, market: european, appSecret: b}}\n`,
  `${head}applications: {"a\\n": {name: a, market: european}}\n`,
  `${head}applications: {}\n`,
  `${head}include: b\napplications: {a: {name: a, market: european}}\n`,
];

describe("schemas: every engine takes them, and judges alike", function () {
  this.timeout(15 * 60_000);

  it("patterns: RE2 of Go and re of Python find what ECMAScript finds", () => {
    const patterns = [
      ...files.reduce((found, file) => patternsIn(JSON.parse(readFileSync(join(schemas, file), "utf8")), found), new Set<string>()),
    ];
    const openapi = [...patternsIn(parse(readFileSync(join(schemas, "openapi.yaml"), "utf8")))];
    assert.ok(patterns.length > 15);
    // What \s of the OpenAPI document takes for a space beyond ASCII is each engine's own.
    const ascii = texts.filter((text) => !/[^\x00-\x7f]/.test(text));
    for (const [all, asked] of [
      [patterns, texts],
      [openapi, ascii],
    ] as const) {
      const question = { schema: join(schemas, "application.schema.json"), documents: [], patterns: all, texts: asked };
      const expected = all.map((pattern) => asked.map((text) => new RegExp(pattern, "u").test(text)));
      assert.deepEqual(judgedByGo(question).patterns, expected);
      assert.deepEqual(judgedByPython(question).patterns, expected);
    }
  });

  it("the pattern of an address finds what Node takes for one, but for zones", () => {
    const whitelist = JSON.parse(readFileSync(join(schemas, "application.schema.json"), "utf8")) as {
      $defs: { declaration: { properties: { ipWhitelist: { items: { anyOf: { pattern: string }[] } } } } };
    };
    const [four, six] = whitelist.$defs.declaration.properties.ipWhitelist.items.anyOf.map(({ pattern }) => new RegExp(pattern, "u"));
    for (const text of withBreaks) {
      assert.equal(four?.test(text), isIPv4(text), text);
      assert.equal(six?.test(text), isIPv6(text) && !text.includes("%"), text);
    }
  });

  const engines: [name: string, judge: (question: Parameters<typeof judgedByGo>[0]) => Answer][] = [
    ["santhosh-tekuri/jsonschema (Go)", judgedByGo],
    ["jsonschema (Python)", judgedByPython],
  ];
  for (const [name, judge] of engines) {
    it(`${name} judges applications and manifests as validate does`, () => {
      const judged = judge({ schema: join(schemas, "application.schema.json"), documents, patterns: [], texts: [] }).documents;
      const differing = documents.filter((document, index) => judged[index] !== (applicationProblems(document).length === 0));
      assert.deepEqual(differing, []);
      const parsed = manifests.map((text): unknown => parse(text));
      const valid = judge({ schema: join(schemas, "manifest.schema.json"), documents: parsed, patterns: [], texts: [] }).documents;
      assert.deepEqual(
        valid,
        manifests.map((text) => readManifest(text, "f").diagnostics.length === 0),
      );
      for (const file of files) judge({ schema: join(schemas, file), documents: [], patterns: [], texts: [] });
    });
  }

  it("check-jsonschema finds the schemas in the node_modules of a workspace, wherever a package manager puts them", () => {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-msgsms-workspace-"));
    try {
      const installed = join(folder, "node_modules", "pulumi-msgsms", "schemas");
      cpSync(schemas, installed, { recursive: true });
      const teams = join(folder, "packages", "sms");
      mkdirSync(teams, { recursive: true });
      const paths = manifests.map((text, index) => {
        const path = join(teams, `${index}.yaml`);
        writeFileSync(path, text);
        return path;
      });
      const schema = join(installed, "manifest.schema.json");
      assert.equal(checkJsonschema(schema, [paths[0]!]), "");
      for (const path of paths.slice(1)) assert.match(checkJsonschema(schema, [path]), /Schema validation errors were encountered/, path);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
