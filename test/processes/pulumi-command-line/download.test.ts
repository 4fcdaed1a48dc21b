import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { archiveName, officialReleases, takeFromDownload } from "../../../tools/pulumi/download";
import type { WayResult } from "../../../tools/pulumi/binaries";
import { onMachine, type Machine } from "../../support/pulumi/machine";

const run = promisify(execFile);

/** A release server on a free loopback port, for one test. */
async function withServer(listener: RequestListener, test: (releases: string) => Promise<void>): Promise<void> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}/releases/sdk/`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** A release archive as Pulumi makes it: one folder `pulumi` with the programs. */
async function archiveOf(machine: Machine, version: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-msgsms-release-"));
  try {
    await machine.pulumi(join(folder, "pulumi"), version);
    await run("tar", ["-czf", join(folder, "release.tar.gz"), "-C", folder, "pulumi"]);
    return await readFile(join(folder, "release.tar.gz"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const take = (machine: Machine, releases: string, patienceMs = 4000): Promise<WayResult> =>
  takeFromDownload(machine.environment, { releases, patienceMs, platform: "linux", arch: "x64" });

async function refusedWithin5s(machine: Machine, releases: string, patienceMs?: number): Promise<string> {
  const started = Date.now();
  const result = await take(machine, releases, patienceMs);
  assert.ok(Date.now() - started < 5000, `it took ${Date.now() - started} ms`);
  assert.ok("refused" in result, "it was taken");
  assert.deepEqual(await readdir(join(machine.cache, "pulumi-msgsms")), [], "something was left in the cache");
  return result.refused;
}

describe("the official download", () => {
  it("asks for the archive of the machine", () => {
    assert.equal(archiveName("linux", "x64"), "pulumi-v3.259.0-linux-x64.tar.gz");
    assert.equal(archiveName("darwin", "arm64"), "pulumi-v3.259.0-darwin-arm64.tar.gz");
    assert.equal(archiveName("win32", "x64"), undefined);
    assert.equal(archiveName("linux", "riscv64"), undefined);
    assert.equal(
      new URL("pulumi-v3.259.0-linux-x64.tar.gz", officialReleases).href,
      "https://get.pulumi.com/releases/sdk/pulumi-v3.259.0-linux-x64.tar.gz",
    );
  });

  it("is unpacked into the cache", () =>
    onMachine(async (machine) => {
      const archive = await archiveOf(machine, "3.259.0");
      const asked: (string | undefined)[] = [];
      await withServer(
        (request, response) => {
          asked.push(request.url);
          response.end(archive);
        },
        async (releases) => {
          assert.deepEqual(await take(machine, releases), { taken: { version: "3.259.0", binFolder: machine.cachedBin } });
        },
      );
      assert.deepEqual(asked, ["/releases/sdk/pulumi-v3.259.0-linux-x64.tar.gz"]);
      assert.deepEqual((await readdir(machine.cachedBin)).sort(), ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]);
      assert.deepEqual(await readdir(join(machine.cachedBin, "..")), ["bin"]);
    }));

  it("may take longer than the patience, as long as bytes come", () =>
    onMachine(async (machine) => {
      const archive = await archiveOf(machine, "3.259.0");
      const piece = Math.ceil(archive.length / 5);
      const trickle: RequestListener = (_request, response) => {
        for (let index = 0; index < 5; index++) {
          setTimeout(() => response[index === 4 ? "end" : "write"](archive.subarray(index * piece, (index + 1) * piece)), index * 200);
        }
      };
      await withServer(trickle, async (releases) => {
        assert.ok("taken" in (await take(machine, releases, 600)));
      });
    }));

  it("is refused with the status, when the archive is not there", () =>
    onMachine((machine) =>
      withServer(
        (_request, response) => response.writeHead(404).end(),
        async (releases) => {
          assert.match(await refusedWithin5s(machine, releases), /pulumi-v3\.259\.0-linux-x64\.tar\.gz answered with status 404$/);
        },
      ),
    ));

  it("is refused in time when the server never answers", () =>
    onMachine((machine) =>
      withServer(
        () => undefined,
        async (releases) => {
          assert.match(await refusedWithin5s(machine, releases, 1000), /sent nothing for 1 s$/);
        },
      ),
    ));

  it("is refused in time when the answer stops half-way", () =>
    onMachine(async (machine) => {
      const archive = await archiveOf(machine, "3.259.0");
      const stall: RequestListener = (_request, response) => {
        response.writeHead(200, { "content-length": archive.length });
        response.write(archive.subarray(0, 200));
      };
      await withServer(stall, async (releases) => {
        assert.match(await refusedWithin5s(machine, releases, 1000), /sent nothing for 1 s$/);
      });
    }));

  it("is refused when the connection breaks, or nobody listens", () =>
    onMachine(async (machine) => {
      let closed = "";
      await withServer(
        (_request, response) => {
          response.writeHead(200, { "content-length": 10_000 });
          response.write("abc", () => response.destroy());
        },
        async (releases) => {
          closed = releases;
          assert.match(await refusedWithin5s(machine, releases), /cannot be fetched: .*(closed|terminated)/);
        },
      );
      assert.match(await refusedWithin5s(machine, closed), /cannot be fetched: .*ECONNREFUSED/);
    }));

  it("is refused when the archive is cut off but the answer was complete", () =>
    onMachine(async (machine) => {
      const archive = await archiveOf(machine, "3.259.0");
      await withServer(
        (_request, response) => response.end(archive.subarray(0, archive.length - 40)),
        async (releases) => {
          assert.match(await refusedWithin5s(machine, releases), /^the archive cannot be unpacked: .* \(was the download cut off\?\)$/);
        },
      );
    }));

  it("is refused when the archive holds another version, or no archive came", () =>
    onMachine(async (machine) => {
      const archive = await archiveOf(machine, "3.258.0");
      await withServer(
        (_request, response) => response.end(archive),
        async (releases) => {
          assert.match(await refusedWithin5s(machine, releases), /reports version 3\.258\.0, not 3\.259\.0$/);
        },
      );
      await withServer(
        (_request, response) => response.end("<html>log in to the hotel's network</html>"),
        async (releases) => {
          assert.match(await refusedWithin5s(machine, releases), /^the archive cannot be unpacked/);
        },
      );
    }));

  it("goes through the proxy of the environment", () =>
    onMachine(async (machine) => {
      const asked: (string | undefined)[] = [];
      const proxy = createServer();
      proxy.on("connect", (request, socket) => {
        asked.push(request.url);
        socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      });
      proxy.listen(0, "127.0.0.1");
      await new Promise((resolve) => proxy.once("listening", resolve));
      try {
        const HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
        const behindProxy = { ...machine, environment: { ...machine.environment, HTTPS_PROXY } };
        assert.match(await refusedWithin5s(behindProxy, "https://releases.invalid/sdk/"), /cannot be fetched: /);
        assert.deepEqual(asked, ["releases.invalid:443"]);
      } finally {
        await new Promise((resolve) => proxy.close(resolve));
      }
    }));

  it("is refused on a machine that Pulumi has no archive for, without asking", () =>
    onMachine(async (machine) => {
      const source = { releases: "http://127.0.0.1:1/", patienceMs: 4000, platform: "win32", arch: "x64" } as const;
      assert.deepEqual(await takeFromDownload(machine.environment, source), {
        refused: "there is no archive for win32 on x64 that this project can unpack",
      });
      assert.equal(existsSync(join(machine.cache, "pulumi-msgsms")), false);
    }));
});
