import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { ApplicationOutputs } from "../../provider/application";
import { plain, secret } from "../../provider/messages";

/** A message as a scenario shows it. */
interface Printed {
  scenario: string;
  code: string;
  what: string;
  /** Each line below, with the label that it belongs to. */
  below: { label: string; text: string }[];
}

const folder = join(__dirname, "scenarios");

function printedIn(file: string): Printed[] {
  const { expect } = parse(readFileSync(join(folder, file), "utf8")) as { expect: { said: string } };
  const messages: Printed[] = [];
  for (const line of expect.said.split("\n")) {
    const [, code, what] = /^(?:[\w-]+: )?(?:refused|error|warning): (SMS\d{4}): (.*)$/.exec(line) ?? [];
    const last = messages.at(-1);
    if (code !== undefined && what !== undefined) messages.push({ scenario: file, code, what, below: [] });
    else if (last !== undefined && line.startsWith("  ")) {
      const [, label = "", text = ""] = /^ {2}(?:(\S+(?: \S+)*) {2,}|\s+)(.*)$/.exec(line) ?? [];
      last.below.push({ label: label || (last.below.at(-1)?.label ?? ""), text });
    }
  }
  return messages;
}

const words = (text: string) => text.split(/\s+/).filter((word) => /\w/.test(word)).length;
const spread = (counts: number[]) => {
  const sorted = counts.toSorted((left, right) => left - right);
  return `median ${sorted[Math.floor(sorted.length / 2)]}, longest ${sorted.at(-1)}`;
};

describe("life: the form of every message in the scenarios", () => {
  const printed = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .flatMap(printedIn);

  it("says in at most 15 words what happened, without a period", () => {
    for (const { what, scenario } of printed) assert.ok(words(what) <= 15 && !what.endsWith("."), `${scenario}: ${what}`);
  });

  it("gives at most three ways out", () => {
    for (const { below, scenario } of printed) assert.ok(below.filter(({ label }) => label === "do").length <= 3, scenario);
  });

  it("names no second code, except what led to it", () => {
    for (const { below, what, scenario } of printed) {
      const others = below.filter(({ label }) => label !== "cause" && label !== "more").map(({ text }) => text);
      assert.ok(![what, ...others].some((text) => /SMS\d{4}/.test(text)), scenario);
    }
  });

  it("can show no key and no secret of an application, by type", () => {
    const outputs: Partial<ApplicationOutputs> = {};
    // @ts-expect-error a key is no value that a message may show
    assert.equal(plain(outputs.appKey ?? secret("")), "");
    // @ts-expect-error nor is a secret
    assert.equal(plain(outputs.appSecret ?? secret("")), "");
  });

  after(() => {
    const whole = printed.map(({ what, below }) => words([what, ...below.flatMap(({ label, text }) => [label, text])].join(" ")));
    console.log(
      `      ${printed.length} messages; words of what: ${spread(printed.map(({ what }) => words(what)))}; of all: ${spread(whole)}`,
    );
  });
});
