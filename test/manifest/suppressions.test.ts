import assert from "node:assert/strict";
import { readManifest } from "../../provider/manifest";

const head = "apiVersion: msgsms/v1\nkind: SmsApplications\napplications:\n  a:\n    market: chinese-mainland\n    name: a\n";
const http = "    uplinkDestination: http://sms.example.com/uplink\n";
/** Code, line and sliced text of each diagnostic. */
const found = (text: string) =>
  readManifest(text, "f").diagnostics.map(
    ({ code, range: { start, end } }) => `${code} ${start.line} ${text.slice(start.offset, end.offset)}`,
  );
const comment = (words: string) => `    # msgsms-disable-next-line${words}\n`;

describe("manifest: comments that switch warnings off", () => {
  const rows: [name: string, text: string, expected: string[]][] = [
    ["no comment", http, ["SMS1202 7 http://sms.example.com/uplink"]],
    ["a reason", `${comment(" SMS1202 -- tests only")}${http}`, []],
    ["a reason with dashes and codes", `${comment(" SMS1202 -- see SMS1203 -- not yet")}${http}`, []],
    ["no space after the hash", `    #msgsms-disable-next-line SMS1202 -- tests\n${http}`, []],
    ["no reason", `${comment(" SMS1202")}${http}`, ["SMS1302 7 # msgsms-disable-next-line SMS1202"]],
    ["an empty reason", `${comment(" SMS1202 -- ")}${http}`, ["SMS1302 7 # msgsms-disable-next-line SMS1202 --"]],
    ["another warning", `${comment(" SMS1203 -- x")}${http}`, ["SMS1301 7 SMS1203", "SMS1202 8 http://sms.example.com/uplink"]],
    ["two codes, one of no use", `${comment(" SMS1202, SMS1205 -- x")}${http}`, ["SMS1301 7 SMS1205"]],
    ["two comments above one line", `${comment(" SMS1203 -- x")}${comment(" SMS1202 -- y")}    uplinkDestination: http://10.0.0.1/\n`, []],
    ["a code that does not exist", `${comment(" SMS1999 -- x")}${http}`, ["SMS1303 7 SMS1999", "SMS1202 8 http://sms.example.com/uplink"]],
    ["no code", `${comment("")}${http}`, ["SMS1303 7 # msgsms-disable-next-line", "SMS1202 8 http://sms.example.com/uplink"]],
    ["an error", `${comment(" SMS1001 -- x")}    nmae: a\n`, ["SMS1303 7 SMS1001", "SMS1001 8 nmae"]],
    ["a warning about comments", `${comment(" SMS1301 -- x")}${http}`, ["SMS1303 7 SMS1301", "SMS1202 8 http://sms.example.com/uplink"]],
    ["at the end of the line above", `    deletionPolicy: prevent # msgsms-disable-next-line SMS1202 -- x\n${http}`, []],
    ["the line after the next", `${comment(" SMS1202 -- x")}\n${http}`, ["SMS1301 7 SMS1202", "SMS1202 9 http://sms.example.com/uplink"]],
    [
      "inside a text",
      "    profile: |-\n      # msgsms-disable-next-line SMS1202 -- x\n",
      ["SMS1004 7 |-\n      # msgsms-disable-next-line SMS1202 -- x"],
    ],
  ];
  for (const [name, text, expected] of rows) {
    it(name, () => assert.deepEqual(found(head + text), expected));
    it(`${name}, with CRLF and a byte order mark`, () => {
      const windows = `\u{FEFF}${(head + text).replaceAll("\n", "\r\n")}`;
      assert.deepEqual(
        found(windows).map((line) => line.replaceAll("\r\n", "\n")),
        expected,
      );
    });
  }

  it("names the nearest code", () => {
    const [diagnostic] = readManifest(`${head}${comment(" SMS120 -- x")}${http}`, "f").diagnostics;
    assert.equal(diagnostic?.do[0]?.label, "did you mean");
    assert.match(diagnostic.do[0].text, /^SMS120\d$/);
  });
});
