import assert from "node:assert/strict";
import { findingsIn, formatNames, manifest, written } from "../support/reports/findings";
import { accepted, junitProblems } from "../support/reports/official";
import { readManifest } from "../../provider/manifest";

const head = "apiVersion: msgsms/v1\nkind: SmsApplications\n";
const entries = (count: number, entry: (index: number) => string) =>
  `${head}defaults: {market: chinese-mainland}\napplications:\n${Array.from({ length: count }, (_, index) => `  a${index}: ${entry(index)}\n`).join("")}`;
const repeated = (text: string, count: number) => text.repeat(count);

/** Texts with many problems of one kind: how many errors and warnings each has. */
const many: [title: string, text: string, errors: number, warnings: number][] = [
  [
    "unknown keys",
    `${head}applications: {a: {market: european, name: a}}\n${Array.from({ length: 1500 }, (_, index) => `k${index}: v\n`).join("")}`,
    1500,
    0,
  ],
  ["wrong values", entries(900, () => "{x: 1, y: 1}"), 1800, 0],
  ["keys given twice", `${head}applications:\n${repeated("  a:\n", 3001)}`, 3000, 0],
  ["aliases without an anchor", `${head}applications: [${repeated("*a,", 1200)}]\n`, 1200, 0],
  ["merge keys", `${head}applications: {${repeated("<<: 1,", 1100)}}\n`, 1100, 0],
  ["names declared twice", repeated(`---\n${entries(500, (index) => `{name: n${index}}`)}`, 4), 1500, 0],
  ["names used twice", entries(1000, () => "{name: one}").replace("a999: {name: one}", "a999: {name: two}"), 998, 0],
  ["advice", entries(700, (index) => `{name: n${index}, uplinkDestination: "http://127.0.0.1/?token=x"}`), 0, 2100],
  [
    "comments that do nothing",
    `${manifest("a: {market: european, name: a}")}${repeated("# msgsms-disable-next-line SMS1202 -- x\n", 1300)}`,
    0,
    1300,
  ],
  [
    "comments that name no code",
    `${manifest("a: {market: european, name: a}")}# msgsms-disable-next-line ${repeated("x ", 50_000)}-- x\n`,
    0,
    50_000,
  ],
  ["comments of another form", `${manifest("a: {market: european, name: a}")}${repeated("# noqa SMS1202\n", 1300)}`, 0, 1300],
  [
    "characters that are not what they look like",
    `${head}applications:\n${Array.from({ length: 1400 }, (_, index) => `  \u0430${index}: {}\n`).join("")}`,
    1400,
    0,
  ],
];

describe("manifest: no more than 1,000 problems are shown", () => {
  for (const [title, text, errors, warnings] of many) {
    it(title, () => {
      const { diagnostics, unshown } = readManifest(text, "f");
      const shown = diagnostics.filter(({ severity }) => severity === "error").length;
      assert.ok(diagnostics.length <= 1000);
      const all = { errors: shown + unshown.errors, warnings: diagnostics.length - shown + unshown.warnings };
      // One cause can break several rules, and a quota is told once.
      assert.ok(all.errors >= errors && all.warnings >= warnings, JSON.stringify(all));
      if (all.errors + all.warnings > 1000) assert.equal(diagnostics.length, 1000);
    });
  }

  it("errors first", () => {
    const warning = (index: number) => `{name: n${index}, uplinkDestination: "http://a.example"}`;
    const { diagnostics, unshown } = readManifest(
      entries(1000, (index) => (index === 999 ? "{x: 1}" : warning(index))),
      "f",
    );
    assert.equal(diagnostics.length, 1000);
    assert.equal(diagnostics.at(-1)?.severity, "error");
    assert.equal(unshown.errors, 0);
  });

  it("of several files together", () => {
    const { diagnostics, unshown = { errors: 0, warnings: 0 } } = findingsIn({
      "a.yaml": `${head}applications: {a: {market: european, name: a}}\n${Array.from({ length: 900 }, (_, index) => `k${index}: v\n`).join("")}`,
      "b.yaml": `${head}applications: {b: {market: european, name: b}}\n${Array.from({ length: 900 }, (_, index) => `k${index}: v\n`).join("")}`,
    });
    assert.equal(diagnostics.length, 1000);
    assert.deepEqual(unshown, { errors: 800, warnings: 0 });
  });

  it("warnings that are switched off are not counted", () => {
    const line = "  # msgsms-disable-next-line SMS1202, SMS1201 -- test\n";
    const text = entries(900, (index) => `{name: n${index}, uplinkDestination: "http://a.example"}`).replaceAll(/^ {2}a/gm, `${line}  a`);
    const { diagnostics, unshown } = readManifest(text, "f");
    assert.equal(diagnostics.filter(({ code }) => code === "SMS1202").length, 0);
    // Each of the others names SMS1201, which stands in one place alone.
    assert.equal(diagnostics.filter(({ code }) => code === "SMS1301").length + unshown.warnings, 899);
  });

  it("every format says that there are more, and stays what its schema says", async () => {
    const findings = findingsIn({ "a.yaml": many[0]![1] });
    for (const format of formatNames) {
      const report = await written(format, findings);
      if (format === "json")
        assert.deepEqual((JSON.parse(report) as { summary: object }).summary, {
          errors: 1500,
          warnings: 0,
          notShown: 500,
          files: 1,
          applications: 1,
        });
      else assert.match(report, format === "markdown" ? /^and \d+ more/m : /and 500 more/, format);
      if (format === "sarif" || format === "gitlab") accepted(format, report);
      if (format === "junit") assert.deepEqual(await junitProblems([report]), []);
      if (format === "text") assert.match(report, /^1500 errors, 0 warnings: /m);
    }
  });
});

describe("manifest: what would take much memory is not parsed", () => {
  const told = (text: string) => readManifest(text, "f").diagnostics.map(({ code, what }) => `${code}: ${what}`);

  for (const [title, unit] of [
    ["items of a list", "1,"],
    ["empty items", ","],
    ["empty lists", "[],"],
    ["empty mappings", "{},"],
    ["quotes", "'',"],
    ["quotes side by side", '"" '],
    ["tags", "!t "],
    ["anchors", "&a "],
    ["aliases", "*a,"],
  ] as const)
    it(`values: ${title}`, () =>
      assert.deepEqual(told(`${head}applications: [${unit.repeat(50_001)}]\n`), ["SMS1103: the file has more than 50000 values"]));
  it("values: keys", () =>
    assert.deepEqual(told(`${head}applications:\n${" a:\n".repeat(50_001)}`), ["SMS1103: the file has more than 50000 values"]));
  it("values: entries", () => {
    const plainly = `${head}applications:\n${Array.from({ length: 26_000 }, (_, index) => `  a${index}: b\n`).join("")}`;
    for (const text of [plainly, plainly.replaceAll(": b", ": 1"), plainly.replaceAll("  a", "  - a")])
      assert.deepEqual(told(text), ["SMS1103: the file has more than 50000 values"]);
  });
  it("lines", () => {
    for (const line of ["", "#", " "])
      assert.deepEqual(told(`${head}applications: {}\n${`${line}\n`.repeat(99_998)}`), ["SMS1103: the file has more than 100000 lines"]);
    assert.deepEqual(told(`${manifest("a: {market: european, name: a}")}${"\n".repeat(99_996)}`), []);
  });
  it("a manifest of 1,000 applications with everything is read", () => {
    const entry = (index: number) =>
      `{name: n${index}, uplinkDestination: https://sms.example.com/uplink, uplinkSendTime: true, statusReportDestination: https://sms.example.com/status, ipWhitelist: [${Array.from({ length: 10 }, (_, number) => `203.0.113.${number}`).join(", ")}]}`;
    const { applications, diagnostics } = readManifest(entries(1000, entry), "f");
    assert.equal(applications.length, 1000);
    assert.deepEqual([...new Set(diagnostics.map(({ code }) => code))], ["SMS1201"]);
  });
  it("keys are no longer than YAML allows, however they are written", () => {
    const key = "k".repeat(2000);
    assert.deepEqual(told(`${head}applications:\n  ? ${key}\n  : {x: 1, y: 2}\n`), ["SMS1104: a key has more than 1024 characters"]);
    const long = readManifest(`${head}applications:\n  ${key.slice(1000)}: {x: 1}\n`, "f").diagnostics;
    assert.ok(JSON.stringify(long).length < 4000);
  });
});
