import assert from "node:assert/strict";
import { asShown, block, ForeseenError, message, plain, quoted, secret, sentence, starred, type Message } from "../../provider/messages";

describe("messages", () => {
  const taken = message("SMS2001", {
    what: "taken",
    values: { name: plain("alerts_intl"), market: plain("international"), id: plain("258c") },
    facts: { exists: plain("alerts_intl (id 258c, LAUNCHED)"), other: undefined },
    why: "creating",
    do: ["adopt", "rename"],
  });

  it("are made of the catalogue's words and of values", () => {
    assert.equal(taken.what, "the name alerts_intl is taken by another international application");
    assert.deepEqual(taken.do, [
      { label: "take it over", text: "adopt: 258c" },
      { label: "rename", text: "name: <another name>" },
    ]);
  });

  it("are rendered as a block with labels in one column", () => {
    assert.equal(
      block(taken, { more: true }),
      [
        "SMS2001: the name alerts_intl is taken by another international application",
        "  exists  alerts_intl (id 258c, LAUNCHED)",
        "  why     an application can never be deleted, so no second one is created",
        "  do      take it over:   adopt: 258c",
        "          or rename:      name: <another name>",
        "  more    msgsms explain SMS2001",
      ].join("\n"),
    );
  });

  it("are rendered in one line where there is no room", () => {
    assert.equal(
      sentence(taken),
      "the name alerts_intl is taken by another international application; an application can never be deleted, so no second one is created; " +
        "take it over: adopt: 258c; or rename: name: <another name>",
    );
  });

  it("show of a cause what happened, and what to do only when they do not say it themselves", () => {
    const cause: Message = {
      code: "SMS3001",
      what: "the service was not reached",
      facts: [{ label: "host", text: "x" }],
      do: [{ text: "check the network" }],
    };
    const quiet: Message = { code: "SMS2014", what: "the quota was not checked", facts: [], do: [], cause };
    assert.equal(
      block(quiet),
      ["SMS2014: the quota was not checked", "  cause   SMS3001: the service was not reached", "  do      check the network"].join("\n"),
    );
    assert.equal(
      block({ ...quiet, do: [{ text: "run it again" }] })
        .split("\n")
        .at(-1),
      "  do      run it again",
    );
  });

  it("take no braces of a value for a placeholder, and nothing that steers a terminal", () => {
    const hostile = message("SMS2001", {
      what: "taken",
      values: { name: plain("{market}\u001b[31m\nx"), market: plain("european") },
    });
    assert.equal(hostile.what, "the name {market}\\u001b[31m\\u000ax is taken by another european application");
  });

  it("take no secret, by type", () => {
    // @ts-expect-error a secret is no value that a message may show
    assert.equal(typeof plain(secret("s3cr3t")), "string");
    // @ts-expect-error neither in quotes
    assert.equal(typeof quoted(secret("s3cr3t")), "string");
    // @ts-expect-error nor as it is
    assert.equal(typeof asShown(secret("s3cr3t")), "string");
    // @ts-expect-error nor is a text that nobody has made showable
    message("SMS2001", { what: "taken", values: { name: "plain text", market: starred } });
    // @ts-expect-error and each placeholder needs its value
    message("SMS2001", { what: "taken", values: { name: starred } });
    // @ts-expect-error and the catalogue knows the ways out
    message("SMS2001", { what: "taken", values: { name: starred, market: starred }, do: ["pray"] });
  });

  it("are carried by foreseen errors as data", () => {
    const error = new ForeseenError(taken);
    assert.deepEqual([error.told, error.code, error.message], [taken, "SMS2001", block(taken)]);
  });
});
