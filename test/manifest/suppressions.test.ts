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

  const stray: [name: string, written: string, offered: string | undefined][] = [
    ["another word", "# msgsms-disable-line SMS1202 -- tests", "# msgsms-disable-next-line SMS1202 -- tests"],
    ["a short form", "# msgsms-disable SMS1202 -- tests", "# msgsms-disable-next-line SMS1202 -- tests"],
    ["ignore", "# msgsms-ignore SMS1202", undefined],
    ["a colon", "# msgsms: disable-next-line SMS1202 -- tests", "# msgsms-disable-next-line SMS1202 -- tests"],
    ["spaces", "# msgsms disable next line SMS1202 -- tests", "# msgsms-disable-next-line SMS1202 -- tests"],
    ["capitals", "# MSGSMS-Disable-Next-Line SMS1202 -- tests", "# msgsms-disable-next-line SMS1202 -- tests"],
    ["a plural", "# msgsms-disable-next-lines SMS1202 -- tests", "# msgsms-disable-next-line SMS1202 -- tests"],
    ["two hashes", "## msgsms-disable-next-line SMS1202 -- tests", "# msgsms-disable-next-line SMS1202 -- tests"],
    ["noqa", "# noqa: SMS1202", undefined],
    ["yamllint's form", "# yamllint disable-line SMS1202", undefined],
    ["eslint's form", "# eslint-disable-next-line SMS1202 -- tests", "# msgsms-disable-next-line SMS1202 -- tests"],
    ["a typo in the name", "# msgms-disable-next-line SMS1202 -- tests", "# msgsms-disable-next-line SMS1202 -- tests"],
    ["lower-case codes", "# msgsms-disable sms1202 -- tests", "# msgsms-disable-next-line SMS1202 -- tests"],
  ];
  for (const [name, written, offered] of stray) {
    it(`says that one with ${name} switches nothing off`, () => {
      const { diagnostics } = readManifest(`${head}    ${written}\n${http}`, "f");
      assert.deepEqual(
        diagnostics.map(({ code, suggestion }) => [code, suggestion]),
        [
          ["SMS1304", offered],
          ["SMS1202", "https://sms.example.com/uplink"],
        ],
      );
      assert.equal(diagnostics[0]?.what, "the comment switches nothing off, because it is not written as one that does");
    });
  }

  it("names the character that keeps one from switching off", () => {
    const { diagnostics } = readManifest(`${head}${comment(" SMS1202 -- tests").replace("disable-", "disable\u2011")}${http}`, "f");
    assert.deepEqual(
      diagnostics.map(({ what }) => what),
      [
        "the comment switches nothing off, because it has U+2011 (non-breaking hyphen)",
        'uplinkDestination goes over plain http: "http://sms.example.com/uplink"',
      ],
    );
    assert.equal(diagnostics[0]?.suggestion, "# msgsms-disable-next-line SMS1202 -- tests");
  });

  it("says once that a reason does not follow two dashes", () => {
    for (const words of [" SMS1202 tests only", " SMS1202 - tests only", " SMS1202 \u2014 tests only", " SMS1202: tests only"]) {
      const { diagnostics } = readManifest(`${head}${comment(words)}${http}`, "f");
      assert.deepEqual(
        diagnostics.map(({ code, what, suggestion }) => [code, what, suggestion]),
        [["SMS1302", "the reason does not follow two dashes", "# msgsms-disable-next-line SMS1202 -- tests only"]],
        words,
      );
    }
  });

  it("takes no other comment for one", () => {
    for (const words of ["# SMS1202 would be said here", "# msgsms/v1 is the version", "# disable it later", "# we ignore replies"])
      assert.deepEqual(found(`${head}    ${words}\n`), []);
  });

  it("names the nearest code", () => {
    const [diagnostic] = readManifest(`${head}${comment(" SMS120 -- x")}${http}`, "f").diagnostics;
    assert.equal(diagnostic?.do[0]?.label, "did you mean");
    assert.match(diagnostic.do[0].text, /^SMS120\d$/);
  });
});
