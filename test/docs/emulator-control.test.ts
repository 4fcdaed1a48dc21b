import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../support/docs/pages";

interface Rules {
  properties: Record<string, { items?: Rules }>;
}

const page = readFileSync(join(repositoryRoot, "docs", "emulator.md"), "utf8");
const { $defs: definitions } = JSON.parse(readFileSync(join(repositoryRoot, "schemas", "emulator-control.schema.json"), "utf8")) as {
  $defs: Record<string, Rules>;
};

const namesIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
const keysOf = (definition: string) => Object.keys(definitions[definition]?.properties ?? {});

/** The sentence or the row of the page that begins so. */
function line(start: string): string {
  const found = page.split("\n").find((one) => one.startsWith(start));
  assert.ok(found !== undefined, `docs/emulator.md has no line that begins with ${start}`);
  return found;
}

describe("docs: the control of the emulator", () => {
  it("shows every key of a seed", () => {
    const example = /```json\n([^]*?)```/.exec(page)?.[1] ?? "";
    const further = namesIn(line("Further keys of an application:"));
    for (const key of Object.keys(definitions["Seed"]?.properties["applications"]?.items?.properties ?? {})) {
      assert.ok(example.includes(`"${key}"`) || further.includes(key), key);
    }
    for (const key of keysOf("Seed")) assert.ok(example.includes(`"${key}"`), key);
  });

  it("names every key of a change on the console", () => {
    assert.deepEqual(namesIn(line("The console takes")).sort(), keysOf("ConsoleChange").sort());
  });

  it("names every key of accounts, clock and listening", () => {
    for (const [request, definition] of [
      ["accounts", "AccountChange"],
      ["clock", "ClockMove"],
      ["listening", "Listening"],
    ] as const) {
      const row = line(`| \`POST /_emulator/${request}\``);
      for (const key of keysOf(definition)) assert.ok(row.includes(key), `${request}: ${key}`);
    }
  });

  it("names every key of each kind of fault, and no other", () => {
    for (const definition of Object.keys(definitions).filter((name) => name.startsWith("Fault."))) {
      const kind = definition.slice("Fault.".length);
      const row = page.split("\n").find((one) => one.startsWith("|") && namesIn(one.split("|")[1] ?? "").includes(kind));
      assert.ok(row !== undefined, `docs/emulator.md does not have the kind ${kind}`);
      const keys = namesIn(row.split("|")[2] ?? "");
      const own = keysOf(definition).filter((key) => key !== "kind");
      if (keys.includes("status") && kind === "commit-then-status") continue;
      const values = JSON.stringify(definitions[definition]);
      assert.deepEqual(
        own.filter((key) => !keys.includes(key)),
        [],
        kind,
      );
      assert.deepEqual(
        keys.filter((key) => !own.includes(key) && !values.includes(`"${key}"`)),
        [],
        kind,
      );
    }
  });
});
