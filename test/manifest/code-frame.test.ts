import assert from "node:assert/strict";
import { readManifest } from "../../provider/manifest";
import { frameText } from "../support/manifest/diagnostics";

const head = "apiVersion: msgsms/v1\nkind: SmsApplications\n";

function frames(text: string): string[] {
  const { diagnostics, shownTexts } = readManifest(text, "f");
  return diagnostics.map((diagnostic) => frameText(shownTexts["f"] ?? "", diagnostic));
}

describe("manifest: code frames", () => {
  it("put a caret under each character of the range", () => {
    assert.deepEqual(frames(`${head}applications:\n  a:\n    market: european\n    name: a-b # why\n`), [
      "  6 |     name: a-b # why\n    |           ^^^",
    ]);
  });
  it("keep the columns with a byte order mark, CRLF, tabs and emoji", () => {
    const line = `applications: {"😀\t": {}}`;
    const [first] = frames(`\u{FEFF}${line}\r\n${head.replaceAll("\n", "\r\n")}`);
    assert.equal(first, `  1 | applications: {"😀 ": {}}\n    |                ^^^^`);
  });
  it("cut a long line around the range", () => {
    const [first] = frames(
      `${head}applications: {a: {market: european, profile: ${"p".repeat(64)}, name: ${"n".repeat(40)}, deletionPolicy: prevent}}\n`,
    );
    const [line = "", carets = ""] = (first ?? "").split("\n");
    assert.ok(line.length < 120 && line.includes("…"));
    assert.equal(line.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1), "n".repeat(40));
  });
  it("star secrets of every kind of scalar, and passwords of URLs", () => {
    const entries = [
      "appSecret: hunter2 hunter2",
      'appSecret: "hunter2"',
      "appSecret: |\n      hunter2\n      hunter2",
      "app_secret: hunter2",
      "appKey: hunter2",
      "password: {a: hunter2}",
      "uplinkDestination: https://me:hunter2@a.example",
    ];
    for (const entry of entries) {
      const text = `${head}applications:\n  a:\n    market: european\n    name: a\n    ${entry}\n`;
      const { shownTexts } = readManifest(text, "f");
      assert.doesNotMatch(shownTexts["f"] ?? "", /hunter2/, entry);
      assert.equal(shownTexts["f"]?.length, text.length);
      const broken = readManifest(`${text}  b: [\n`, "f");
      assert.equal(broken.diagnostics[0]?.code, "SMS1104");
      assert.doesNotMatch(broken.shownTexts["f"] ?? "", /hunter2/, entry);
    }
  });
  it("star a secret that another key repeats by an alias", () => {
    const text = `${head}applications:\n  a: {market: european, name: a, profile: &p hunter2, appSecret: *p}\n`;
    assert.doesNotMatch(frames(text).join("\n"), /hunter2/);
  });
  it("show nothing that steers a terminal", () => {
    assert.doesNotMatch(frames(`${head}applications: {a: {name: "a\u009b31m\u202e", market: european}}\n`).join("\n"), /[\u009b\u202e]/);
  });
  it("are empty where there is no line to show", () => assert.deepEqual(frames(""), [""]));
});
