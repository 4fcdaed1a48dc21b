import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { repositoryRoot } from "../support/docs/pages";
import { keysDefinedIn, linesOfRepository, partsOfSource, sourceKeys, type SourceLine } from "../support/docs/sources";

const thisFile = "test/docs/sources.test.ts";
const lines = linesOfRepository().filter(({ path }) => path !== thisFile);
const within = (...folders: string[]) => lines.filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)));
const pageOf = (name: string) => readFileSync(join(repositoryRoot, "docs", name), "utf8");

const keys = sourceKeys();
const known = new Set(keys);
/** `SEED` of `SEED-CN`. */
const families = new Set(keys.filter((key) => key.includes("-")).map((key) => key.split("-")[0] ?? ""));

const hyphenated = /(?<![\w-])[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+(?![\w-])/g;
/** Names in capitals that are no keys: the algorithm, and standards with a number. */
const ownName = /^(?:SDK-HMAC.*|HMAC-.*|UNSIGNED-PAYLOAD|(?:UTF|SHA|CWE|ECMA|ISO|IPV)-\d+)$/;

const isComment = (text: string) => /^\s*(?:\/\/|\/?\*)/.test(text);

/** Citations in a line that lead nowhere. A comment is read strictly; elsewhere capitals may mean anything, unless they begin as a key does. */
function strayKeys({ text }: Pick<SourceLine, "text">): string[] {
  return (text.match(hyphenated) ?? []).filter(
    (name) => !known.has(name) && !ownName.test(name) && (isComment(text) || families.has(name.split("-")[0] ?? "")),
  );
}

const standard = /^(?:RFC \d+|CWE-\d+|YAML 1\.2\.2)(?:,? .*)?$/;

/** The parts of a source that are neither a key, perhaps with a detail in brackets, nor a standard. */
const strayParts = (source: string): string[] =>
  partsOfSource(source).filter((part) => !standard.test(part) && !known.has(/^([A-Z0-9-]+)(?: \(.*\))?$/.exec(part)?.[1] ?? ""));

/** What `source` says anywhere in a value. */
function sourcesWithin(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
    key === "source" && typeof part === "string" ? [part] : sourcesWithin(part),
  );
}

/** Where knowledge once was outside the repository, and where a machine has its files. */
const outside = new RegExp(
  [
    /fact sheet|design section|pulumi-msgsms design|OpenAPI export/,
    /(?<![\w-])(?:Seed-(?:CN|EU)|UM-(?:intl|zh|cn)|ERR-zh|API-(?:intl|zh|eu)|SDK-go)(?![\w-])/,
    /(?<![\w.])\/(?:work|workspace|home\/\w+\/(?:src|work|projects))\//,
  ]
    .map(({ source }) => source)
    .join("|"),
);

describe("docs: sources", () => {
  it("are each there once", () => {
    assert.deepEqual(
      keys.filter((key, index) => keys.indexOf(key) !== index),
      [],
    );
    assert.ok(keys.length >= 60, "the page lost its keys");
  });

  it("are all that is cited by a key", () => {
    const stray = lines.flatMap((line) => strayKeys(line).map((key) => `${line.place}: ${key}`));
    assert.deepEqual(stray, []);
  });

  it("are all that schemas and the catalogue name", () => {
    const files = new Set(within("schemas").map(({ path }) => path));
    const stray = [...files]
      .filter((path) => /^schemas\/(?:[^/]+\.json|catalogue\/[^/]+\.yaml)$/.test(path))
      .flatMap((path) => {
        const sources = sourcesWithin(parse(readFileSync(join(repositoryRoot, path), "utf8")));
        assert.ok(!path.endsWith(".json") || sources.length > 0, `${path} names no source`);
        return sources.flatMap(strayParts).map((part) => `${path}: ${part}`);
      });
    assert.deepEqual(stray, []);
  });

  it("are all that the code names for a problem", () => {
    const stray = within("provider").flatMap(({ text, place }) =>
      [...text.matchAll(/\bsource: "([^"]+)"/g)].flatMap(([, source = ""]) => strayParts(source).map((part) => `${place}: ${part}`)),
    );
    assert.deepEqual(stray, []);
  });

  it("list every standard that is cited", () => {
    const cited = within("provider", "schemas", "tools").flatMap(({ text }) => text.match(/RFC \d+|CWE-\d+/g) ?? []);
    const page = pageOf("sources.md");
    assert.deepEqual(
      [...new Set(cited)].filter((name) => !new RegExp(`${name}\\b`).test(page)),
      [],
    );
  });

  it("of our own are explained in the architecture", () => {
    const decisions = keys.filter((key) => key.startsWith("DECISION-"));
    assert.deepEqual(keysDefinedIn(pageOf("architecture.md")).sort(), decisions.sort());
  });

  it("that do not exist would be found", () => {
    assert.deepEqual(strayKeys({ text: " * The rule (SEED-XX, SEED-CN, UTF-8)." }), ["SEED-XX"]);
    assert.deepEqual(strayKeys({ text: "// so says the page (NO-SUCH)" }), ["NO-SUCH"]);
    assert.deepEqual(strayKeys({ text: 'const key = "NO-SUCH"; const other = "ENGINE-999";' }), ["ENGINE-999"]);
    assert.deepEqual(strayParts("SEED-CN; OAS (id 1-64); RFC 5952; YAML 1.2.2, chapter 5.2 (encodings; UTF-8 only)"), []);
    assert.deepEqual(strayParts("a page; SEED-CN, 2024"), ["a page", "SEED-CN, 2024"]);
  });
});

describe("docs: nothing points out of the repository", () => {
  it("to knowledge that is kept elsewhere, or to a folder of some machine", () => {
    assert.deepEqual(
      lines.filter(({ text }) => outside.test(text)).map(({ place, text }) => `${place}: ${text.trim()}`),
      [],
    );
  });

  it("to a page that does not exist", () => {
    const pages = new Set(lines.filter(({ path }) => path.endsWith(".md")).map(({ path }) => basename(path)));
    const stray = within("provider", "schemas", "tools").flatMap(({ text, place }) =>
      (isComment(text) ? (text.match(/[\w-]+\.md\b/g) ?? []) : []).filter((name) => !pages.has(name)).map((name) => `${place}: ${name}`),
    );
    assert.deepEqual(stray, []);
  });

  it("to a file that the architecture names and that is gone", () => {
    const named = [...pageOf("architecture.md").matchAll(/`((?:[\w-]+\/)+(?:[\w.-]+\.\w+)?)`/g)].map(([, path = ""]) => path);
    const parts = ["", "provider", "provider/application"];
    const missing = named.filter((path) => !parts.some((part) => existsSync(join(repositoryRoot, part, path))));
    assert.deepEqual(missing, []);
    assert.ok(named.length >= 40, "the page lost its files");
  });
});
