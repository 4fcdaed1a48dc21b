import assert from "node:assert/strict";
import { allCodes, storyOf } from "../../provider/messages";
import { readManifest } from "../../provider/manifest";
import { diagnosticText } from "../support/manifest/diagnostics";

const entries = allCodes()
  .map((code) => [code, storyOf(code)] as const)
  .filter(([code]) => /^SMS(1|21)/.test(code));

describe("manifest: the examples of each code", () => {
  for (const [code, { severity, wrong, right, shown, noExample, meaning, whys, source }] of entries) {
    it(`${code}: has a meaning, a reason and a source`, () => {
      for (const text of [meaning, whys[0], source]) assert.ok((text ?? "").length > 5);
    });
    if (noExample !== undefined) {
      it(`${code}: says why there is none`, () => assert.deepEqual([wrong, right], [undefined, undefined]));
      continue;
    }
    if (shown !== undefined) {
      it(`${code}: is shown as a scenario prints it`, () => assert.match(shown, new RegExp(`^${code}: .+\\n  `)));
      continue;
    }
    it(`${code}: the wrong one has this problem and no other, the right one has none`, () => {
      assert.ok(wrong !== undefined && right !== undefined);
      const { diagnostics } = readManifest(wrong, "wrong.yaml");
      assert.deepEqual(
        diagnostics.map((found) => [found.code, found.severity]),
        [[code, severity]],
        diagnostics.map(diagnosticText).join("\n"),
      );
      assert.deepEqual(readManifest(right, "right.yaml").diagnostics.map(diagnosticText), []);
    });
  }

  it("are there for all groups of manifests, and for drift", () => {
    assert.deepEqual([...new Set(entries.map(([code]) => code.slice(0, 5)))], ["SMS10", "SMS11", "SMS12", "SMS13", "SMS21"]);
  });
});
