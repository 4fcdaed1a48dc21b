import assert from "node:assert/strict";
import fc from "fast-check";
import { readManifest } from "../../../provider/manifest";
import { diagnosticText } from "../../support/manifest/diagnostics";

/** One line or piece of a manifest; `planted` marks what the one diagnostic must slice. */
interface Setting {
  key: string;
  value: string | string[];
  planted?: "key" | "value" | { item: number };
}

interface Entry {
  logicalName: string;
  settings: Setting[];
  planted?: boolean;
}

interface Mutation {
  code: string;
  /** Changes the entry so that one rule is broken, and marks the place. */
  plant: (entry: Entry) => Entry;
}

const replaced = (entry: Entry, key: string, setting: Setting): Entry => ({
  ...entry,
  settings: entry.settings.map((known) => (known.key === key ? setting : known)),
});
const added = (entry: Entry, setting: Setting): Entry => ({ ...entry, settings: [...entry.settings, setting] });
const value = (key: string, text: string | string[]): Setting => ({ key, value: text, planted: "value" });

const mainland: Setting = { key: "market", value: "chinese-mainland" };

const mutations: Mutation[] = [
  { code: "SMS1004", plant: (entry) => replaced(entry, "name", value("name", "a-b")) },
  { code: "SMS1004", plant: (entry) => replaced(entry, "name", value("name", "n".repeat(31))) },
  { code: "SMS1004", plant: (entry) => replaced(entry, "name", value("name", '"a 😀"')) },
  { code: "SMS1004", plant: (entry) => replaced(entry, "name", value("name", "''")) },
  { code: "SMS1003", plant: (entry) => replaced(entry, "name", value("name", "2024")) },
  { code: "SMS1003", plant: (entry) => replaced(entry, "name", value("name", "~")) },
  { code: "SMS1004", plant: (entry) => replaced(entry, "market", value("market", "europe")) },
  { code: "SMS1002", plant: (entry) => ({ ...entry, settings: entry.settings.filter(({ key }) => key !== "market"), planted: true }) },
  { code: "SMS1001", plant: (entry) => added(entry, { key: "unknown", value: "x", planted: "key" }) },
  { code: "SMS1001", plant: (entry) => replaced(entry, "name", { key: "nmae", value: "a", planted: "key" }) },
  { code: "SMS1005", plant: (entry) => added(entry, { key: "uplinkDestination", value: "a.example", planted: "key" }) },
  { code: "SMS1112", plant: (entry) => added(entry, { key: "appSecret", value: "hunter2", planted: "key" }) },
  { code: "SMS1004", plant: (entry) => added(entry, value("deletionPolicy", "delete")) },
  {
    code: "SMS1004",
    plant: (entry) => added(entry, { key: "ipWhitelist", value: ["203.0.113.1", "10.0.0.0/8", "::1"], planted: { item: 1 } }),
  },
  {
    code: "SMS1004",
    plant: (entry) => added(entry, { key: "ipWhitelist", value: ["203.0.113.1", "203.0.113.2", "203.0.113.1"], planted: { item: 2 } }),
  },
  { code: "SMS1003", plant: (entry) => added(entry, { key: "ipWhitelist", value: ["true"], planted: { item: 0 } }) },
  { code: "SMS1001", plant: (entry) => added(entry, { key: "größe 😀", value: "x", planted: "key" }) },
  { code: "SMS1005", plant: (entry) => added(entry, { key: "statusReportDestination", value: '"http://10.0.0.1"', planted: "key" }) },
  { code: "SMS1112", plant: (entry) => added(entry, { key: "secretKey", value: "hunter2", planted: "key" }) },
  { code: "SMS1203", plant: (entry) => added(entry, { key: "ipWhitelist", value: ["203.0.113.1", "10.1.2.3"], planted: { item: 1 } }) },
  {
    code: "SMS1204",
    plant: (entry) => added(entry, { key: "ipWhitelist", value: ["2606:4700::1", "203.0.113.1", "2606:4700:0::1"], planted: { item: 2 } }),
  },
  { code: "SMS1113", plant: (entry) => replaced(replaced(entry, "market", mainland), "name", value("name", '"短信😀"'.replace("😀", ""))) },
  {
    code: "SMS1202",
    plant: (entry) => added(replaced(entry, "market", mainland), value("uplinkDestination", "http://sms.example.com/é".replace("é", "e"))),
  },
  {
    code: "SMS1205",
    plant: (entry) => added(replaced(entry, "market", mainland), value("uplinkDestination", '"https://sms.example.com/?token=x"')),
  },
  { code: "SMS1206", plant: (entry) => replaced(replaced(entry, "market", mainland), "name", value("name", '"{{name}}"')) },
  { code: "SMS1206", plant: (entry) => replaced(entry, "name", value("name", "CHANGE_ME")) },
  { code: "SMS1207", plant: (entry) => replaced(replaced(entry, "market", mainland), "name", value("name", '"codes,"')) },
  { code: "SMS1105", plant: (entry) => added(entry, { key: "name", value: "b", planted: "key" }) },
  { code: "SMS1106", plant: (entry) => added(entry, { key: "<<", value: "{}", planted: "key" }) },
  { code: "SMS1107", plant: (entry) => added(entry, value("deletionPolicy", "*nowhere")) },
];

/** How a manifest is written; none of it changes what it means. */
interface Style {
  lineEnd: "\n" | "\r\n";
  mark: boolean;
  comments: boolean;
  flow: boolean;
  quoteKeys: boolean;
  /** What stands between a key and its value. */
  gap: " " | "\t" | " \t  ";
}

// Brackets of a kind that no manifest uses: they mark the planted piece, and are taken out before reading.
const marked = (text: string, isPlanted: boolean) => (isPlanted ? `⟦${text}⟧` : text);

function settingText({ key, value: text, planted }: Setting, { flow, quoteKeys, gap }: Style, indent: string): string {
  const shownKey = marked(quoteKeys && key !== "<<" ? `"${key}"` : key, planted === "key");
  if (typeof text === "string") return `${shownKey}:${gap}${marked(text, planted === "value")}`;
  // In flow style `::` begins no plain text.
  const written = text.map((item) => (flow && item.includes("::") ? `"${item}"` : item));
  const items = written.map((item, index) => marked(item, typeof planted === "object" && planted.item === index));
  // A list in block style cannot stand inside braces.
  return flow ? `${shownKey}:${gap}[${items.join(", ")}]` : `${shownKey}:\n${items.map((item) => `${indent}  - ${item}`).join("\n")}`;
}

function entryText(entry: Entry, style: Style): string {
  const name = marked(entry.logicalName, entry.planted === true);
  const note = style.comments ? " # a comment: with {brackets" : "";
  if (style.flow) return `  ${name}: {${entry.settings.map((setting) => settingText(setting, style, "")).join(", ")}}${note}`;
  const lines = entry.settings.map((setting) => `    ${settingText(setting, style, "    ")}`);
  return [`  ${name}:${note}`, ...(style.comments ? ["    # über 😀"] : []), ...lines].join("\n");
}

function manifestText(documents: Entry[][], style: Style): string {
  const body = documents.map((entries) =>
    ["apiVersion: msgsms/v1", "kind: SmsApplications", "applications:", ...entries.map((entry) => entryText(entry, style))].join("\n"),
  );
  return `${style.mark ? "\u{FEFF}" : ""}${style.comments ? "# first\n" : ""}${body.join("\n---\n")}\n`.replaceAll("\n", style.lineEnd);
}

function withoutMarks(text: string): { text: string; start: number; end: number } {
  const start = text.indexOf("⟦");
  const end = text.indexOf("⟧") - 1;
  return { text: text.replaceAll(/[⟦⟧]/g, ""), start, end };
}

const style = fc.record<Style>({
  lineEnd: fc.constantFrom("\n", "\r\n"),
  mark: fc.boolean(),
  comments: fc.boolean(),
  flow: fc.boolean(),
  quoteKeys: fc.boolean(),
  gap: fc.constantFrom(" ", "\t", " \t  "),
});

/** One to three documents with one to four entries each; every logical name once. */
const documents = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }).map((sizes) =>
  sizes.map((size, document) =>
    Array.from({ length: size }, (_, index): Entry => {
      const settings: Setting[] = [
        { key: "market", value: "european" },
        { key: "name", value: `app_${document}_${index}` },
        // A profile of its own, so that no quota is exceeded.
        { key: "profile", value: `p-${document}-${index}` },
      ];
      return { logicalName: `app-${document}-${index}`, settings };
    }),
  ),
);

describe("properties: manifest, a planted mutation", () => {
  it("is absent: the manifest has no diagnostic in any style", () => {
    fc.assert(
      fc.property(documents, style, (entries, written) => {
        const { diagnostics, applications } = readManifest(manifestText(entries, written), "f");
        assert.deepEqual(diagnostics.map(diagnosticText), []);
        assert.equal(applications.length, entries.flat().length);
      }),
    );
  });

  for (const [index, { code, plant }] of mutations.entries()) {
    const example = plant({
      logicalName: "a",
      settings: [
        { key: "market", value: "european" },
        { key: "name", value: "a" },
      ],
    });
    it(`${index + 1}: ${code} for ${entryText(example, { lineEnd: "\n", mark: false, comments: false, flow: true, quoteKeys: false, gap: " " }).trim()}`, () => {
      fc.assert(
        fc.property(documents, style, fc.nat(), fc.nat(), (entries, written, documentSeed, entrySeed) => {
          const document = documentSeed % entries.length;
          const position = entrySeed % entries[document]!.length;
          const planted = entries.map((list, at) =>
            list.map((entry, place) => (at === document && place === position ? plant(entry) : entry)),
          );
          const { text, start, end } = withoutMarks(manifestText(planted, written));
          const { diagnostics } = readManifest(text, "f");
          assert.deepEqual(
            diagnostics.map((found) => [found.code, found.range.start.offset, found.range.end.offset]),
            [[code, start, end]],
            `${diagnostics.map(diagnosticText).join("\n")}\n${text}`,
          );
          const before = text.slice(0, start).replace("\u{FEFF}", "").split("\n");
          assert.deepEqual(
            [diagnostics[0]!.range.start.line, diagnostics[0]!.range.start.column],
            [before.length, before.at(-1)!.length + 1],
          );
        }),
        { numRuns: 50 },
      );
    });
  }
});
