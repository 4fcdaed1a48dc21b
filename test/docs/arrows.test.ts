import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../support/docs/pages";

describe("docs: arrows", () => {
  it("are in CONTRIBUTING.md as they are linted", async () => {
    const { arrows } = await import("../../tools/structure/arrows.mjs");
    const [, below = ""] = readFileSync(join(repositoryRoot, "CONTRIBUTING.md"), "utf8").split("\n## Arrows and doors\n");
    const rows = [...(below.split("\n## ")[0] ?? "").matchAll(/^\| `([\w/]+)` +\| (.+?) +\|$/gm)];
    const shown = rows.map(([, part = "", known = ""]) => [part, [...known.matchAll(/`([^`]+)`/g)].map(([, name]) => name)]);
    assert.deepEqual(Object.fromEntries(shown), arrows);
  });

  it("make no circle of files, not even of types, which the linter does not see", () => {
    const open = importsOf(join(repositoryRoot, "provider"));
    assert.ok(open.size > 200);
    for (let before = 0; before !== open.size;) {
      before = open.size;
      for (const [file, imported] of open) if (!imported.some((other) => open.has(other))) open.delete(file);
    }
    assert.deepEqual([...open.keys()], []);
  });
});

/** Each file of a folder with the files that it imports, `import type` and `import()` included. */
function importsOf(folder: string): Map<string, string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  return new Map(
    files
      .map((name) => join(folder, name))
      .map((file) => {
        const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"));
        const paths = importedFiles.filter(({ fileName }) => fileName.startsWith(".")).map(({ fileName }) => fileName.replace(/\.js$/, ""));
        return [file, paths.flatMap((path) => sourceOf(resolve(dirname(file), path)) ?? [])];
      }),
  );
}

const sourceOf = (path: string) => [`${path}.ts`, join(path, "index.ts")].find(existsSync);
