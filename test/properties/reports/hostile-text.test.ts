import assert from "node:assert/strict";
import fc from "fast-check";
import type { Findings, ReportFormatName } from "../../../provider/reports";
import { formatNames, written } from "../../support/reports/findings";
import { hostileFindings } from "../../support/reports/hostile";
import { accepted, junitProblems } from "../../support/reports/official";

/** All that steers a terminal, breaks a line or shows nothing, but for the line break of the report itself. */
const invisible = /[^\P{C}\n]|[\p{Zl}\p{Zp}]/u;

async function holds(format: ReportFormatName, check: (report: string, findings: Findings) => void): Promise<void> {
  await fc.assert(fc.asyncProperty(hostileFindings, async (findings) => check(await written(format, findings), findings)));
}

describe("properties: reports, hostile text", () => {
  it("no format steers a terminal or the log of a pipeline, and all end with a line break", async () => {
    const property = fc.asyncProperty(hostileFindings, fc.constantFrom(...formatNames), async (findings, format) => {
      const report = await written(format, findings);
      assert.doesNotMatch(report, invisible);
      assert.match(report, /^$|\n$/);
      if (format !== "github") assert.doesNotMatch(report, /^\s*::|##\w*\[/m);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it("colours are the only thing that steers a terminal", async () => {
    await fc.assert(
      fc.asyncProperty(hostileFindings, async (findings) => {
        const report = await written("text", findings, { colour: true });
        assert.doesNotMatch(report.replaceAll(/\u001B\[\d{1,2}m/g, ""), invisible);
      }),
    );
  });

  it("json gives back every diagnostic", async () => {
    await holds("json", (report, { diagnostics }) => {
      const whole = JSON.parse(JSON.stringify({ diagnostics }), (_, value: unknown) =>
        typeof value === "string" ? value.toWellFormed() : value,
      ) as object;
      assert.deepEqual({ diagnostics: (JSON.parse(report) as Findings).diagnostics }, whole);
    });
  });

  it("github writes one line for each diagnostic, with nothing but its own properties", async () => {
    await holds("github", (report, { diagnostics }) => {
      const lines = report.split("\n").slice(0, -1);
      assert.equal(lines.length, diagnostics.length);
      for (const [index, line] of lines.entries()) {
        const [, command, properties = "", data = ""] = /^::(error|warning) ([^:]*)::(.*)$/.exec(line) ?? [];
        assert.equal(command, diagnostics[index]?.severity);
        const names = properties.split(",").map((property) => property.split("=")[0]);
        assert.ok(["file line endLine title", "file line endLine col endColumn title"].includes(names.join(" ")), line);
        for (const text of [properties, data]) assert.doesNotMatch(text, /%(?!25|3A|2C)/);
      }
    });
  });

  it("gitlab keeps the schema, and no two fingerprints are alike", async () => {
    await holds("gitlab", (report, { diagnostics }) => {
      const issues = accepted("gitlab", report) as { fingerprint: string }[];
      assert.equal(new Set(issues.map(({ fingerprint }) => fingerprint)).size, diagnostics.length);
    });
  });

  it("sarif keeps the schema and what the standard says beyond it", async () => {
    await holds("sarif", (report, findings) => checkSarif(accepted("sarif", report) as SarifLog, findings));
  });

  it("junit keeps the XSD, and no two test cases of a file are alike", async () => {
    const reports = await Promise.all(fc.sample(hostileFindings, 100).map((findings) => written("junit", findings)));
    for (const report of reports) {
      const cases = [...report.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"/g)].map(([, file, name]) => `${file} ${name}`);
      assert.equal(new Set(cases).size, cases.length);
    }
    assert.deepEqual(await junitProblems(reports), []);
  });

  it("markdown keeps its table, its tags and its fence", async () => {
    await holds("markdown", (report, { diagnostics }) => {
      const [before = "", opening = "", ...behind] = report.split(/^(`{3,})text\n/m);
      assert.equal(opening !== "", diagnostics.length > 0);
      const [content = "", after = "", ...more] = opening === "" ? [] : behind.join("").split(`\n${opening}\n`);
      assert.ok(more.length === 0 && (opening === "" || !content.includes(opening)));
      const rows = before.split("\n").filter((line) => line.startsWith("|"));
      assert.equal(rows.length, diagnostics.length === 0 ? 0 : diagnostics.length + 2);
      for (const row of rows) assert.equal(row.split("|").length, 6, row);
      // A zero width space behind @ and # keeps names from being told and issues from being linked.
      assert.doesNotMatch(`${before}${after}`, /&#(?:35|64);(?!&#8203;)/);
      // A reference keeps its neighbours apart.
      const prose = `${before}${after}`
        .replaceAll(/<\/?(?:code|details|summary)>/g, "")
        .replaceAll(/&#\d+;/g, "x")
        .replace(/^#{3} /, "");
      assert.doesNotMatch(prose, /[\\`*_~{}[\]<>&!$^@#]|:\/\/|www\./);
    });
  });
});

interface SarifLog {
  runs: [{ tool: { driver: { rules: { id: string }[] } }; results: SarifResult[] }];
}

interface SarifResult {
  ruleId: string;
  ruleIndex: number;
  message: { text: string };
  locations: [SarifLocation];
  relatedLocations?: (SarifLocation & { message: { text: string } })[];
}

interface SarifLocation {
  physicalLocation: {
    artifactLocation: { uri: string; uriBaseId?: string };
    region: { charOffset?: number; charLength?: number; snippet?: { text: string } };
  };
}

function checkSarif({ runs: [run] }: SarifLog, { diagnostics, shownTexts }: Findings): void {
  assert.equal(run.results.length, diagnostics.length);
  for (const [index, { ruleId, ruleIndex, message, locations, relatedLocations = [] }] of run.results.entries()) {
    assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
    for (const { text } of [message, ...relatedLocations.map((related) => related.message)]) {
      assert.doesNotMatch(text.replaceAll(/\{\{|\}\}/g, ""), /[{}]|\]\(/);
    }
    for (const { physicalLocation } of [...locations, ...relatedLocations]) {
      const { uri, uriBaseId } = physicalLocation.artifactLocation;
      assert.equal(uriBaseId, uri.startsWith("file:///") ? undefined : "%SRCROOT%");
      const { hash, search, host } = new URL(uri, "file:///root/");
      assert.deepEqual([hash, search, host], ["", "", ""]);
      assert.notEqual(physicalLocation.region.snippet?.text, "");
    }
    const { file } = diagnostics[index]!;
    const { charOffset, charLength, snippet } = locations[0].physicalLocation.region;
    if (snippet === undefined) continue;
    assert.equal(snippet.text, shownTexts[file]?.slice(charOffset, charOffset! + charLength!).toWellFormed());
  }
}
