import assert from "node:assert/strict";
import { chmod, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { takeFromPath } from "../../tools/pulumi/path";
import { nodeParts, onMachine } from "../support/pulumi/machine";

async function refusalOf(environment: NodeJS.ProcessEnv): Promise<string> {
  const result = await takeFromPath(environment);
  assert.ok("refused" in result, "it was taken");
  return result.refused;
}

describe("pulumi on PATH", () => {
  for (const version of ["3.216.0", "3.259.0", "3.1000.2", "4.0.0", "3.260.0-alpha.1"]) {
    it(`is taken with version ${version}`, () =>
      onMachine(async ({ bin, environment, pulumi }) => {
        await pulumi(bin, version);
        assert.deepEqual(await takeFromPath(environment), { taken: { version: version.replace("-alpha.1", ""), binFolder: bin } });
      }));
  }

  for (const version of ["3.215.9", "3.68.0", "2.999.0"]) {
    it(`is refused with version ${version}`, () =>
      onMachine(async ({ bin, environment, pulumi }) => {
        await pulumi(bin, version);
        assert.equal(await refusalOf(environment), `${join(bin, "pulumi")} has version ${version}; 3.216.0 or newer is needed`);
      }));
  }

  for (const name of nodeParts) {
    it(`is refused without ${name}, and taken when that is elsewhere on PATH`, () =>
      onMachine(async ({ bin, environment, folder, pulumi, script }) => {
        await pulumi(
          bin,
          "3.259.0",
          nodeParts.filter((part) => part !== name),
        );
        assert.equal(await refusalOf(environment), `${join(bin, "pulumi")} has no ${name} beside it or on PATH`);
        const other = await folder("other");
        await script(other, name, "exit 0");
        assert.ok("taken" in (await takeFromPath({ ...environment, PATH: `${bin}:${other}` })));
      }));
  }

  it("is taken through a link, with its parts beside the real file", () =>
    onMachine(async ({ bin, environment, folder, pulumi }) => {
      const cellar = await folder("cellar");
      await pulumi(cellar, "3.259.0");
      await symlink(join(cellar, "pulumi"), join(bin, "pulumi"));
      assert.deepEqual(await takeFromPath(environment), { taken: { version: "3.259.0", binFolder: bin } });
    }));

  it("is refused when it is not there, also with an empty or relative PATH", () =>
    onMachine(async ({ environment }) => {
      assert.equal(await refusalOf(environment), "there is no pulumi");
      assert.equal(await refusalOf({ ...environment, PATH: "" }), "there is no pulumi");
      assert.equal(await refusalOf({ ...environment, PATH: "./bin::bin" }), "there is no pulumi");
    }));

  it("passes over a file that cannot be run and a folder of that name", () =>
    onMachine(async ({ bin, environment, folder, pulumi }) => {
      await writeFile(join(bin, "pulumi"), "not a program");
      const [named, good] = [await folder("named"), await folder("good")];
      await folder("named/pulumi");
      await pulumi(good, "3.259.0");
      const found = await takeFromPath({ ...environment, PATH: `${bin}:${named}:${good}` });
      assert.deepEqual(found, { taken: { version: "3.259.0", binFolder: good } });
    }));

  it("is refused when it fails, says nonsense or is no program", () =>
    onMachine(async ({ bin, environment, script }) => {
      await script(bin, "pulumi", "echo cannot open libc >&2; exit 127");
      assert.match(await refusalOf(environment), /does not report a version \(exit code 127, output: cannot open libc\)$/);
      await script(bin, "pulumi", "echo hello");
      assert.match(await refusalOf(environment), /does not report a version \(exit code 0, output: hello\)$/);
      await writeFile(join(bin, "pulumi"), "#!/nowhere/interpreter\n");
      await chmod(join(bin, "pulumi"), 0o755);
      assert.match(await refusalOf(environment), /does not run: .*ENOENT/);
    }));

  it("does not see the user's account while it is asked for its version", () =>
    onMachine(async ({ bin, environment, script }) => {
      await script(bin, "pulumi", 'echo "v3.259.0"; [ -z "$PULUMI_ACCESS_TOKEN$HW_SECRET_KEY" ] || exit 3');
      const refused = await refusalOf({ ...environment, PULUMI_ACCESS_TOKEN: "t", HW_SECRET_KEY: "s" });
      assert.match(refused, /has no pulumi-language-nodejs/);
    }));
});
