import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Message } from "../../provider/messages";
import { rewriting } from "./rewriting";

const wordsIn = (text: string) => text.split(/\s+/).filter((word) => word !== "").length;

/** A message is short, tidy, and steers no terminal; its causes too. */
export function assertReadable({ code, what, facts, why, do: steps, cause }: Message): void {
  assert.ok(wordsIn(what) <= 15, `${code}: ${wordsIn(what)} words: ${what}`);
  assert.ok(steps.length <= 3, `${code}: ${steps.length} things to do`);
  assert.ok(steps.length > 0, `${code}: nothing to do`);
  const texts = facts.flatMap(({ label, text }) => [label, ...(typeof text === "string" ? [text] : text)]);
  for (const text of [what, ...texts, why ?? "", ...steps.map((step) => `${step.label ?? ""}${step.text}`)]) {
    assert.equal(text, text.trim());
    assert.doesNotMatch(text, / {2}|[\p{Cc}\p{Cf}\p{Cs}]/u);
  }
  for (const text of [what, why ?? ""]) assert.doesNotMatch(text, /\.$/);
  if (cause !== undefined) assertReadable(cause);
}

/**
 * Compares a message with its example, which the catalogue names (`example: wire/keys-refused`) and the pages show.
 *
 * @param example folder of the test and name of the example
 * @param text the message as it is printed
 */
export function assertExample(example: string, text: string): void {
  const [folder = "", name = ""] = example.split("/");
  const file = join(__dirname, "..", folder, "scenarios", `${name}.scenario`);
  const whole = `# How the message looks; test/${folder}/messages.test.ts makes it. UPDATE_SCENARIOS=1 writes this file anew.\n\n${text}\n`;
  if (rewriting) writeFileSync(file, whole);
  else assert.equal(whole, readFileSync(file, "utf8"), `${example}: read it; if it is better than before: UPDATE_SCENARIOS=1`);
}

/** What a fact of a message says, several lines as one; undefined when it has no such fact. */
export function factOf({ facts }: Message, label: string): string | undefined {
  const text = facts.find((fact) => fact.label === label)?.text;
  return text === undefined || typeof text === "string" ? text : text.join("; ");
}
