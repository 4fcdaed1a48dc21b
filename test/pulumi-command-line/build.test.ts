import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { takeFromBuild } from "../../tools/pulumi/build";
import { languageHostVersion, pinnedVersion } from "../../tools/pulumi/version";
import { onMachine, type Machine } from "../support/pulumi/machine";

/** A Go that answers `go env GOVERSION` and, for `go build … -o FOLDER/ PACKAGE`, writes a program that reports a version. */
function go(version: string, builtVersion = "3.259.0"): string {
  return `
[ "$1" = env ] && { echo ${version}; exit 0; }
printf '%s|%s|%s|%s\\n' "$PWD" "$GOTOOLCHAIN" "$GOFLAGS" "$*" >> "$HOME/asked"
while [ "$1" != -o ]; do shift; done
printf '#!/bin/sh\\necho v${builtVersion}\\n' > "$2\${3##*/}"
chmod 755 "$2\${3##*/}"`;
}

async function refusalOf({ environment, goModules, print }: Machine): Promise<string> {
  const result = await takeFromBuild(environment, { modules: goModules, print });
  assert.ok("refused" in result, "it was taken");
  return result.refused;
}

describe("the build with Go", () => {
  it("builds both modules exactly as committed, and says that it takes a while", () =>
    onMachine(async (machine) => {
      await machine.script(machine.bin, "go", go("go1.26.8"));
      const environment = { ...machine.environment, GOFLAGS: "-p=1" };
      const result = await takeFromBuild(environment, { modules: machine.goModules, print: machine.print });
      assert.deepEqual(result, { taken: { version: "3.259.0", binFolder: machine.cachedBin } });
      assert.deepEqual((await readdir(machine.cachedBin)).sort(), ["pulumi", "pulumi-language-nodejs"]);
      assert.deepEqual(machine.printed, ["Building pulumi 3.259.0 with go1.26.8: this takes some minutes, once."]);

      const asked = (await readFile(join(machine.environment["HOME"] ?? "", "asked"), "utf8")).trim().split("\n");
      assert.equal(asked.length, 2);
      const versionFlag = "-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v";
      for (const [index, [module, version, name]] of [
        ["host", languageHostVersion, "sdk/v3/nodejs/cmd/pulumi-language-nodejs"],
        ["cli", pinnedVersion, "pkg/v3/cmd/pulumi"],
      ].entries()) {
        const [cwd, toolchain, flags, args] = asked[index]!.split("|");
        assert.equal(cwd, join(machine.goModules, module!));
        assert.equal(toolchain, "local");
        assert.equal(flags, "-p=1");
        assert.ok(
          args!.startsWith(`build -mod=readonly -trimpath -tags osusergo,grpcnotrace -ldflags -s -w ${versionFlag}${version!} -o `),
        );
        assert.ok(args!.endsWith(`/bin/ github.com/pulumi/pulumi/${name!}`));
      }
    }));

  it("is refused without Go, with a Go that is too old, and with one that fails", () =>
    onMachine(async (machine) => {
      assert.match(await refusalOf(machine), /^Go cannot be started \(.*ENOENT\)$/);
      await machine.script(machine.bin, "go", go("go1.24.9"));
      assert.equal(await refusalOf(machine), "Go has version go1.24.9; go1.25.11 or newer is needed");
      await machine.script(machine.bin, "go", "echo no GOPATH >&2; exit 2");
      assert.equal(await refusalOf(machine), '"go env GOVERSION" failed: no GOPATH');
      assert.deepEqual(machine.printed, []);
    }));

  it("is refused with Go's own last words when it fails, and leaves nothing in the cache", () =>
    onMachine(async (machine) => {
      await machine.script(
        machine.bin,
        "go",
        '[ "$1" = env ] && { echo go1.26.8; exit 0; }\necho "missing go.sum entry" >&2\necho "go.sum is read-only" >&2\nexit 1',
      );
      assert.equal(await refusalOf(machine), "the build of pulumi-language-nodejs failed: missing go.sum entry; go.sum is read-only");
      assert.deepEqual(await readdir(join(machine.cache, "pulumi-msgsms")), []);
    }));

  it("is refused when the binary reports another version", () =>
    onMachine(async (machine) => {
      await machine.script(machine.bin, "go", go("go1.26.8", "3.68.0"));
      assert.match(await refusalOf(machine), /pulumi reports version 3\.68\.0, not 3\.259\.0$/);
    }));

  it("has modules that require the pinned versions", async () => {
    const moduleOf = (name: string): Promise<string> => readFile(join(__dirname, "../../tools/pulumi", name, "go.mod"), "utf8");
    assert.match(await moduleOf("cli"), new RegExp(`^\\s*github\\.com/pulumi/pulumi/pkg/v3 v${pinnedVersion}`, "m"));
    assert.match(await moduleOf("host"), new RegExp(`^\\s*github\\.com/pulumi/pulumi/sdk/v3 v${languageHostVersion}`, "m"));
  });
});
