import assert from "node:assert/strict";
import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ForeseenError } from "../../provider/messages";
import { findPulumi, type PulumiCommandLine } from "../../tools/pulumi/command-line";
import { onMachine, type Machine } from "../support/pulumi/machine";

const nobody = "http://127.0.0.1:1/";

function find({ environment, goModules, print }: Machine): Promise<PulumiCommandLine> {
  return findPulumi({ environment, goModules, print, download: { releases: nobody, platform: "linux", arch: "x64" } });
}

const goScript = `[ "$1" = env ] && { echo go1.26.8; exit 0; }
while [ "$1" != -o ]; do shift; done
printf '#!/bin/sh\\necho v3.259.0\\n' > "$2\${3##*/}"
chmod 755 "$2\${3##*/}"`;

describe("finding the pulumi command line", () => {
  it("prefers PATH to the cache, and the cache to a build", () =>
    onMachine(async (machine) => {
      await machine.script(machine.bin, "go", goScript);
      assert.equal((await find(machine)).source, "build");
      assert.equal((await find(machine)).source, "cache");
      await machine.pulumi(machine.bin, "3.230.0");
      assert.deepEqual(await find(machine), { source: "path", version: "3.230.0", binFolder: machine.bin });
    }));

  it("passes over an old pulumi on PATH", () =>
    onMachine(async (machine) => {
      await machine.pulumi(machine.bin, "3.100.0");
      await machine.pulumi(machine.cachedBin, "3.259.0");
      assert.deepEqual(await find(machine), { source: "cache", version: "3.259.0", binFolder: machine.cachedBin });
    }));

  it("says once in a process tree which one it takes, and again if that changes", () =>
    onMachine(async (machine) => {
      await machine.pulumi(machine.cachedBin, "3.259.0");
      await find(machine);
      // A child process gets a copy of the environment.
      await find({ ...machine, environment: { ...machine.environment } });
      const first = `Using pulumi 3.259.0, found in the cache: ${machine.cachedBin}`;
      assert.deepEqual(machine.printed, [first]);
      await machine.pulumi(machine.bin, "3.230.0");
      await find(machine);
      assert.deepEqual(machine.printed, [first, `Using pulumi 3.230.0, found on PATH: ${machine.bin}`]);
    }));

  it("puts the launcher of the installed SDK beside the cached binaries, over an older one", () =>
    onMachine(async (machine) => {
      await machine.pulumi(machine.cachedBin, "3.259.0", ["pulumi-language-nodejs"]);
      const launcher = join(machine.cachedBin, "pulumi-resource-pulumi-nodejs");
      const own = await readFile(require.resolve("@pulumi/pulumi/pulumi-resource-pulumi-nodejs"), "utf8");
      await find(machine);
      assert.equal(await readFile(launcher, "utf8"), own);
      assert.equal((await stat(launcher)).mode & 0o777, 0o755);
      await writeFile(launcher, "#!/bin/sh\n# of another SDK\n");
      await find(machine);
      assert.equal(await readFile(launcher, "utf8"), own);
      assert.equal((await readdir(machine.cachedBin)).length, 3);
    }));

  it("leaves the user's own folder alone", () =>
    onMachine(async (machine) => {
      await machine.pulumi(machine.bin, "3.259.0");
      const before = await readFile(join(machine.bin, "pulumi-resource-pulumi-nodejs"), "utf8");
      await find(machine);
      assert.equal(await readFile(join(machine.bin, "pulumi-resource-pulumi-nodejs"), "utf8"), before);
    }));

  it("gives one error with the reason of each way and the ways out, when there is none", () =>
    onMachine(async (machine) => {
      await machine.pulumi(machine.bin, "3.100.0");
      await assert.rejects(find(machine), (error) => {
        assert.ok(error instanceof ForeseenError);
        assert.equal(error.code, "SMS5901");
        const lines = error.message.split("\n");
        const expected = [
          /^SMS5901: no pulumi command line can be used$/,
          /^ {2}on PATH +.*pulumi has version 3\.100\.0; 3\.216\.0 or newer is needed$/,
          /^ {2}in the cache +.*pulumi-v3\.259\.0\/bin\/pulumi does not exist or cannot be run$/,
          /^ {2}by download +http:\/\/127\.0\.0\.1:1\/pulumi-v3\.259\.0-linux-x64\.tar\.gz cannot be fetched: .*$/,
          /^ {2}by a build with Go +Go cannot be started \(.*\)$/,
          /^ {2}do +install Pulumi 3\.216\.0 or newer/,
          /^ +or run again with a connection to the internet; Pulumi 3\.259\.0 is downloaded$/,
          /^ +or install Go/,
        ];
        assert.equal(lines.length, expected.length);
        for (const [index, pattern] of expected.entries()) assert.match(lines[index]!, pattern);
        return true;
      });
      assert.deepEqual(machine.printed, []);
    }));
});
