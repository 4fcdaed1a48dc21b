import assert from "node:assert/strict";
import { readManifest } from "../../provider/manifest";
import { diagnosticText, frameText } from "../support/manifest/diagnostics";

const head = "apiVersion: msgsms/v1\nkind: SmsApplications\n";
const entry = (settings: string) => `${head}applications:\n  a:\n${settings.replaceAll(/^(?=.)/gm, "    ")}\n`;
const good = entry("market: european\nname: aa");

/** Code, place and message of each. */
function told(text: string): string[] {
  const { diagnostics } = readManifest(text, "f");
  return diagnostics.map(({ code, what, range: { start } }) => `${start.line}:${start.column} ${code}: ${what}`);
}

/** All that a person reads of the one diagnostic. */
function shown(text: string): string {
  const { diagnostics, shownTexts } = readManifest(text, "f");
  assert.equal(diagnostics.length, 1, diagnostics.map(diagnosticText).join("\n"));
  return `${diagnosticText(diagnostics[0]!)}\n${frameText(shownTexts["f"] ?? "", diagnostics[0]!)}`;
}

describe("manifest: characters that are not what they look like", () => {
  const rows: [name: string, text: string, expected: string[]][] = [
    [
      "a no-break space after the colon",
      good.replace("market: ", "market:\u00a0"),
      ["5:12 SMS1120: U+00A0 (no-break space) stands in column 12, where a space is meant"],
    ],
    [
      "a no-break space at the end of a value",
      good.replace("european", "european\u00a0"),
      ["5:21 SMS1120: U+00A0 (no-break space) stands in column 21, where a space is meant"],
    ],
    [
      "no-break spaces as indentation, once for all lines",
      good.replaceAll("    ", "\u00a0\u00a0\u00a0\u00a0"),
      ["5:1 SMS1120: U+00A0 (no-break space) stands in column 1, where a space is meant"],
    ],
    [
      "an ideographic space",
      good.replace("name: ", "name:\u3000"),
      ["6:10 SMS1120: U+3000 (ideographic space) stands in column 10, where a space is meant"],
    ],
    [
      "a wide colon, after which nobody writes a space",
      good.replace("market: ", "market："),
      ['5:11 SMS1120: U+FF1A (a full-width sign) stands in column 11, where ":" is meant'],
    ],
    [
      "wide letters",
      good.replace("european", "ｅuropean"),
      ['5:13 SMS1120: "\\uff45uropean" has U+FF45 (a full-width letter) in column 13, which looks like "e"'],
    ],
    [
      "a wide comma in a list",
      entry("market: european\nname: aa\nipWhitelist: [203.0.113.1， 203.0.113.2]"),
      ['7:30 SMS1120: U+FF0C (a full-width sign) stands in column 30, where "," is meant'],
    ],
    [
      "curly quotes",
      good.replace("aa", "“aa”"),
      [
        "6:11 SMS1120: U+201C (left double quotation mark) stands in column 11, where '\"' is meant",
        "6:14 SMS1120: U+201D (right double quotation mark) stands in column 14, where '\"' is meant",
      ],
    ],
    [
      "an en dash",
      good.replace("european", "chinese–mainland"),
      ['5:20 SMS1120: U+2013 (en dash) stands in column 20, where "-" is meant'],
    ],
    [
      "a zero width space in a key",
      good.replace("name", "na\u200bme"),
      ["6:7 SMS1120: U+200B (zero width space) stands in column 7, where nobody sees it"],
    ],
    [
      "a soft hyphen in a value",
      good.replace("european", "euro\u00adpean"),
      ["5:17 SMS1120: U+00AD (soft hyphen) stands in column 17, where nobody sees it"],
    ],
    [
      "a byte order mark within the text",
      `${good}---\n\u{FEFF}${good.replace("  a:", "  b:").replace("aa", "bb")}`,
      ["8:1 SMS1120: U+FEFF (byte order mark) stands in column 1, where nobody sees it"],
    ],
    [
      "a mark that turns the text",
      good.replace("aa", '"aa\u202e"'),
      ["6:14 SMS1120: U+202E (right-to-left override) in column 14 shows the text in another order"],
    ],
    [
      "such a mark in a comment, which may hide a line",
      `${good}# \u2066name: bb\u2069\n`,
      [
        "7:3 SMS1120: U+2066 (left-to-right isolate) in column 3 shows the text in another order",
        "7:12 SMS1120: U+2069 (pop directional isolate) in column 12 shows the text in another order",
      ],
    ],
    [
      "a Cyrillic letter in a key",
      good.replace("name", "n\u0430me"),
      ['6:5 SMS1120: "n\\u0430me" has U+0430 (a Cyrillic letter) in column 6, which looks like "a"'],
    ],
    [
      "Greek letters in a value",
      good.replace("european", "eur\u03bfpean"),
      ['5:13 SMS1120: "eur\\u03bfpean" has U+03BF (a Greek letter) in column 16, which looks like "o"'],
    ],
    [
      "a Cyrillic letter in a logical name",
      good.replace("  a:", "  order-\u0441odes:"),
      ['4:9 SMS1120: "\\u0441odes" has U+0441 (a Cyrillic letter) in column 9, which looks like "c"'],
    ],
    [
      "and what else is wrong",
      good.replace("name: aa", "n\u0430me: a-b\n    nmae: c"),
      [
        '6:5 SMS1120: "n\\u0430me" has U+0430 (a Cyrillic letter) in column 6, which looks like "a"',
        '6:11 SMS1004: name is not made of letters, digits and underscores: "a-b"',
        "7:5 SMS1001: nmae is not a setting of an SMS application",
      ],
    ],
    ["nothing of comments in any language", good.replace("aa", "aa # 注意：こと “quoted” it’s\u00a0fine — с"), []],
    [
      "nothing of a comment below an error",
      good.replace("aa", "a-a # 注意：“quoted”"),
      ['6:11 SMS1004: name is not made of letters, digits and underscores: "a-a"'],
    ],
    [
      "nothing of words of another alphabet",
      good.replace("aa", "Привет"),
      ['6:11 SMS1004: name is not made of letters, digits and underscores: "Привет"'],
    ],
  ];
  for (const [name, text, expected] of rows) {
    it(name, () => assert.deepEqual(told(text), expected));
    it(`${name}, with CRLF and a byte order mark`, () => assert.deepEqual(told(`\u{FEFF}${text.replaceAll("\n", "\r\n")}`), expected));
  }

  it("shows them as escapes, in the message and in the frame, and where else they stand", () => {
    assert.equal(
      shown(good.replaceAll("    ", "\u00a0\u00a0\u00a0\u00a0")),
      [
        "f:5:1 SMS1120: U+00A0 (no-break space) stands in column 1, where a space is meant",
        "  also    f:6:1",
        "  do      write a space",
        "  5 | \\u00a0\\u00a0\\u00a0\\u00a0market: european",
        "    | ^^^^^^^^^^^^^^^^^^^^^^^^",
      ].join("\n"),
    );
    assert.match(shown(good.replace("name", "n\u0430me")), /"n\\u0430me"[^]* {4}n\\u0430me: aa\n {4}\| {5}\^{9}$/);
  });

  it("offers the text that is meant", () => {
    const of = (text: string) => readManifest(text, "f").diagnostics[0]?.suggestion;
    assert.equal(of(good.replace("name", "n\u0430me")), "name");
    assert.equal(of(good.replace("market: ", "market：")), ": ");
    assert.equal(of(good.replace("european", "european\u00a0")), undefined);
  });

  it("names thousands of them once, and shows no secret under a key that only looks right", () => {
    assert.equal(told(good.replace("aa", "\u00a0".repeat(3) + "\u200ba".repeat(100_000))).length, 4);
    const { diagnostics, shownTexts } = readManifest(`${good}    app\u0405ecret: hunter2\n    [\n`, "f");
    assert.doesNotMatch(JSON.stringify([diagnostics, shownTexts]), /hunter2/);
    const whole = readManifest(`${good}    app\u0405ecret: hunter2\n`, "f");
    assert.deepEqual(
      whole.diagnostics.map(({ code }) => code),
      ["SMS1120", "SMS1112"],
    );
    assert.doesNotMatch(JSON.stringify([whole.diagnostics, whole.shownTexts]), /hunter2/);
  });
});

describe("manifest: a key and its value without a space between", () => {
  const rows: [name: string, text: string, expected: string[]][] = [
    ["one line", good.replace("market: ", "market:"), ["5:5 SMS1121: market and its value have no colon and space between"]],
    ["the last line", good.replace("name: ", "name:"), ["6:5 SMS1121: name and its value have no colon and space between"]],
    ["every line", good.replaceAll(": ", ":"), ["1:1 SMS1121: apiVersion and its value have no colon and space between"]],
    [
      "in braces",
      `${head}applications: {a: {market:european, name:aa}}\n`,
      ["3:20 SMS1121: market and its value have no colon and space between"],
    ],
    ["an equals sign", good.replace("market: ", "market="), ["5:5 SMS1121: market and its value have no colon and space between"]],
    ["an equals sign with spaces", good.replaceAll(": ", " = "), ["1:1 SMS1121: apiVersion and its value have no colon and space between"]],
    [
      "and what else is wrong",
      good.replace("market: ", "market:").replace("aa", "a-a"),
      [
        "5:5 SMS1121: market and its value have no colon and space between",
        '6:11 SMS1004: name is not made of letters, digits and underscores: "a-a"',
      ],
    ],
    ["not in a value", good.replace("aa", "aa # name:aa"), []],
  ];
  for (const [name, text, expected] of rows) it(name, () => assert.deepEqual(told(text), expected));

  it("shows three lines of what is right", () => {
    const { diagnostics } = readManifest(good.replaceAll(": ", ":"), "f");
    assert.deepEqual(diagnostics[0]!.facts[0], {
      label: "right",
      text: ["apiVersion: msgsms/v1", "kind: SmsApplications", "market: european"],
    });
    assert.equal(diagnostics[0]!.suggestion, "apiVersion: msgsms/v1");
  });
  it("shows no secret", () => {
    const { diagnostics, shownTexts } = readManifest(`${good}    appSecret:hunter2\n`, "f");
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ["SMS1121", "SMS1112"],
    );
    assert.doesNotMatch(JSON.stringify([diagnostics, shownTexts]), /hunter2/);
  });
});
