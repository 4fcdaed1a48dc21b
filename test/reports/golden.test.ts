import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rewriting } from "../support/rewriting";
import { formatNames, sample, written } from "../support/reports/findings";

/** UPDATE_SCENARIOS=1 npx mocha test/reports/golden.test.ts writes the files anew; read them before they are committed. */
function compare(file: string, text: string): void {
  const path = join(__dirname, "golden", `${file}.golden`);
  if (rewriting) writeFileSync(path, text);
  assert.equal(text, readFileSync(path, "utf8"));
}

describe("reports: golden texts", () => {
  for (const format of formatNames) it(format, async () => compare(format, await written(format, sample)));

  it("text in colour", async () => {
    const coloured = await written("text", sample, { colour: true });
    compare("text-in-colour", coloured.replaceAll("\u001B", "␛"));
    assert.equal(coloured.replaceAll(/\u001B\[\d+m/g, ""), await written("text", sample));
  });

  it("only text has colours", async () => {
    for (const format of formatNames.filter((name) => name !== "text")) {
      assert.equal(await written(format, sample, { colour: true }), await written(format, sample));
    }
  });

  it("nothing found", async () => {
    const clean = { ...sample, diagnostics: [], files: ["sms/clean.yaml"], applications: 1 };
    const reports = await Promise.all(formatNames.map(async (format) => `== ${format}\n${await written(format, clean)}`));
    compare("nothing-found", reports.join("\n"));
  });

  it("no secret", async () => {
    for (const format of formatNames) assert.doesNotMatch(await written(format, sample), /hunter2/);
  });
});
