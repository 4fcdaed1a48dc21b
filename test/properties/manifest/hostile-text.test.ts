import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { readManifest } from "../../../provider/manifest";
import { diagnosticText, frameText } from "../../support/manifest/diagnostics";

const head = "apiVersion: msgsms/v1\nkind: SmsApplications\n";

function codes(text: string): string[] {
  const { diagnostics, shownTexts } = readManifest(text, "f");
  for (const diagnostic of diagnostics) {
    const { start, end } = diagnostic.range;
    assert.ok(start.offset >= 0 && start.offset <= end.offset && end.offset <= text.length);
    assert.doesNotMatch(diagnosticText(diagnostic), /undefined|\[object/);
    frameText(shownTexts["f"] ?? "", diagnostic);
  }
  return diagnostics.map(({ code }) => code);
}

describe("properties: manifest, hostile text", () => {
  const deep: [name: string, text: string][] = [
    ["brackets", "[".repeat(20_000)],
    ["braces", "{a: ".repeat(20_000)],
    ["brackets behind text that closes nothing", '["]",'.repeat(20_000)],
    ["dashes", "- ".repeat(300_000)],
    ["explicit keys", "? ".repeat(300_000)],
    ["indentation", Array.from({ length: 1000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
    [
      "indentation with text blocks between",
      Array.from({ length: 300 }, (_, level) => `${" ".repeat(level)}a: |\n${" ".repeat(level + 1)}b\n${" ".repeat(level)}c:`).join("\n"),
    ],
    ["lists in lists", Array.from({ length: 300 }, (_, level) => `${" ".repeat(level)}-`).join("\n")],
  ];
  for (const [name, text] of deep) it(`nests too deep by ${name}`, () => assert.deepEqual(codes(text), ["SMS1103"]));

  it("may nest 60 brackets", () => assert.deepEqual(codes(`${"[".repeat(60)}${"]".repeat(60)}`), ["SMS1109"]));

  // A bad document before makes the parser of yaml 2.9.1 abort the process; so this runs in a process of its own.
  it("does not abort the process: 20,000 brackets after a bad document", () => {
    const script = [
      'const { readManifest } = require("./provider/manifest");',
      'const codes = (text) => readManifest(text, "f").diagnostics.map(({ code }) => code).join();',
      'const bad = "a:\\n\\tb: c\\n";',
      'console.log(codes(bad), codes("[".repeat(20000)), codes(bad + "---\\n" + "[".repeat(20000)), codes(bad + "---\\n" + "{a: ".repeat(20000)));',
    ].join("\n");
    const run = spawnSync(process.execPath, ["--import", "tsx", "--eval", script], { encoding: "utf8", timeout: 60_000 });
    assert.equal(run.stderr, "");
    assert.equal(run.stdout, "SMS1104 SMS1103 SMS1103 SMS1103\n");
    assert.equal(run.status, 0);
  }).timeout(60_000);

  it("may not unfold aliases without end", () => {
    const laughs = [
      "a: &a [1,1,1,1,1,1,1,1,1]",
      ..."bcdefgh".split("").map((name, index) => `${name}: &${name} [${`*${"abcdefg"[index] ?? ""},`.repeat(9)}]`),
    ];
    assert.deepEqual(codes(laughs.join("\n")), ["SMS1103"]);
    const shared = `${head}x: &x [${"1,".repeat(1000)}]\napplications: {${Array.from({ length: 1000 }, (_, index) => `a${index}: {ipWhitelist: *x}`).join(", ")}}`;
    assert.deepEqual(codes(shared), ["SMS1103"]);
  });

  it("may use one alias in each of 1,000 applications", () => {
    const entries = Array.from(
      { length: 1000 },
      (_, index) =>
        `  a${index}: {name: a${index}, market: european, profile: p${index}, ipWhitelist: ${index === 0 ? "&w [203.0.113.1]" : "*w"}}`,
    );
    assert.deepEqual(codes(`${head}applications:\n${entries.join("\n")}\n`), []);
  });

  it("may not have more than 1,000 applications in a run, over all documents", () => {
    const document = (number: number, size: number) =>
      `${head}applications:\n${Array.from({ length: size }, (_, index) => `  a${number}-${index}: {name: a${index}, market: european, profile: p${number}-${index}}`).join("\n")}\n`;
    assert.deepEqual(codes(document(1, 1000)), []);
    const { diagnostics } = readManifest(`${document(1, 600)}---\n${document(2, 600)}`, "f");
    assert.deepEqual(
      diagnostics.map(({ code, path }) => [code, path.at(-1)]),
      [["SMS1103", "a2-400"]],
    );
  });

  it("may not have more than 1,000 documents", () => {
    assert.deepEqual(codes("---\n".repeat(200_000)), ["SMS1103"]);
    assert.deepEqual(codes("a\n...\n".repeat(100_000)), ["SMS1103"]);
  });

  it("may not have more than 1 MiB in UTF-8", () => assert.deepEqual(codes("é".repeat(600_000)), ["SMS1103"]));

  it("may use the names of an object's own members", () => {
    const keys = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    for (const key of keys)
      assert.deepEqual(codes(`${head}${key}: {market: european}\napplications: {a: {name: a, market: european}}\n`), ["SMS1001"]);
    for (const key of keys) assert.deepEqual(codes(`${head}applications: {a: {name: a, market: european, ${key}: 1}}\n`), ["SMS1001"]);
    assert.deepEqual(codes(`${head}defaults: {__proto__: {market: european}}\napplications: {a: {name: a}}\n`), ["SMS1001", "SMS1002"]);
    assert.deepEqual(codes(`${head}applications: {constructor: {name: a, market: european}, toString: {}}\n`), ["SMS1002", "SMS1002"]);
  });

  it("never throws: random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
        assert.ok(codes(text).length > 0);
      }),
      { numRuns: 2000 },
    );
  });

  it("never throws: random pieces of YAML", () => {
    const piece = fc.constantFrom(
      "a",
      ": ",
      "- ",
      "? ",
      "\n",
      "  ",
      "[",
      "]",
      "{",
      "}",
      ",",
      "&x ",
      "*x",
      "!t ",
      "'",
      '"',
      "|\n",
      ">-\n",
      "#",
      "---\n",
      "...\n",
      "<<: ",
      "\t",
      "\r\n",
      "applications:\n",
      head,
      "null",
      "1",
      "%",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => void codes(pieces.join(""))),
      { numRuns: 5000 },
    );
  }).timeout(60_000);
});
