import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommandLine } from "../../provider/cli";
import { readManifest, type Range } from "../../provider/manifest";
import { rows } from "./documents";
import { LanguageServer, type CompletionItem, type LspDiagnostic, type LspPosition } from "./language-server";

const repository = join(__dirname, "..", "..");
const schema = join(repository, "schemas", "manifest.schema.json");
const modeline = "# yaml-language-server: $schema=./schemas/manifest.schema.json\n";

const head = "apiVersion: msgsms/v1\nkind: SmsApplications\n";
const application = (text: string) => `${head}applications:\n  a:\n    ${text}`;

/** The text without its cursor `|`, and where that stood. */
function atCursor(text: string): [text: string, position: LspPosition] {
  const before = text.slice(0, text.indexOf("|")).split("\n");
  return [text.replace("|", ""), { line: before.length - 1, character: before.at(-1)!.length }];
}

const shown = ({ start, end }: Range) => `${start.line}:${start.column}-${end.line}:${end.column}`;
const place = ({ line, character }: LspPosition) => `${line + 1}:${character + 1}`;
const inOrder = (diagnostics: LspDiagnostic[]) =>
  diagnostics.toSorted(
    ({ range: { start: left } }, { range: { start: right } }) => left.line - right.line || left.character - right.character,
  );
const shownByServer = (diagnostics: LspDiagnostic[]) =>
  inOrder(diagnostics).map(({ range: { start, end } }) => `${place(start)}-${place(end)}`);

/** Start and end of each piece of a row, as offsets. */
function offsets(text: string, pieces: readonly string[]): [number, number][] {
  return pieces.map((piece) => {
    const [, before = "", marked = ""] = /^(?:⟦(.*)⟧)?(.*)$/s.exec(piece) ?? [];
    const start = marked === "" ? text.length : text.indexOf(before + marked) + before.length;
    return [start, start + marked.length];
  });
}

const bad = application("{market: european, name: a-b}\n").replace("\n    {", " {");
const byLine: [name: string, text: string, problems: number][] = [
  ["first line", `${modeline}${bad}`, 1],
  ["after a byte order mark", `\u{FEFF}${modeline}${bad}`, 1],
  ["after comments", `# one\n\n# two\n${modeline}${bad}`, 1],
  ["before the first ---", `${modeline}---\n${bad}`, 1],
  ["before a directive", `${modeline}%YAML 1.2\n---\n${bad}`, 1],
  ["in each of two documents", `${modeline}${bad}---\n${modeline}${bad}`, 2],
  ["in the first of two documents, for that one only", `${modeline}${bad}---\n${bad}`, 1],
  ["lines that end as on Windows", `${modeline}${bad}`.replaceAll("\n", "\r\n"), 1],
  ["not after the first key", bad.replace("kind", `${modeline}kind`), 0],
];

/** What `msgsms schema` prints. */
async function printedSchema(): Promise<string> {
  let printed = "";
  const none = () => assert.fail("not used");
  const stdout = { write: (text: string) => void (printed += text), isTerminal: false, columns: 80 };
  const shell = {
    folder: repository,
    environment: {},
    stdout,
    stderr: { ...stdout, write: none },
    stdin: none,
    now: () => new Date(0),
  };
  assert.equal(await runCommandLine(["schema"], shell), 0);
  return printed;
}

describe("editor: yaml-language-server", function () {
  this.timeout(30_000);
  let server: LanguageServer;
  let judged: LspDiagnostic[][];
  let judgedByLine: LspDiagnostic[][];

  let judgedByPrinted: LspDiagnostic[][];
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "msgsms-editor-"));
    const printed = join(folder, "printed.schema.json");
    writeFileSync(printed, await printedSchema());
    server = await LanguageServer.start(repository, { [schema]: "document-*.yaml", [printed]: "by-printed-*.yaml" });
    // The server waits a moment after each change before it checks; opened together, all wait at once.
    [judged, judgedByLine, judgedByPrinted] = await Promise.all([
      Promise.all(rows.map(({ text }) => server.diagnose(text))),
      Promise.all(byLine.map(([, text]) => server.diagnose(text, "by-line"))),
      Promise.all(rows.map(({ text }) => server.diagnose(text, "by-printed"))),
    ]);
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  describe("marks what validate marks", () => {
    for (const [index, { name, text, marked, server: other }] of rows.entries()) {
      it(other === undefined ? name : `${name}, but: ${other.because}`, () => {
        const { diagnostics } = readManifest(text, "sms.yaml");
        const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ range }) => range);
        assert.deepEqual(
          errors.map(({ start, end }) => [start.offset, end.offset]),
          offsets(text, marked),
          JSON.stringify(errors.map(shown)),
        );
        const expected = other?.ranges ?? errors.map(shown);
        assert.deepEqual(shownByServer(judged[index]!), expected, JSON.stringify(judged[index]));
        if (other !== undefined) assert.notDeepEqual(expected, errors.map(shown), "it agrees now: remove the exception");
      });
    }

    it("by the schema that msgsms schema prints as by the one in the package", () => {
      const places = (all: LspDiagnostic[][]) => all.map((diagnostics) => diagnostics.map(({ range, message }) => ({ range, message })));
      assert.deepEqual(places(judgedByPrinted), places(judged));
    });

    it("in the same words where the schema has them", () => {
      const words = rows.flatMap(({ text, server: other }, index) => {
        if (other !== undefined) return [];
        const ours = readManifest(text, "sms.yaml").diagnostics.filter(({ severity }) => severity === "error");
        return inOrder(judged[index]!).map(({ message }, at) => [message, ours[at]!.what] as const);
      });
      const same = words.filter(([theirs, ours]) => ours.includes(theirs));
      const own = new Set(words.filter(([theirs, ours]) => !ours.includes(theirs)).map(([theirs]) => theirs));
      // The server has words of its own for syntax, lengths, and what is missing, whatever the schema says.
      assert.deepEqual([...own].sort(), [
        "Missing closing 'quote",
        'Missing property "market".',
        'Missing property "name".',
        "Object has fewer properties than the required number of 1",
        "String is longer than the maximum length of 30.",
        'Unresolved alias "*nowhere"',
        "is not 1 to 30 characters long",
        "is not a list of at most 10 distinct IP addresses",
      ]);
      assert.ok(same.length >= 20, String(same.length));
    });
  });

  describe("finds the schema by the line on top", () => {
    for (const [index, [name, , problems]] of byLine.entries()) {
      it(name, () => {
        assert.deepEqual(
          judgedByLine[index]!.map(({ message }) => message),
          Array(problems).fill("is not made of letters, digits and underscores"),
        );
      });
    }
  });

  describe("proposes", () => {
    const proposals = async (text: string): Promise<Map<string, CompletionItem>> =>
      new Map((await server.complete(...atCursor(text))).map((item) => [item.label, item]));
    const textOf = (item: CompletionItem | undefined) => item?.textEdit?.newText ?? item?.insertText;

    it("a whole manifest in an empty file", async () => {
      assert.equal(
        textOf((await proposals("|")).get("manifest")),
        "apiVersion: msgsms/v1\nkind: SmsApplications\napplications:\n  ${1:orders}:\n    market: ${2|european,chinese-mainland,international|}\n    name: ${3:order_codes}",
      );
    });

    it("the keys of a manifest that are not there yet, with their only values", async () => {
      const found = await proposals("apiVersion: msgsms/v1\n|");
      assert.deepEqual([...found.keys()].sort(), ["applications", "defaults", "kind", "manifest"]);
      assert.equal(textOf(found.get("kind")), "kind: SmsApplications");
    });

    it("an application of each market, and one that exists, that validate accepts", async () => {
      const found = await proposals(`${head}applications:\n  |`);
      const snippets = ["Chinese mainland application", "European application", "existing application", "international application"];
      assert.deepEqual([...found.keys()].sort(), [...snippets, "logical-name"]);
      for (const label of snippets) {
        const filled = textOf(found.get(label))!
          .replaceAll(/\$\{\d+\|([^,}]*)[^}]*\}/g, "$1")
          .replaceAll(/\$\{\d+:([^}]*)\}/g, "$1")
          .replaceAll("\n", "\n  ");
        assert.deepEqual(readManifest(`${head}applications:\n  ${filled}\n`, "f").diagnostics, [], filled);
      }
    });

    it("the settings of an application that are not there yet, each with its description, and no secret", async () => {
      const found = await proposals(application("market: european\n    |"));
      assert.deepEqual([...found.keys()].sort(), [
        "adopt",
        "confirmedInConsole",
        "deletionPolicy",
        "enterpriseProjectId",
        "ipWhitelist",
        "name",
        "profile",
        "statusReportDestination",
        "testSignatureAndTemplate",
        "uplinkDestination",
        "uplinkSendTime",
      ]);
      for (const { label, documentation } of found.values()) assert.ok(documentation !== undefined && documentation !== "", label);
      assert.equal(textOf(found.get("uplinkDestination")), "uplinkDestination: ${1:https://sms.example.com/uplink}");
    });

    it("the markets, each with what it is", async () => {
      const found = await proposals(application("market: |"));
      assert.deepEqual([...found.keys()], ["chinese-mainland", "international", "european"]);
      assert.match(JSON.stringify(found.get("european")), /cloud region `eu-west-101` only/);
    });

    it("the deletion policies and true and false", async () => {
      assert.deepEqual([...(await proposals(application("deletionPolicy: |"))).keys()].sort(), ["abandon", "prevent"]);
      assert.deepEqual([...(await proposals(application("uplinkSendTime: |"))).keys()].sort(), ["false", "true"]);
    });
  });

  describe("explains", () => {
    const explanations: [name: string, text: string, parts: RegExp[]][] = [
      [
        "a setting",
        application("ip|Whitelist: []\n"),
        [/^#### IP whitelist/, /At most 10, effective 10 to 15 minutes after/, /- 203\.0\.113\.10/],
      ],
      ["a value", application("market: euro|pean\n"), [/`european`: European SMS/, /`international`: International SMS/]],
      ["a logical name", `${head}applications:\n  order|-codes: {market: european}\n`, [/^#### SMS application/, /identity in Pulumi/]],
      ["a key of the manifest", `${head}def|aults: {}\n`, [/^#### Defaults/, /which does not give its own/, /market: european/]],
    ];
    for (const [name, text, parts] of explanations) {
      it(name, async () => {
        const markdown = await server.hover(...atCursor(text));
        for (const part of parts) assert.match(markdown, part);
      });
    }
  });
});
