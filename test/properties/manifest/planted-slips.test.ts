import assert from "node:assert/strict";
import fc from "fast-check";
import { readManifest } from "../../../provider/manifest";
import { diagnosticText } from "../../support/manifest/diagnostics";

const manifest = `apiVersion: msgsms/v1
kind: SmsApplications # the only one
defaults:
  market: european
applications:
  order-codes:
    name: order_codes
    ipWhitelist: [203.0.113.10, 203.0.113.11]
  marketing: {name: "marketing_eu", deletionPolicy: abandon}
`;
/** Places of the text that hold something, but for the comment. */
const places = [...manifest.matchAll(/[^\n]/g)].map(({ index }) => index).filter((index) => !within(index, "# the only one"));
const at = (wanted: RegExp) => places.filter((index) => wanted.test(manifest[index] ?? ""));

function within(index: number, piece: string): boolean {
  const start = manifest.indexOf(piece);
  return index >= start - 1 && index < start + piece.length;
}

const letters: Readonly<Record<string, string>> = {
  a: "а",
  c: "с",
  e: "е",
  i: "і",
  o: "о",
  p: "р",
  s: "ѕ",
  y: "у",
  S: "Ѕ",
  A: "А",
  k: "ｋ",
  m: "𝐦",
};
const signs: Readonly<Record<string, string>> = {
  ":": "：",
  ",": "，",
  "-": "–",
  '"': "”",
  "[": "［",
  "]": "］",
  "{": "｛",
  "}": "｝",
  ".": "．",
  "/": "／",
};

interface Planted {
  index: number;
  /** What stands there instead. */
  instead: string;
  /** How many characters of the manifest it replaces. */
  replaces: 0 | 1;
}

const planted: fc.Arbitrary<Planted> = fc.oneof(
  fc.record({
    index: fc.constantFrom(...at(/ /)),
    instead: fc.constantFrom("\u00a0", "\u2003", "\u202f", "\u3000"),
    replaces: fc.constant(1 as const),
  }),
  fc.record({
    index: fc.constantFrom(...places),
    instead: fc.constantFrom("\u200b", "\u200d", "\u00ad", "\u2060", "\u{FEFF}", "\u202e", "\u2066", "\u{E0041}"),
    replaces: fc.constant(0 as const),
  }),
  fc.constantFrom(...at(/[aceiopsySAkm]/)).map((index): Planted => ({ index, instead: letters[manifest[index]!]!, replaces: 1 })),
  fc.constantFrom(...at(/[:,"[\]{}./-]/)).map((index): Planted => ({ index, instead: signs[manifest[index]!]!, replaces: 1 })),
);

describe("properties: manifest, a planted slip", () => {
  it("is absent: the manifest has no diagnostic", () => assert.deepEqual(readManifest(manifest, "f").diagnostics.map(diagnosticText), []));

  it("is found at its place, and nothing that follows from it is told beside it", () => {
    fc.assert(
      fc.property(planted, ({ index, instead, replaces }) => {
        // A mark at the very start of a text is its byte order mark.
        fc.pre(!(index === 0 && instead === "\u{FEFF}"));
        const text = manifest.slice(0, index) + instead + manifest.slice(index + replaces);
        const { diagnostics } = readManifest(text, "f");
        assert.deepEqual(
          diagnostics.map(({ code }) => code),
          ["SMS1120"],
          `${JSON.stringify(text)}\n${diagnostics.map(diagnosticText).join("\n")}`,
        );
        const { start, end } = diagnostics[0]!.range;
        assert.ok(start.offset <= index && index + instead.length <= end.offset);
        assert.match(
          diagnosticText(diagnostics[0]!),
          new RegExp(`U\\+${instead.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")} `),
        );
        assert.doesNotMatch(diagnosticText(diagnostics[0]!), /[^\x00-\x7f]/);
      }),
      { numRuns: 1500 },
    );
  }).timeout(60_000);
});
