import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generatedModules } from "../../tools/generate/modules";

const folder = join(__dirname, "..", "..", "schemas", "generated");

describe("rules: schemas/generated", () => {
  it("holds exactly what the schemas give now", async () => {
    const expected = await generatedModules();
    assert.deepEqual(readdirSync(folder).sort(), Object.keys(expected).sort());
    for (const [name, text] of Object.entries(expected)) {
      // No diff of two generated files of a thousand lines: the remedy is the same for any.
      assert.ok(readFileSync(join(folder, name), "utf8") === text, `schemas/generated/${name} is stale: run npm run generate`);
    }
  }).timeout(60_000);
});
