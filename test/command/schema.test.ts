import assert from "node:assert/strict";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { runCommandLine, type OutputStream } from "../../provider/cli";

const manifest = "apiVersion: msgsms/v1\nkind: SmsApplications\napplications: {a: {market: european, name: a}}\n";
const line = (schema = "./node_modules/pulumi-msgsms/schemas/manifest.schema.json") => `# yaml-language-server: $schema=${schema}\n`;
const repositorySchemas = join(__dirname, "..", "..", "schemas");

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "msgsms-schema-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function msgsms(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const told = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof told): OutputStream => ({
    write: (text) => void (told[name] += text),
    isTerminal: false,
    columns: 80,
  });
  const code = await runCommandLine(words, {
    folder,
    environment: {},
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    stdin: () => Promise.resolve(new Uint8Array()),
    now: () => new Date(0),
  });
  return { code, ...told };
}

/** Writes files below the folder; a path may lead through folders that are not there yet. */
function files(texts: Record<string, string | Uint8Array>): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const textOf = (path: string) => readFileSync(join(folder, path), "utf8");

const install = (where = "") => files({ [join(where, "node_modules/pulumi-msgsms/schemas/manifest.schema.json")]: "{}" });

describe("msgsms schema", () => {
  for (const name of ["application", "configuration"]) {
    it(`prints the schema ${name} as it is`, async () => {
      const { code, stdout, stderr } = await msgsms("schema", name);
      assert.deepEqual(JSON.parse(stdout), JSON.parse(readFileSync(join(repositorySchemas, `${name}.schema.json`), "utf8")));
      assert.deepEqual([code, stderr], [0, ""]);
    });
  }

  it("prints the schema of manifests when none is named, with all that it refers to inside", async () => {
    const { code, stdout } = await msgsms("schema");
    assert.equal(code, 0);
    assert.equal((await msgsms("schema", "manifest")).stdout, stdout);
    const ajv = new Ajv2020({ strict: false });
    addFormats(ajv);
    const validate = ajv.compile(JSON.parse(stdout) as object);
    const document = (market: string) => ({ apiVersion: "msgsms/v1", kind: "SmsApplications", applications: { a: { market, name: "a" } } });
    assert.equal(validate(document("european")), true);
    assert.equal(validate(document("mars")), false);
  });

  it("prints each schema so that nothing refers to another file", async () => {
    for (const name of ["manifest", "application", "configuration", "command"]) {
      const { stdout } = await msgsms("schema", name);
      const ajv = new Ajv2020({ strict: false });
      addFormats(ajv);
      assert.ok(ajv.compile(JSON.parse(stdout) as object));
    }
  });

  it("can put definitions together because no two have one name", () => {
    const definitions = readdirSync(repositorySchemas)
      .filter((file) => file.endsWith(".schema.json"))
      .flatMap((file) => Object.keys((JSON.parse(readFileSync(join(repositorySchemas, file), "utf8")) as { $defs?: object }).$defs ?? {}));
    assert.deepEqual(definitions, [...new Set(definitions)]);
    assert.ok(definitions.length >= 3);
  });

  it("lists the schemas with what they are for", async () => {
    const { code, stdout } = await msgsms("schema", "--list");
    assert.equal(code, 0);
    const rows = stdout.trimEnd().split("\n");
    assert.deepEqual(
      rows.map((row) => row.split(" ")[0]),
      ["manifest", "application", "configuration", "command"],
    );
    for (const row of rows) assert.match(row, /^\w+ {2,}[A-Z\w].*\.$/);
  });

  const wrong: [name: string, words: string[], told: RegExp][] = [
    ["a mistyped name", ["manifst"], /manifst.*Give one of manifest, .*Did you mean manifest\?/],
    ["a name like no other", ["xyzzy"], /Give one of manifest, application, configuration, command\.$/m],
    ["a manifest for a name", ["sms.yaml"], /msgsms schema --write sms\.yaml/],
    ["--write for another schema", ["application", "--write", "."], /--write is for manifests/],
    ["a flag that does not exist", ["--wirte"], /--wirte.*--write/],
  ];
  for (const [name, words, told] of wrong) {
    it(`ends with 2 for ${name}`, async () => {
      const { code, stdout, stderr } = await msgsms("schema", ...words);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, told);
    });
  }
});

describe("msgsms schema --write", () => {
  const rows: [name: string, before: string, after: string, told: RegExp][] = [
    ["adds the line on top", manifest, line() + manifest, /^sms\.yaml: added the editor line\.$/m],
    ["leaves a right line alone", line() + manifest, line() + manifest, /is right already\.$/m],
    [
      "leaves another spelling of the same path alone",
      line("node_modules/./pulumi-msgsms/schemas/manifest.schema.json") + manifest,
      line("node_modules/./pulumi-msgsms/schemas/manifest.schema.json") + manifest,
      /is right already/,
    ],
    [
      "replaces one that points elsewhere",
      line("./old.json") + manifest,
      line() + manifest,
      /replaced .*, which pointed to "\.\/old\.json"/,
    ],
    [
      "replaces one in the other spelling",
      `# $schema: https://example.com/s.json\n${manifest}`,
      line() + manifest,
      /pointed to "https:\/\/example/,
    ],
    [
      "replaces one below comments, where it stands",
      `# ours\n\n${line("./old.json")}${manifest}`,
      `# ours\n\n${line()}${manifest}`,
      /replaced/,
    ],
    ["adds it above comments", `# ours\n${manifest}`, `${line()}# ours\n${manifest}`, /added/],
    [
      "takes no comment after the first key for it",
      manifest.replace("kind", `${line()}kind`),
      line() + manifest.replace("kind", `${line()}kind`),
      /added/,
    ],
    [
      "takes no other comment for it",
      `#yaml-language-server: $schema=x\n${manifest}`,
      `${line()}#yaml-language-server: $schema=x\n${manifest}`,
      /added/,
    ],
    ["adds it before a directive", `%YAML 1.2\n---\n${manifest}`, `${line()}%YAML 1.2\n---\n${manifest}`, /added/],
    ["finds one after a directive", `%YAML 1.2\n---\n${line()}${manifest}`, `%YAML 1.2\n---\n${line()}${manifest}`, /right/],
    ["keeps a byte order mark first", `\u{FEFF}${manifest}`, `\u{FEFF}${line()}${manifest}`, /added/],
    ["keeps lines that end as on Windows", manifest.replaceAll("\n", "\r\n"), (line() + manifest).replaceAll("\n", "\r\n"), /added/],
    [
      "replaces in lines that end as on Windows",
      (line("./old.json") + manifest).replaceAll("\n", "\r\n"),
      (line() + manifest).replaceAll("\n", "\r\n"),
      /replaced/,
    ],
    [
      "gives each document its own, since editors read it so",
      `${manifest}---\n# two\n${manifest}`,
      `${line()}${manifest}---\n${line()}# two\n${manifest}`,
      /at line 1; .*at line 6/,
    ],
    ["passes over documents of other programs", `kind: Other\n---\n${manifest}`, `kind: Other\n---\n${line()}${manifest}`, /added/],
    ["gives an empty file its first line", "", line(), /added/],
    ["gives a file of comments its first line", "# soon\n", `${line()}# soon\n`, /added/],
    [
      "tells which document has no place for it",
      `${manifest}--- {kind: SmsApplications}\n`,
      `${line()}${manifest}--- {kind: SmsApplications}\n`,
      /line 4 begins behind its ---/,
    ],
  ];
  for (const [name, before, after, told] of rows) {
    it(name, async () => {
      install();
      files({ "sms.yaml": before });
      const { code, stdout, stderr } = await msgsms("schema", "--write", "sms.yaml");
      assert.equal(textOf("sms.yaml"), after);
      assert.match(stderr, told);
      assert.deepEqual([code, stdout], [0, ""]);
      const again = await msgsms("schema", "--write", "sms.yaml");
      assert.equal(textOf("sms.yaml"), after, "a second run changes nothing");
      assert.doesNotMatch(again.stderr, /added|replaced/);
    });
  }

  it("leads to the package in the nearest node_modules above each file", async () => {
    install();
    install("teams/b");
    files({ "teams/a/sms.yaml": manifest, "teams/b/sms/sms.yaml": manifest });
    assert.equal((await msgsms("schema", "--write", "teams/**/*.yaml")).code, 0);
    assert.equal(textOf("teams/a/sms.yaml"), line("../../node_modules/pulumi-msgsms/schemas/manifest.schema.json") + manifest);
    assert.equal(textOf("teams/b/sms/sms.yaml"), line("../node_modules/pulumi-msgsms/schemas/manifest.schema.json") + manifest);
  });

  it("leads to node_modules beside the file when the package is not installed, and says so", async () => {
    files({ "sms.yaml": manifest });
    const { code, stderr } = await msgsms("schema", "--write", "sms.yaml");
    assert.equal(textOf("sms.yaml"), line() + manifest);
    assert.match(stderr, /No node_modules folder above sms\.yaml holds this package\. .* npm install --save-dev pulumi-msgsms/);
    assert.equal(code, 0);
  });

  it("takes the current folder without paths, and passes over what is no manifest there", async () => {
    install();
    files({ "sms.yaml": manifest, "deep/sms.yml": manifest, "compose.yaml": "services: {}\n", "notes.txt": "x" });
    const { code, stderr } = await msgsms("schema", "--write");
    assert.equal(code, 0);
    assert.equal(textOf("sms.yaml"), line() + manifest);
    assert.equal(textOf("deep/sms.yml"), line("../node_modules/pulumi-msgsms/schemas/manifest.schema.json") + manifest);
    assert.equal(textOf("compose.yaml"), "services: {}\n");
    assert.doesNotMatch(stderr, /compose/);
  });

  const refused: [name: string, before: string | Uint8Array, told: RegExp][] = [
    ["of another program", "services: {}\n", /no document of it is a manifest/],
    ["that is no YAML", `${manifest}a: 'b\n`, /line 5 has a problem: .*quote.*msgsms validate sms\.yaml/],
    ["that nests too deep", "[".repeat(20_000), /left alone/],
    ["that is no UTF-8", Buffer.from([0x61, 0xff, 0x0a]), /is not UTF-8 text/],
  ];
  for (const [name, before, told] of refused) {
    it(`leaves a named file alone ${name}, and ends with 1`, async () => {
      install();
      files({ "sms.yaml": before });
      const { code, stderr } = await msgsms("schema", "--write", "sms.yaml");
      assert.match(stderr, told);
      assert.equal(code, 1);
      assert.deepEqual(readFileSync(join(folder, "sms.yaml")), Buffer.from(before));
    });
  }

  it("ends with 2 for a path that does not exist, and for a folder without a manifest", async () => {
    files({ "other/compose.yaml": "services: {}\n" });
    assert.deepEqual([(await msgsms("schema", "--write", "nowhere.yaml")).code, (await msgsms("schema", "--write", "other")).code], [2, 2]);
  });

  it("writes nothing when the line is right: the file keeps its time", async () => {
    install();
    files({ "sms.yaml": line() + manifest });
    const { ino, mtimeMs } = statSync(join(folder, "sms.yaml"));
    await msgsms("schema", "--write", "sms.yaml");
    assert.deepEqual([statSync(join(folder, "sms.yaml")).ino, statSync(join(folder, "sms.yaml")).mtimeMs], [ino, mtimeMs]);
  });

  it("keeps the mode, follows a link, and leaves no other file behind", async () => {
    install();
    files({ "real/sms.yaml": manifest });
    chmodSync(join(folder, "real/sms.yaml"), 0o640);
    symlinkSync(join("real", "sms.yaml"), join(folder, "sms.yaml"));
    assert.equal((await msgsms("schema", "--write", "sms.yaml")).code, 0);
    assert.ok(lstatSync(join(folder, "sms.yaml")).isSymbolicLink());
    assert.equal(textOf("real/sms.yaml"), line() + manifest);
    assert.equal(statSync(join(folder, "real/sms.yaml")).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(join(folder, "real")), ["sms.yaml"]);
  });

  it("says what stands in the way of writing, and leaves the old text", async () => {
    install();
    // The new text gets a longer name first, which no disk takes: the one obstacle that stops the root user as well.
    const name = `${"a".repeat(250)}.yaml`;
    files({ [name]: manifest });
    const { code, stderr } = await msgsms("schema", "--write", name);
    assert.match(stderr, /^error: SMS5104: "a+…" cannot be written \(ENAMETOOLONG\)/);
    assert.equal(code, 2);
    assert.equal(textOf(name), manifest);
    assert.deepEqual(readdirSync(folder).toSorted(), [name, "node_modules"]);
  });
});
