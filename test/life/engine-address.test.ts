import assert from "node:assert/strict";
import { CallsUnderWay, engineAddress } from "../../provider/engine";

describe("life: the engine's address", () => {
  const server = "/app/node_modules/@pulumi/pulumi/cmd/dynamic-provider/index.js";

  it("is the argument of the SDK's server", () => {
    assert.equal(engineAddress(["node", server, "127.0.0.1:41783"]), "127.0.0.1:41783");
    assert.equal(engineAddress(["node", server.replaceAll("/", "\\"), "127.0.0.1:41783"]), "127.0.0.1:41783");
    assert.equal(engineAddress(["node", server.replace("/index.js", ""), "[::1]:41783"]), "[::1]:41783");
  });

  it("is not there in any other process", () => {
    for (const argv of [
      [],
      ["node"],
      ["node", server],
      ["node", server, "spec"],
      ["node", "mocha.js", "127.0.0.1:41783"],
      ["node", server, "a b:1"],
    ])
      assert.equal(engineAddress(argv), undefined);
  });
});

describe("life: calls under way", () => {
  it("are finished when the last one has been answered, well or not", async () => {
    const calls = new CallsUnderWay();
    await calls.finished();
    const answers: (() => void)[] = [];
    const first = calls.track(() => new Promise<void>((resolve) => answers.push(resolve)));
    const second = calls.track(() => new Promise<void>((_, reject) => answers.push(() => reject(new Error("no")))));
    let finished = false;
    const ends = calls.finished().then(() => (finished = true));
    answers[0]?.();
    await first;
    assert.deepEqual([calls.none, finished], [false, false]);
    answers[1]?.();
    await assert.rejects(second, /no/);
    await ends;
    assert.deepEqual([calls.none, finished], [true, true]);
  });
});
