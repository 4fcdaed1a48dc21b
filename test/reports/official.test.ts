import assert from "node:assert/strict";
import { findingsIn, manifest, sample, written } from "../support/reports/findings";
import { accepted, junitProblems } from "../support/reports/official";

describe("reports: official schemas", () => {
  const clean = findingsIn({ "a.yaml": manifest("a: {market: european, name: a}") });

  it("SARIF 2.1.0", async () => {
    for (const findings of [sample, clean]) accepted("sarif", await written("sarif", findings));
  });
  it("GitLab code quality", async () => {
    for (const findings of [sample, clean]) accepted("gitlab", await written("gitlab", findings));
  });
  it("JUnit", async () => {
    assert.deepEqual(await junitProblems(await Promise.all([sample, clean].map((findings) => written("junit", findings)))), []);
  });
  it("refuse what they should refuse", async () => {
    const sarif = (await written("sarif", sample)).replace('"startLine": 6', '"startLine": 0');
    assert.throws(() => accepted("sarif", sarif), /startLine/);
    const gitlab = (await written("gitlab", sample)).replace('"major"', '"bad"');
    assert.throws(() => accepted("gitlab", gitlab), /severity/);
    const junit = (await written("junit", sample)).replace("<testcase ", "<test ").replace("</testcase>", "</test>");
    assert.match((await junitProblems([junit])).join("\n"), /test/);
  });
});
