import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPages, repositoryRoot } from "../support/docs/pages";

const codePattern = /\bSMS\d{4}\b/g;

function codesInSource(): string[] {
  const files = ["provider", "tools", "schemas"].flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: "utf8" })
      // The catalogue only repeats the codes.
      .filter((name) => /\.(ts|mjs|json|yaml)$/.test(name) && !/catalogue|generated.words\.ts$/.test(name))
      .map((name) => join(repositoryRoot, folder, name)),
  );
  return [...new Set(files.flatMap((file) => readFileSync(file, "utf8").match(codePattern) ?? []))].sort();
}

describe("docs: errors", () => {
  const pages = readPages();
  const rows = (pages.find(({ path }) => path === join("docs", "errors.md"))?.text.split("\n") ?? []).flatMap((line) => {
    const [, code, meaning, remedy] = /^\| \[?(SMS\d{4})(?:\]\([^)]*\))? +\| (.+?) +\| (.+?) +\|$/.exec(line) ?? [];
    return code === undefined ? [] : [{ code, meaning, remedy }];
  });

  it("lists each code of the source once, and no other, in order", () => {
    assert.deepEqual(
      rows.map(({ code }) => code),
      codesInSource(),
    );
  });

  it("says for each what it means and what to do", () => {
    assert.deepEqual(
      rows.filter(({ meaning = "", remedy = "" }) => meaning.length < 10 || remedy.length < 5),
      [],
    );
  });

  it("is the only place that could invent a code: the other pages name codes of the source", () => {
    const source = new Set(codesInSource());
    const invented = pages.flatMap(({ path, text }) =>
      (text.match(codePattern) ?? []).filter((code) => !source.has(code)).map((code) => `${path}: ${code}`),
    );
    assert.deepEqual(invented, []);
  });
});
