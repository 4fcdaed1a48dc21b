import assert from "node:assert/strict";
import fc from "fast-check";
import { nearest, problemsOf } from "../../provider/rules";
import { pathText, quoted, withoutUrlPasswords } from "../../provider/messages";
import { validateApplication } from "../../schemas/generated/application-validator";
import { validateManifest } from "../../schemas/generated/manifest-validator";

const tell = (document: unknown) => problemsOf(validateApplication, document).map(({ what }) => what);
const advice = (document: unknown) =>
  problemsOf(validateApplication, document).map(({ do: steps }) =>
    steps.map(({ label, text }) => (label === undefined ? text : `${label}: ${text}`)).join(),
  );

describe("rules: problems, one for each cause", () => {
  it("tells different causes at once", () => {
    assert.equal(tell({ market: "european", name: "a-b".repeat(11), deletionPolicy: "no", foo: 1 }).length, 4);
  });
  it("takes a slip in a required key for the key", () => {
    assert.deepEqual(advice({ market: "european", nmae: "a" })[0], "did you mean: name");
    assert.equal(tell({ market: "european", nmae: "a" }).length, 1);
  });
  it("says one thing of a document that is not a mapping", () => assert.deepEqual(tell("x"), ['the document is not a mapping: "x"']));
  it("keeps a name of digits a name", () => {
    const manifest = { apiVersion: "msgsms/v1", kind: "SmsApplications", applications: { "2024": { name: 5 } } };
    assert.deepEqual(problemsOf(validateManifest, manifest)[0]?.path, ["applications", "2024", "name"]);
  });
  it("never throws and always gives a next step", () => {
    fc.assert(
      fc.property(fc.record({ market: fc.constantFrom("european", "chinese-mainland", 1), name: fc.anything() }), (document) => {
        for (const { what, do: steps } of problemsOf(validateApplication, document))
          assert.ok(what.length < 500 && steps.length > 0 && steps.every(({ text }) => text.length > 0));
      }),
    );
  });
});

describe("rules: problems, words", () => {
  const steps: [string, unknown, string][] = [
    ["a near value", { market: "europaen", name: "a" }, "did you mean: european"],
    ["a far value", { market: "moon", name: "a" }, "write one of: chinese-mainland, international, european"],
    ["a number for a string", { market: "european", name: 5 }, 'write it in quotes: "5"'],
    ["an empty value", { market: "european", name: null }, "give it a value, or remove the key"],
    ["a string for a list", { market: "european", name: "a", ipWhitelist: "203.0.113.1" }, "write a list, also for one entry"],
    ["no character", { market: "european", name: "" }, "write at least one character"],
    ["one character too many", { market: "european", name: "a".repeat(31) }, "shorten it by 1 character"],
    ["a character", { market: "european", name: "a-b" }, 'remove or replace "-"'],
    [
      "twelve addresses",
      { market: "european", name: "a", ipWhitelist: [..."abcdefghijkl"].map((_, i) => `203.0.113.${i}`) },
      "remove 2 of them",
    ],
  ];
  for (const [name, document, step] of steps) it(`advises on ${name}`, () => assert.deepEqual(advice(document), [step]));

  it("offers a key only when it is near", () => {
    const known = ["market", "name", "ipWhitelist"];
    assert.equal(nearest("whitelist", known), "ipWhitelist");
    assert.equal(nearest("IPWhiteList", known), "ipWhitelist");
    assert.equal(nearest("markets", known), "market");
    assert.equal(nearest("foo", known), undefined);
    assert.equal(nearest("", known), undefined);
    assert.equal(nearest("x".repeat(100_000), known), undefined);
  });

  it("writes paths as users do, and quotes hostile keys", () => {
    assert.equal(pathText(["applications", "order-codes", "ipWhitelist", 2]), "applications.order-codes.ipWhitelist[2]");
    assert.equal(pathText(["applications", "a.b", "name"]), 'applications["a.b"].name');
    assert.equal(pathText(["\u001b[31m\u202e"]), '["\\u001b[31m\\u202e"]');
  });

  it("shows no character that steers a terminal, and never more than 80", () => {
    fc.assert(
      fc.property(fc.uint16Array({ maxLength: 200 }), (units) => {
        const text = String.fromCharCode(...units);
        const shown = quoted(text);
        assert.doesNotMatch(shown, /[\p{C}\p{Zl}\p{Zp}]/u);
        if ([...text].length <= 80 && !text.includes("://")) assert.equal(JSON.parse(shown), text);
      }),
    );
    assert.equal([...quoted("x".repeat(81))].length, 83);
  });

  it("stars a URL's password at its length", () => {
    assert.equal(withoutUrlPasswords("see https://me:pa:ss@x.example:80/ok"), "see https://me:*****@x.example:80/ok");
    assert.equal(withoutUrlPasswords("https://x.example:80/a b@c"), "https://x.example:80/a b@c");
  });
});
