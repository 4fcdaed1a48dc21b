import assert from "node:assert/strict";
import type { Diagnostic } from "../../provider/manifest";
import type { Findings } from "../../provider/reports";
import { findingsIn, manifest, written } from "../support/reports/findings";

interface Sarif {
  runs: [
    {
      artifacts: { location: object }[];
      results: { locations: [{ physicalLocation: Place }]; partialFingerprints: object; fixes?: Fix[] }[];
    },
  ];
}
interface Place {
  artifactLocation: object;
  region: { startColumn: number; charOffset?: number; charLength?: number; snippet?: { text: string } };
}
interface Fix {
  artifactChanges: [{ replacements: [{ deletedRegion: { charOffset: number; charLength: number }; insertedContent: { text: string } }] }];
}

const sarif = async (findings: Findings) => (JSON.parse(await written("sarif", findings)) as Sarif).runs[0];

const places = async (text: string) => (await sarif(findingsIn({ f: text }))).results.map(({ locations }) => locations[0].physicalLocation);

const gitlab = async (findings: Findings) =>
  JSON.parse(await written("gitlab", findings)) as { fingerprint: string; location: { path: string } }[];

const wrongName = manifest("a: {market: european, name: a-b}");

describe("reports: what each format says", () => {
  describe("fingerprints", () => {
    const prints = async (text: string) => (await gitlab(findingsIn({ f: text }))).map(({ fingerprint }) => fingerprint);

    it("stay when lines move, and with other line ends", async () => {
      const before = await prints(wrongName);
      assert.deepEqual(await prints(`# a comment\n\n${wrongName}`), before);
      assert.deepEqual(await prints(wrongName.replaceAll("\n", "\r\n")), before);
    });
    it("differ with the text, the path, the file and the code", async () => {
      const others = [wrongName.replace("a-b", "a-c"), wrongName.replace("a:", "b:"), wrongName.replace("a-b", "1")];
      const all = await Promise.all([wrongName, ...others].map((text) => prints(text)));
      const elsewhere = (await gitlab(findingsIn({ g: wrongName }))).map(({ fingerprint }) => fingerprint);
      assert.equal(new Set([...all, elsewhere].flat()).size, 5);
    });
    it("are those of GitLab in SARIF as well", async () => {
      const { results } = await sarif(findingsIn({ f: wrongName }));
      assert.deepEqual(
        results.map(({ partialFingerprints }) => partialFingerprints),
        (await prints(wrongName)).map((print) => ({ "msgsmsPlace/v1": print })),
      );
    });
  });

  describe("SARIF regions", () => {
    it("count offsets without the byte order mark", async () => {
      for (const text of [wrongName, wrongName.replaceAll("\n", "\r\n"), wrongName.replace("\n", " # 😀\n")]) {
        for (const mark of ["", "\u{FEFF}"]) {
          const [place] = await places(mark + text);
          const { charOffset = -1, charLength = -1, snippet } = place!.region;
          assert.equal(text.slice(charOffset, charOffset + charLength), "a-b");
          assert.equal(snippet?.text, "a-b");
        }
      }
    });
    it("have no snippet where there is nothing to show", async () => {
      const [empty] = await places("");
      assert.deepEqual(empty!.region, { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 });
      const [tooDeep] = await places("[".repeat(100));
      assert.equal(tooDeep!.region.snippet, undefined);
      assert.equal(tooDeep!.region.charOffset, undefined);
      const [long] = await places(manifest(`a: {market: european, name: ${"n".repeat(2000)}}`));
      assert.equal(long!.region.charLength, 2000);
      assert.equal(long!.region.snippet, undefined);
    });
    it("say what to write instead, and it is right", async () => {
      const text = manifest("a: {market: european, name: a, ipWhiteList: [203.0.113.1]}");
      const [result] = (await sarif(findingsIn({ f: text }))).results;
      const [{ deletedRegion, insertedContent }] = result!.fixes![0]!.artifactChanges[0].replacements;
      const end = deletedRegion.charOffset + deletedRegion.charLength;
      const repaired = text.slice(0, deletedRegion.charOffset) + insertedContent.text + text.slice(end);
      assert.deepEqual(findingsIn({ f: repaired }).diagnostics, []);
    });
  });

  it("file names become URIs and paths of the repository", async () => {
    const names: [name: string, path: string, location: object][] = [
      ["sms/a.yaml", "sms/a.yaml", { uri: "sms/a.yaml", uriBaseId: "%SRCROOT%" }],
      ["./sms//a.yaml", "sms/a.yaml", { uri: "sms/a.yaml", uriBaseId: "%SRCROOT%" }],
      ["100% a#1:b?.yaml", "100% a#1:b?.yaml", { uri: "100%25%20a%231%3Ab%3F.yaml", uriBaseId: "%SRCROOT%" }],
      ["/work dir/a.yaml", "/work dir/a.yaml", { uri: "file:///work%20dir/a.yaml" }],
    ];
    for (const [name, path, location] of names) {
      const findings = findingsIn({ [name]: wrongName });
      assert.deepEqual((await gitlab(findings))[0]?.location.path, path);
      const { results, artifacts } = await sarif(findings);
      assert.deepEqual(results[0]?.locations[0].physicalLocation.artifactLocation, location);
      assert.deepEqual(artifacts[0]?.location, location);
    }
  });

  it("github escapes the properties, and gives columns within one line only", async () => {
    const [line = ""] = (await written("github", findingsIn({ "100%,a:b.yaml": wrongName }))).split("\n");
    assert.match(line, /^::error file=100%25%2Ca%3Ab.yaml,line=4,endLine=4,col=31,endColumn=34,title=SMS1004%3A /);
    const several = await written("github", findingsIn({ f: manifest("a:", "  market: european", "  name: |", "    a", "    b") }));
    assert.match(several, /^::error file=f,line=6,endLine=\d,title=/);
    assert.doesNotMatch(several, /endLine=6/);
  });

  it("junit numbers test cases that would have one name", async () => {
    const { diagnostics, ...rest } = findingsIn({ f: wrongName });
    const report = await written("junit", { ...rest, diagnostics: [...diagnostics, ...diagnostics] });
    const names = [...report.matchAll(/<testcase classname="f" name="([^"]*)"/g)].map(([, name]) => name);
    assert.deepEqual(names, ["SMS1004 applications.a.name", "SMS1004 applications.a.name (2)"]);
  });

  it("junit lets warnings pass", async () => {
    const findings = findingsIn({ f: manifest("a: {market: chinese-mainland, name: a, uplinkDestination: http://a.example}") });
    const report = await written("junit", findings);
    assert.match(report, /<testsuite name="f" tests="1" failures="0"/);
    assert.match(report, /<system-out>f:4:\d+ warning SMS1202: uplinkDestination goes over plain http: /);
  });

  it("markdown fits in a comment of GitHub, and says how much is left out", async () => {
    const lines = Array.from({ length: 900 }, (_, index) => `a${index}: {market: european, name: "wrong-${"x".repeat(15)}"}`);
    const report = await written("markdown", findingsIn({ f: manifest(...lines) }));
    assert.ok(report.length < 65_536);
    assert.match(report, /^### msgsms: 900 errors, 0 warnings$/m);
    assert.equal(Number(/^and (\d+) more: /m.exec(report)?.[1]) + report.split("\n| error |").length - 1, 900);
  });

  it("markdown has a fence longer than every fence in it", async () => {
    const report = await written("markdown", findingsIn({ f: manifest('a: {market: european, name: "`````"}') }));
    assert.match(report, /^`{6}text$/m);
  });

  it("warnings that are not shown are counted for people", async () => {
    const { diagnostics, ...rest } = findingsIn({ f: wrongName });
    const summary = (hiddenWarnings: number, shown: readonly Diagnostic[]) =>
      Promise.all((["text", "markdown"] as const).map((format) => written(format, { ...rest, diagnostics: shown, hiddenWarnings })));
    for (const report of await summary(2, diagnostics)) assert.match(report, /1 error, and 2 warnings that are not shown/);
    for (const report of await summary(1, [])) assert.match(report, /no errors, and 1 warning that is not shown/i);
    for (const report of await summary(0, [])) assert.match(report, /no problems/i);
  });

  it("text shows no replacement that is longer than a line", async () => {
    const { diagnostics, ...rest } = findingsIn({ f: wrongName });
    const suggesting = (suggestion: string) =>
      written("text", { ...rest, diagnostics: diagnostics.map((one) => ({ ...one, suggestion })) });
    assert.match(await suggesting("a_b"), /^ +\+ +a_b$/m);
    assert.doesNotMatch(await suggesting("a".repeat(200)), /^ +\+/m);
  });
});
