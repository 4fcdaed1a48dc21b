import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findManifestFiles } from "../../provider/manifest";

describe("manifest: where files are found", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "manifests-"));
    for (const path of ["sms/deep", "sms/.hidden", "sms/node_modules/x"]) mkdirSync(join(folder, path), { recursive: true });
    for (const path of ["a.yaml", "sms/b.yml", "sms/deep/C.YAML", "sms/.hidden/d.yaml", "sms/node_modules/x/e.yaml", "sms/notes.txt"])
      writeFileSync(join(folder, path), "");
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const found = (...paths: string[]) => findManifestFiles(paths, folder).map(({ name, named }) => `${name}${named ? " (named)" : ""}`);

  it("a folder stands for all YAML below it, but for hidden folders and packages", () =>
    assert.deepEqual(found("sms"), ["sms/b.yml", "sms/deep/C.YAML"]));
  it("the current folder gives names without a dot", () => assert.deepEqual(found("."), ["a.yaml", "sms/b.yml", "sms/deep/C.YAML"]));
  it("a file stands for itself, whatever it is called", () => assert.deepEqual(found("sms/notes.txt"), ["sms/notes.txt (named)"]));
  it("a pattern stands for what it matches", () =>
    assert.deepEqual(found("sms/**/*.{yml,YAML}"), ["sms/b.yml (named)", "sms/deep/C.YAML (named)"]));
  it("each file comes once, in the order of the paths", () =>
    assert.deepEqual(found("sms/deep", "sms", "./sms/b.yml"), ["sms/deep/C.YAML", "sms/b.yml"]));
  it("a file whose name looks like a pattern is that file", () => {
    writeFileSync(join(folder, "x[1].yaml"), "");
    assert.deepEqual(found("x[1].yaml"), ["x[1].yaml (named)"]);
  });

  it("links to files below it are read, links to folders are not followed, and nothing waits for a pipe", () => {
    symlinkSync(join(folder, "sms/notes.txt"), join(folder, "sms/link.yaml"));
    symlinkSync(join(folder, "sms"), join(folder, "sms/loop"));
    symlinkSync(join(folder, "sms"), join(folder, "sms/loop.yaml"));
    assert.equal(spawnSync("bash", ["-c", 'mkfifo "$0"', join(folder, "sms/pipe.yaml")]).status, 0);
    assert.deepEqual(found("sms"), ["sms/b.yml", "sms/deep/C.YAML", "sms/link.yaml"]);
  });

  it("what is not in the first folder is looked for in the next", () => {
    const from = (...paths: string[]) =>
      findManifestFiles(paths, join(folder, "sms", "deep"), folder).map(({ name, path }) => [name, path.slice(folder.length + 1)]);
    assert.deepEqual(from("a.yaml", "C.YAML", "sms/*.yml"), [
      ["a.yaml", "a.yaml"],
      ["C.YAML", "sms/deep/C.YAML"],
      ["sms/b.yml", "sms/b.yml"],
    ]);
  });

  it("a path that is nowhere is told with the folders that it was looked for in; an absolute one stands for itself", () => {
    const deep = join(folder, "sms", "deep");
    const refusal = (path: string) => {
      try {
        findManifestFiles([path], deep, folder);
      } catch (error) {
        return (error as Error).message;
      }
      return assert.fail("nothing was refused");
    };
    assert.match(refusal("no.yaml"), /SMS5101: "no\.yaml" does not exist\n/);
    assert.ok(refusal("no.yaml").includes(`looked in  "${deep}", "${folder}"\n`), refusal("no.yaml"));
    assert.doesNotMatch(refusal(join(folder, "no.yaml")), /looked in/);
  });

  for (const [path, message] of [
    ["no.yaml", /SMS5101: "no\.yaml" does not exist$/m],
    ["", /SMS5101: a path is empty$/m],
    ["no/*.yaml", /SMS5101: no file matches the pattern "no\/\*\.yaml"$/m],
    ["sms/.hidden/empty", /SMS5101: the folder "sms\/\.hidden\/empty" has no \.yaml or \.yml file$/m],
  ] as const) {
    it(`refuses ${JSON.stringify(path)}`, () => {
      mkdirSync(join(folder, "sms/.hidden/empty"));
      assert.throws(() => found(path), message);
    });
  }
});
