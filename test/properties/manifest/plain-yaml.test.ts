import assert from "node:assert/strict";
import fc from "fast-check";
import { readPlainYaml, readWholeYaml } from "../../../provider/manifest/yaml";

/** The value that all of YAML gives, or why there is none. */
function whole(text: string): unknown {
  const read = readWholeYaml(text);
  if ("problem" in read) return read.problem.told.what;
  const [document, ...others] = read.documents;
  return others.length === 0 && document?.kind === "value" ? document.value : read.documents.map(({ kind }) => kind);
}

const manifest = `# yaml-language-server: $schema=x
apiVersion: msgsms/v1
kind: SmsApplications
defaults:
  market: chinese-mainland # the usual one
applications:
  codes-1:
    name: "codes 1"
    uplinkDestination: https://sms.example.com:8443/uplink?a=b
    uplinkSendTime: true
    ipWhitelist:
      - 203.0.113.10
      - '2606:4700::1111'

  alerts:
    market: international
    name: alerts
    ipWhitelist: [203.0.113.10, "203.0.113.11"]
`;

describe("properties: manifest, YAML that is written plainly", () => {
  it("is read as the whole parser reads it", () => {
    const value = readPlainYaml(manifest);
    assert.ok(value !== undefined);
    assert.deepEqual(value, whole(manifest));
    assert.deepEqual(readPlainYaml(manifest.replaceAll("\n", "\r\n")), value);
  });

  const left = [
    "",
    "# a comment",
    "a",
    "a: 1",
    "a: null",
    "a: ~",
    "a: yes",
    "a:",
    "a: |\n  b",
    "a: b: c",
    "a: &x b",
    "a: *x",
    "a: !t b",
    "- a",
    "a: b\na: c",
    "a: [b",
    "a: {b: c}",
    "a:\n- b\n - c",
    "a:\n  b: c\n d: e",
    "a: b\n  c",
    "a: 'it''s'",
    'a: "\\n"',
    "1: a",
    "true: a",
    "a:\tb",
    "---\na: b",
    "a: b\n...\n",
    "a: b\rc: d",
    "? a\n: b",
    "a: <<",
    "<<: a",
    "__proto__: a",
    "\u00a0a: b",
    "a: b\u00a0",
    "a: [b, ]",
    " a: b",
  ];
  for (const text of left) it(`leaves to the whole parser: ${JSON.stringify(text)}`, () => assert.equal(readPlainYaml(text), undefined));

  const pieces = [
    "\0",
    "\u007f",
    "\u{FEFF}",
    "# \0",
    "a",
    "b",
    "key",
    ": ",
    ":",
    "- ",
    "-",
    "\n",
    "\n",
    "  ",
    " ",
    "[",
    "]",
    ", ",
    '"',
    "'",
    "#",
    " # c",
    "true",
    "null",
    "1",
    "1.5",
    "10.0.0.1",
    "~",
    "?",
    "&",
    "*",
    "!",
    "|",
    ">",
    "%",
    "@",
    "{",
    "}",
    "\\",
    "\t",
    "\r\n",
    "\r",
    "---",
    "...",
    "<<",
    "\u00a0",
    "é",
    "😀",
    "\u2028",
    "\u0085",
    "https://x.example/y",
    "0x1",
    "=",
    "yes",
    "a:\n  ",
    "\nb: ",
  ];
  it("gives the same value as the whole parser or none: random pieces", () => {
    let plain = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
        const text = `a: b\n${parts.join("")}`;
        const value = readPlainYaml(text);
        if (value === undefined) return;
        plain += 1;
        assert.deepEqual(value, whole(text), JSON.stringify(text));
      }),
      { numRuns: Number(process.env["MANIFEST_FUZZ"] ?? 5000) },
    );
    assert.ok(plain > 100, `only ${plain} of the texts were plain`);
  }).timeout(600_000);

  it("gives the same value as the whole parser or none: a manifest with random edits", () => {
    let plain = 0;
    const edit = fc.tuple(fc.nat(manifest.length), fc.nat(8), fc.constantFrom("", ...pieces));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const text = edits.reduce((before, [at, length, piece]) => before.slice(0, at) + piece + before.slice(at + length), manifest);
        const value = readPlainYaml(text);
        if (value === undefined) return;
        plain += 1;
        assert.deepEqual(value, whole(text), JSON.stringify(text));
      }),
      { numRuns: Number(process.env["MANIFEST_FUZZ"] ?? 5000) },
    );
    assert.ok(plain > 100, `only ${plain} of the texts were plain`);
  }).timeout(600_000);
});
