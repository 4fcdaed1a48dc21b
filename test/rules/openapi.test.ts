import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { operations } from "../../provider/emulator";

type Node = Record<string, unknown>;
interface Parameter extends Node {
  name: string;
  in: string;
  required?: boolean;
  schema: Node;
}
interface DescribedOperation extends Node {
  operationId: string;
  parameters?: Parameter[];
}

const document = parse(readFileSync(join(__dirname, "..", "..", "schemas", "openapi.yaml"), "utf8")) as Node & {
  paths: Record<string, Record<string, DescribedOperation>>;
};

/** Every object in the document with its place, as a JSON pointer. */
function* nodes(value: unknown, place = "#"): Generator<[place: string, node: Node]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [place, value as Node];
  for (const [key, child] of Object.entries(value)) yield* nodes(child, `${place}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
}

function resolve(reference: string): unknown {
  const steps = reference.slice(2).split("/");
  return steps.reduce<unknown>((node, step) => (node as Node | undefined)?.[step.replaceAll("~1", "/").replaceAll("~0", "~")], document);
}

const described = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => method !== "parameters")
    .map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

describe("rules: openapi.yaml", () => {
  it("refers to nothing that is not there", () => {
    const references = [...nodes(document)].filter(([, node]) => typeof node["$ref"] === "string");
    assert.ok(references.length > 40, `only ${references.length} references found`);
    for (const [place, node] of references) {
      assert.match(String(node["$ref"]), /^#\//, place);
      assert.ok(resolve(String(node["$ref"])), `${place} refers to ${String(node["$ref"])}`);
    }
  });

  it("defines no component that nothing refers to, but for the shapes of the sites", () => {
    const text = JSON.stringify(document);
    const unused = Object.keys((resolve("#/components/schemas") as Node | undefined) ?? {}).filter(
      (name) => !text.includes(`"#/components/schemas/${name}"`),
    );
    assert.deepEqual(
      unused.filter((name) => !/^(China|International|European)Site/.test(name)),
      [],
    );
  });

  it("bounds every text in requests and answers", () => {
    const texts = [...nodes(document)].filter(([, node]) => node["type"] === "string");
    assert.ok(texts.length > 40, `only ${texts.length} texts found`);
    const unbounded = texts.filter(([, node]) => !("maxLength" in node || "enum" in node || "const" in node));
    assert.deepEqual(
      unbounded.map(([place]) => place),
      [],
    );
  });

  it("bounds every list and whole number", () => {
    const unbounded = [...nodes(document)].filter(
      ([, node]) =>
        (node["type"] === "array" && !("maxItems" in node)) || (node["type"] === "integer" && !("minimum" in node && "maximum" in node)),
    );
    assert.deepEqual(
      unbounded.map(([place]) => place),
      [],
    );
  });

  it("has patterns that are anchored on both sides or look for one character", () => {
    for (const [place, node] of nodes(document)) {
      if (typeof node["pattern"] !== "string") continue;
      assert.match(node["pattern"], /^\^.*\$$|^\[[^\]]+\]$/, place);
      assert.doesNotMatch(node["pattern"], /[+*}]\)[+*{]/, `${place} repeats a repetition`);
    }
  });

  it("has exactly the operations that the emulator serves", () => {
    const inEmulator = operations.map(({ id, method, path }) => `${id} ${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
    const inDocument = described.map(({ path, method, operation }) => `${operation.operationId} ${method} ${path}`);
    assert.deepEqual(inEmulator.sort(), inDocument.sort());
    assert.equal(inDocument.length, 5);
  });
});
