import assert from "node:assert/strict";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { wireSafe, wireSafeProperties } from "../../../provider/engine";

describe("properties: pulumi, wire-safe values", () => {
  it("keeps what JSON can say as it is", () => {
    const value = { text: "é😀", number: 1.5, yes: true, nothing: null, list: ["a", { b: 1 }], empty: {} };
    assert.deepEqual(wireSafe(value), value);
  });

  it("leaves out or replaces what would lose an application on its way to the engine", () => {
    const lost = { gone: undefined, call: () => 1, big: 12345678901234567890n, half: "\ud800x", list: [undefined, 1], never: NaN };
    assert.deepEqual(wireSafe(lost), { big: "12345678901234567890", half: "\ufffdx", list: [null, 1], never: null });
  });

  it("makes anything fit into the engine's struct, and back again", () => {
    // The SDK's own Struct loses a key "__proto__"; no property of ours has that name.
    const key = fc.string({ unit: "binary" }).filter((name) => name !== "__proto__");
    const anything = fc.anything({ key, withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });
    fc.assert(
      fc.property(fc.dictionary(key, anything), (properties) => {
        const safe = wireSafeProperties(properties);
        const struct = Struct.fromJavaScript(safe as Parameters<typeof Struct.fromJavaScript>[0]);
        const arrived = Struct.deserializeBinary(struct.serializeBinary()).toJavaScript();
        assert.deepEqual(JSON.parse(JSON.stringify(arrived)), JSON.parse(JSON.stringify(safe)));
      }),
      { numRuns: 300 },
    );
  });
});
