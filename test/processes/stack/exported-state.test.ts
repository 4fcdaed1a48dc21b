import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { resourceType } from "../../../provider/application";
import { ForeseenError } from "../../../provider/messages";
import { exportedState } from "../../../provider/stack";
import { withScript } from "../../support/pulumi/scripted-pulumi";

const root = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
const stackResource = { urn: root, type: "pulumi:pulumi:Stack" };
const named = { stack: "dev", root };

/** Reads what a `pulumi` prints that prints this text, and ends with this code. */
async function read(text: string, code = 0, said = ""): Promise<Awaited<ReturnType<typeof exportedState>> | ForeseenError> {
  let result: Awaited<ReturnType<typeof read>> | undefined;
  await withScript(`cat exported; printf '%s' "$SAID" >&2; exit ${code}`, async ({ folder, running }) => {
    await writeFile(join(folder, "exported"), text);
    result = await exportedState(named, running(30_000, { SAID: said })).catch((error: unknown) => {
      if (error instanceof ForeseenError) return error;
      throw error;
    });
  });
  assert.ok(result !== undefined);
  return result;
}

const state = (deployment: unknown, version: unknown = 3) => JSON.stringify({ version, deployment });
const nothing = { entries: [], pending: [] };

describe("processes: what pulumi exports counts only as the state of this very stack", function () {
  this.timeout(30_000);
  const canary = "canary-hunter2";
  const refused: [what: string, text: string, expected: RegExp][] = [
    ["nothing", "", /did not print a JSON object/],
    ["text before the JSON", `Logging in ${canary}\n${state({})}`, /did not print a JSON object/],
    ["half of it", state({ resources: [{ ...stackResource, outputs: { canary } }] }).slice(0, -9), /did not print a JSON object/],
    ["a list", `["${canary}"]`, /did not print a JSON object/],
    ["a newer version", state({ resources: [] }, 5), /has a version that is not known/],
    ["a version in words", state({ resources: [] }, "3"), /has a version that is not known/],
    ["no version", "{}", /has a version that is not known/],
    ["a deployment that is none", state([canary]), /something else than a state/],
    ["resources that are no list", state({ resources: { canary } }), /something else than a state/],
    ["a resource without a URN", state({ resources: [stackResource, { type: resourceType, id: canary }] }), /something else than a state/],
    ["an operation without a resource", state({ pending_operations: [{ type: "creating" }] }), /something else than a state/],
    ["another stack", state({ resources: [{ ...stackResource, urn: root.replaceAll("dev", "prod") }] }), /pulumi exported another one/],
    ["another project", state({ resources: [{ ...stackResource, urn: root.replaceAll("shop", "blog") }] }), /pulumi exported another one/],
  ];
  for (const [what, text, expected] of refused)
    it(`not ${what}`, async () => {
      const error = await read(text);
      assert.ok(error instanceof ForeseenError, JSON.stringify(error));
      assert.equal(error.code, "SMS4007");
      assert.match(error.message, expected);
      assert.ok(!error.message.includes(canary), error.message);
    });

  it("nothing of what a pulumi prints that fails, only its error", async () => {
    const error = await read(
      `${canary}\n`,
      1,
      "Logging in using access token from PULUMI_ACCESS_TOKEN\nerror: no stack named 'dev' found\n",
    );
    assert.ok(error instanceof ForeseenError);
    assert.match(error.message, /SMS4007: the stack "dev" was not read: pulumi failed\n[^]*error: no stack named 'dev' found/);
    assert.ok(!error.message.includes(canary) && !error.message.includes("Logging in"), error.message);
  });

  it("a stack that is empty, or that nothing was deployed to", async () => {
    for (const text of [state({}), state(null), '{"version":3}', state({ resources: null, pending_operations: null }, 4)])
      assert.deepEqual(await read(text), nothing);
  });

  it("its applications alone, without what is encrypted", async () => {
    const urn = (name: string) => `urn:pulumi:dev::shop::${resourceType}::${name}`;
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: canary };
    const one = {
      urn: urn("codes"),
      type: resourceType,
      id: "1",
      inputs: { name: "codes" },
      outputs: { name: "codes", appSecret: secret },
    };
    const looked = { urn: urn("seen"), type: resourceType, id: "2", external: true };
    const other = { urn: "urn:pulumi:dev::shop::random:index/id:Id::a", type: "random:index/id:Id", id: "3", outputs: { canary } };
    const creating = { type: "creating", resource: { urn: urn("next"), type: resourceType, inputs: { name: "next", appSecret: secret } } };
    const updating = { type: "updating", resource: one };
    const found = await read(state({ resources: [stackResource, one, looked, other], pending_operations: [creating, updating] }));
    assert.deepEqual(found, {
      entries: [{ urn: urn("codes"), id: "1", outputs: { name: "codes" } }],
      pending: [{ urn: urn("next"), inputs: { name: "next" } }],
    });
  });
});
