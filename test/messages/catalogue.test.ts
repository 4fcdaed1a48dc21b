import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../schemas/generated/catalogue";
import { words } from "../../schemas/generated/words";
import { allCodes, type Code } from "../../provider/messages";
import { readManifest } from "../../provider/manifest";
import { repositoryRoot } from "../support/docs/pages";

const codes = allCodes();

/** A text, or several by name, or ways out with labels: each text. */
function textsIn(part: unknown): string[] {
  if (typeof part === "string") return [part];
  return part !== null && typeof part === "object" ? Object.values(part).flatMap(textsIn) : [];
}

const textsOf = (code: Code, part: "what" | "why" | "do") => textsIn((words[code] as Partial<Record<typeof part, unknown>>)[part]);

const wordCount = (text: string) => text.split(/\s+/).length;

/** Words that are not English here: booleans, strings, "is not a", reported, skipped. */
const foreign = /truth value|(?<!there )\bis no (?!longer)|passed over|\btold\b|\ba text\b/;

describe("catalogue: the words of each code", () => {
  for (const code of codes) {
    const { title, meaning = "", wrong, right, shown, noExample } = catalogue[code];

    it(`${code}: says what happened in one short fact`, () => {
      assert.ok(textsOf(code, "what").length > 0);
      for (const text of textsOf(code, "what")) {
        assert.ok(wordCount(text) <= 15, text);
        assert.match(text, /^(?:[a-z{`]|Message & SMS).*[^.]$/);
      }
    });
    it(`${code}: says what it means, why, and what to do`, () => {
      assert.match(title, /^[a-z`].*[^.]$/);
      assert.match(meaning, /^[A-Z`].*\.$/s);
      for (const part of ["why", "do"] as const) {
        assert.ok(textsOf(code, part).length > 0, part);
        for (const text of textsOf(code, part)) assert.match(text, /[^.]$/, text);
      }
    });
    it(`${code}: has an example, or says why there is none`, () => {
      const kinds = [wrong !== undefined && right !== undefined, shown !== undefined, noExample !== undefined];
      assert.equal(kinds.filter(Boolean).length, 1);
    });
    it(`${code}: speaks English`, () => {
      const all = [title, meaning, noExample ?? "", ...(["what", "why", "do"] as const).flatMap((part) => textsOf(code, part))];
      for (const text of all) assert.doesNotMatch(text, foreign);
    });
  }

  it("are short with their values too", () => {
    for (const code of codes) {
      const { wrong = "" } = catalogue[code];
      for (const { what } of wrong === "" ? [] : readManifest(wrong, "sms.yaml").diagnostics) assert.ok(wordCount(what) <= 15, what);
    }
  });
});

describe("catalogue: the words of the schemas", () => {
  for (const name of ["application", "manifest", "configuration", "command"]) {
    it(name, () => {
      const text = readFileSync(join(repositoryRoot, "schemas", `${name}.schema.json`), "utf8");
      JSON.parse(text, (key, value: unknown) => {
        if (/errorMessage$/i.test(key) && typeof value === "string") {
          // Before it stands a setting, behind it often a value.
          assert.ok(wordCount(value) <= 13, value);
          assert.match(value, /^[a-z].*[^.]$/);
        }
        if (typeof value === "string") assert.doesNotMatch(value, foreign);
        return value;
      });
    });
  }
});
