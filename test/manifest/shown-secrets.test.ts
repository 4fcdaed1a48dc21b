import assert from "node:assert/strict";
import { readManifest } from "../../provider/manifest";

const head = "apiVersion: msgsms/v1\nkind: SmsApplications\n";
const entry = (settings: string) => `${head}applications:\n  a:\n    market: european\n${settings.replaceAll(/^/gm, "    ")}\n`;

/** Everything of a result that a report can show. */
const shown = (text: string) => {
  const { diagnostics, shownTexts } = readManifest(text, "f");
  assert.ok(diagnostics.length > 0);
  return JSON.stringify([diagnostics, shownTexts]);
};

describe("manifest: no report can show a secret", () => {
  const rows: [name: string, text: string][] = [
    ["a file of variables", "HUAWEICLOUD_SDK_AK=hunter2hunter2\nHUAWEICLOUD_SDK_SK=hunter2hunter2\n"],
    ["a list of texts", "- hunter2hunter2\n"],
    ["a secret that an alias brings into a name", entry("appSecret: &s hunter2-hunter2\nname: *s")],
    ["a name that an alias brings into a secret", entry("name: &s hunter2-hunter2\nappSecret: *s")],
    ["a secret that begins with *", entry("name: a\nappSecret: *hunter2hunter2")],
    ["a secret that begins with !", entry("name: a\nappSecret: !hunter2hunter2 x")],
    ["a secret that begins with &", entry("name: a-b\nappSecret: &hunter2hunter2 x")],
    ["a secret without a colon, in a broken file", `${entry("name: a")}    appSecret hunter2hunter2\n   b: [\n`],
    ["a secret in a comment", entry("name: a-b # appSecret: hunter2hunter2")],
    ["a secret in a comment of its own", entry("# token=hunter2hunter2\nname: a-b")],
    ["a secret in a URL", entry('name: a-b\nprofile: "https://x/?token=hunter2hunter2"')],
    ["a password in the last of several URLs", entry("name: a-b # http://a,http://b,http://u:hunter2hunter2@c")],
  ];
  for (const [name, text] of rows) it(name, () => assert.doesNotMatch(shown(text), /hunter2/));

  it("and looking for them takes no time that grows with the square of a line", () => {
    // Each of these took more than half a minute.
    for (const text of [`${'"secret'.repeat(140_000)}\n: [`, entry(`nmae: x\n# ${"http://".repeat(140_000)}`)]) shown(text);
  });
});
