import assert from "node:assert/strict";
import { sameSetting } from "../../provider/application";
import { adviceFor, oneSpelling } from "../../provider/rules";

describe("rules: spellings of one address", () => {
  const same: [spelling: string, other: string][] = [
    ["::ffff:203.0.113.10", "203.0.113.10"],
    ["::ffff:cb00:710a", "203.0.113.10"],
    ["0:0:0:0:0:FFFF:203.0.113.10", "203.0.113.10"],
    ["2606:4700:0:0:0:0:0:1111", "2606:4700::1111"],
    ["2001:DB8::A", "2001:db8:0::a"],
  ];
  for (const [spelling, other] of same) {
    it(`${spelling} is ${other}, for advice and for what differs`, () => {
      assert.equal(oneSpelling(spelling), oneSpelling(other));
      const advice = adviceFor({ ipWhitelist: [spelling, other] });
      assert.deepEqual(
        advice.map(({ code, path }) => [code, path]),
        [["SMS1204", ["ipWhitelist", 1]]],
      );
      assert.ok(sameSetting([spelling, "198.51.100.1"], ["198.51.100.1", other]));
    });
  }

  it("keeps other addresses apart, and what is not an address as it is", () => {
    for (const [left, right] of [
      ["::203.0.113.10", "203.0.113.10"],
      ["::ffff:203.0.113.11", "203.0.113.10"],
      ["2606:4700::1", "2606:4700::1111"],
    ] as const) {
      assert.notEqual(oneSpelling(left), oneSpelling(right));
      assert.ok(!sameSetting([left], [right]));
    }
    assert.equal(oneSpelling("sms.example.com"), "sms.example.com");
  });
});
