import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Node extends Record<string, unknown> {
  properties?: Record<string, Node | boolean>;
}

const names = ["application", "manifest", "configuration"] as const;
const read = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, "..", "..", "schemas", `${name}.schema.json`), "utf8")) as Node & {
    $defs?: Record<string, Node>;
  };

/** The settings that a schema defines itself: those with a type, by name. */
function settingsOf(name: (typeof names)[number]): [string, Node][] {
  const schema = read(name);
  const holders = [schema, ...Object.values(schema.$defs ?? {})];
  return holders.flatMap(({ properties = {} }) =>
    Object.entries(properties).filter((entry): entry is [string, Node] => typeof entry[1] === "object" && entry[1]["type"] !== undefined),
  );
}

/** Whether an editor can show what a value looks like. A secret has no example, and a constant is its own. */
const showsValue = (node: Node): boolean =>
  [node, ...((node["allOf"] ?? []) as Node[])].some((part) => ["examples", "const", "writeOnly"].some((keyword) => keyword in part));

describe("editor: annotations of the schemas", () => {
  for (const name of names) {
    const settings = settingsOf(name);
    it(`${name}: each setting has a title, a description, a message and a value to look at`, () => {
      assert.ok(settings.length >= 4, settings.map(([key]) => key).join());
      for (const [key, node] of settings) {
        for (const keyword of ["title", "description", "errorMessage", "source"])
          assert.match(node[keyword] as string, /\w{3}/, `${key}: ${keyword}`);
        assert.ok(showsValue(node), `${key}: no example`);
      }
    });

    it(`${name}: each allowed value has a description`, () => {
      for (const [key, node] of settings) {
        const values = (node["enum"] ?? []) as string[];
        assert.equal(((node["markdownEnumDescriptions"] ?? []) as string[]).length, values.length, key);
        for (const branch of (node["oneOf"] ?? []) as Node[])
          assert.match(branch["description"] as string, /\w{3}/, `${key}: ${String(branch["const"])}`);
      }
    });
  }
});
