import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../support/docs/pages";

describe("docs: arrows", () => {
  it("are in CONTRIBUTING.md as they are linted", async () => {
    const { arrows } = await import("../../tools/structure/arrows.mjs");
    const [, below = ""] = readFileSync(join(repositoryRoot, "CONTRIBUTING.md"), "utf8").split("\n## Arrows and doors\n");
    const rows = [...(below.split("\n## ")[0] ?? "").matchAll(/^\| `([\w/]+)` +\| (.+?) +\|$/gm)];
    const shown = rows.map(([, part = "", known = ""]) => [part, [...known.matchAll(/`([^`]+)`/g)].map(([, name]) => name)]);
    assert.deepEqual(Object.fromEntries(shown), arrows);
  });
});
