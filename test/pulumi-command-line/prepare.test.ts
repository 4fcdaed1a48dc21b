import assert from "node:assert/strict";

const prepare = import("../../tools/prepare.mjs");

const lock = (packages: Record<string, object>): string => JSON.stringify({ lockfileVersion: 3, packages });
const wanted = lock({
  "": { name: "pulumi-msgsms" },
  "node_modules/yaml": { version: "2.9.1", integrity: "sha512-a" },
  "node_modules/only-mac": { version: "1.0.0", integrity: "sha512-b", optional: true },
});

describe("prepare: the npm packages", () => {
  it("are installed when there is no node_modules, whatever the stamp says", async () => {
    const { hashOf, installDecision } = await prepare;
    assert.equal(installDecision(wanted, undefined, undefined), "install");
    assert.equal(installDecision(wanted, hashOf(wanted), undefined), "install");
  });

  it("are left alone when the stamp is that of the lock file", async () => {
    const { hashOf, installDecision } = await prepare;
    assert.equal(installDecision(wanted, `${hashOf(wanted)}\n`, lock({})), "fresh");
  });

  it("are installed when the lock file asks for another version, another content or one more package", async () => {
    const { installDecision } = await prepare;
    for (const present of [
      { version: "2.9.0", integrity: "sha512-a" },
      { version: "2.9.1", integrity: "sha512-x" },
    ]) {
      assert.equal(installDecision(wanted, "an older hash", lock({ "node_modules/yaml": present })), "install");
    }
    assert.equal(installDecision(wanted, "an older hash", lock({})), "install");
  });

  it("are taken over when somebody installed the same ones with npm", async () => {
    const { installDecision } = await prepare;
    const installed = lock({ "node_modules/yaml": { version: "2.9.1", integrity: "sha512-a" } });
    assert.equal(installDecision(wanted, undefined, installed), "adopt");
    assert.equal(installDecision(wanted, "an older hash", installed), "adopt");
  });
});

describe("prepare: the build", () => {
  const sources = [
    { path: "package.json", changed: 100 },
    { path: "provider/cli/main.ts", changed: 200 },
    { path: "schemas/generated/settings.ts", changed: 150 },
  ];
  const outputs = [
    { path: "provider/cli/main.js", changed: 300 },
    { path: "schemas/generated/settings.js", changed: 300 },
  ];

  it("is left alone when every output is there and newer than every source", async () => {
    assert.deepEqual((await prepare).buildDecision(sources, outputs), { stale: false, orphans: [] });
  });

  it("is made when dist is missing or incomplete", async () => {
    const { buildDecision } = await prepare;
    assert.equal(buildDecision(sources, []).stale, true);
    assert.equal(buildDecision(sources, outputs.slice(1)).stale, true);
  });

  it("is made when any source or setting is newer than any output", async () => {
    const { buildDecision } = await prepare;
    for (const index of sources.keys()) {
      const touched = sources.map((source, at) => (at === index ? { ...source, changed: 301 } : source));
      assert.equal(buildDecision(touched, outputs).stale, true);
    }
    assert.equal(buildDecision(sources, [outputs[0]!, { ...outputs[1]!, changed: 199 }]).stale, true);
  });

  it("is made, and the left-over named, when a source is gone", async () => {
    const left = { path: "provider/cli/old.js", changed: 300 };
    assert.deepEqual((await prepare).buildDecision(sources, [...outputs, left]), { stale: true, orphans: ["provider/cli/old.js"] });
  });
});

describe("prepare: the version of Node", () => {
  it("is refused below the one of package.json", async () => {
    const { nodeRefusal } = await prepare;
    for (const version of ["v20.19.0", "v20.20.2", "v22.0.0", "v100.1.0"]) assert.equal(nodeRefusal(version, ">=20.19"), undefined);
    for (const version of ["v20.18.9", "v18.20.0"]) {
      assert.equal(
        nodeRefusal(version, ">=20.19"),
        `Node >=20.19 is needed, this is ${version}. Install it from https://nodejs.org and run the command again.`,
      );
    }
  });
});
