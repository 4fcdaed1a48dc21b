import assert from "node:assert/strict";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheRoot, fillCache, takeFromCache } from "../../tools/pulumi/cache";
import { onMachine } from "../support/pulumi/machine";

describe("the cache of the pulumi binaries", () => {
  it("is under XDG_CACHE_HOME, else under ~/.cache; a relative value is ignored", () => {
    assert.equal(cacheRoot({ HOME: "/home/ada", XDG_CACHE_HOME: "/cache" }), "/cache/pulumi-msgsms");
    assert.equal(cacheRoot({ HOME: "/home/ada" }), "/home/ada/.cache/pulumi-msgsms");
    assert.equal(cacheRoot({ HOME: "/home/ada", XDG_CACHE_HOME: "cache" }), "/home/ada/.cache/pulumi-msgsms");
  });

  it("gives the binaries of the pinned release", () =>
    onMachine(async ({ cachedBin, environment, pulumi }) => {
      await pulumi(cachedBin, "3.259.0");
      assert.deepEqual(await takeFromCache(environment), { taken: { version: "3.259.0", binFolder: cachedBin } });
    }));

  it("refuses what is missing, incomplete or of another version", () =>
    onMachine(async ({ cachedBin, environment, pulumi, script }) => {
      assert.deepEqual(await takeFromCache(environment), { refused: `${join(cachedBin, "pulumi")} does not exist or cannot be run` });
      await pulumi(cachedBin, "3.259.0", []);
      const host = join(cachedBin, "pulumi-language-nodejs");
      assert.deepEqual(await takeFromCache(environment), { refused: `${host} does not exist or cannot be run` });
      await script(cachedBin, "pulumi-language-nodejs", "exit 0");
      await script(cachedBin, "pulumi", "echo v3.258.0");
      assert.deepEqual(await takeFromCache(environment), { refused: `${join(cachedBin, "pulumi")} reports version 3.258.0, not 3.259.0` });
    }));

  it("keeps what was filled in and leaves nothing else", () =>
    onMachine(async ({ cache, cachedBin, environment, pulumi }) => {
      const result = await fillCache(environment, async (folder) => {
        await pulumi(folder, "3.259.0");
        return undefined;
      });
      assert.deepEqual(result, { taken: { version: "3.259.0", binFolder: cachedBin } });
      assert.deepEqual(await readdir(join(cache, "pulumi-msgsms")), ["pulumi-v3.259.0"]);
    }));

  it("replaces binaries that do not work", () =>
    onMachine(async ({ cache, cachedBin, environment, pulumi }) => {
      await mkdir(cachedBin, { recursive: true });
      await writeFile(join(cachedBin, "pulumi"), "half a file");
      const result = await fillCache(environment, async (folder) => {
        await pulumi(folder, "3.259.0");
        return undefined;
      });
      assert.ok("taken" in result);
      assert.deepEqual(await readdir(join(cache, "pulumi-msgsms")), ["pulumi-v3.259.0"]);
    }));

  it("takes nothing over that was refused, does not work or threw", () =>
    onMachine(async ({ cache, environment, pulumi }) => {
      assert.deepEqual(await fillCache(environment, () => Promise.resolve("no network")), { refused: "no network" });
      const wrong = await fillCache(environment, async (folder) => {
        await pulumi(folder, "3.200.0");
        return undefined;
      });
      assert.ok("refused" in wrong);
      assert.match(wrong.refused, /reports version 3\.200\.0, not 3\.259\.0$/);
      await assert.rejects(
        fillCache(environment, () => Promise.reject(new Error("disk full"))),
        /disk full/,
      );
      assert.deepEqual(await readdir(join(cache, "pulumi-msgsms")), []);
    }));

  it("removes what a killed build left more than a day ago, and nothing younger", () =>
    onMachine(async ({ cache, environment }) => {
      const [old, young] = [".making-old", ".making-young"].map((name) => join(cache, "pulumi-msgsms", name)) as [string, string];
      await Promise.all([old, young].map((path) => mkdir(join(path, "bin"), { recursive: true })));
      const yesterday = new Date(Date.now() - 25 * 60 * 60_000);
      await utimes(old, yesterday, yesterday);
      await fillCache(environment, () => Promise.resolve("no network"));
      assert.deepEqual(await readdir(join(cache, "pulumi-msgsms")), [".making-young"]);
    }));

  it("survives eight fillers at once: all of them get the same working folder", () =>
    onMachine(async ({ cache, cachedBin, environment, pulumi }) => {
      const results = await Promise.all(
        Array.from({ length: 8 }, () =>
          fillCache(environment, async (folder) => {
            await pulumi(folder, "3.259.0");
            return undefined;
          }),
        ),
      );
      for (const result of results) assert.deepEqual(result, { taken: { version: "3.259.0", binFolder: cachedBin } });
      assert.deepEqual(await readdir(join(cache, "pulumi-msgsms")), ["pulumi-v3.259.0"]);
    })).timeout(20_000);
});
