import { readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { cliName, languageHostName, type WayResult } from "./binaries";
import { fillCache } from "./cache";
import { withoutAccounts } from "./environment";
import { runProgram } from "./run-program";
import { isAtLeast, languageHostVersion, pinnedVersion, versionIn } from "./version";

export interface BuildSource {
  /** Folder with the Go modules `cli` and `host`. */
  modules: string;
  /** Told every ten seconds how long the build has been running. */
  print: (line: string) => void;
}

interface Part {
  module: "cli" | "host";
  name: string;
  packageName: string;
  version: string;
}

/** Two modules, because the CLI needs the newest SDK and the last fetchable language host an old one. The small one first: it fails fast. */
const parts: readonly Part[] = [
  {
    module: "host",
    name: languageHostName,
    packageName: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    version: languageHostVersion,
  },
  { module: "cli", name: cliName, packageName: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", version: pinnedVersion },
];

const progressMs = 10_000;
/** About 4 minutes on 2 idle cores with an empty Go cache; 10 were measured on busy ones. */
const buildTimeoutMs = 45 * 60_000;

/** A build from the Go module proxy with the machine's own Go. */
export async function takeFromBuild(environment: NodeJS.ProcessEnv, source: BuildSource): Promise<WayResult> {
  const go = await usableGo(environment, source.modules);
  if ("refused" in go) return go;
  const started = Date.now();
  source.print(`Building pulumi ${pinnedVersion} with ${go.version}: this takes some minutes, once.`);
  const timer = setInterval(() => {
    source.print(`Building pulumi ${pinnedVersion}: ${Math.round((Date.now() - started) / 1000)} s`);
  }, progressMs);
  try {
    return await fillCache(environment, async (binFolder) => {
      for (const part of parts) {
        const refused = await buildPart(part, binFolder, environment, source.modules);
        if (refused !== undefined) return refused;
      }
      return undefined;
    });
  } finally {
    clearInterval(timer);
  }
}

async function usableGo(environment: NodeJS.ProcessEnv, modules: string): Promise<{ version: string } | { refused: string }> {
  const needed = /^go (\S+)$/m.exec(await readFile(join(modules, "cli", "go.mod"), "utf8"))?.[1];
  if (needed === undefined) return { refused: `${join(modules, "cli", "go.mod")} names no Go version` };
  try {
    const run = await runProgram("go", ["env", "GOVERSION"], { env: goEnvironment(environment), timeoutMs: 20_000 });
    const version = run.stdout.trim();
    if (run.code !== 0 || !versionIn(version)) return { refused: `"go env GOVERSION" failed: ${lastLines(run.all)}` };
    return isAtLeast(version, needed) ? { version } : { refused: `Go has version ${version}; go${needed} or newer is needed` };
  } catch (error) {
    return { refused: `Go cannot be started (${error instanceof Error ? error.message : String(error)})` };
  }
}

async function buildPart(part: Part, binFolder: string, environment: NodeJS.ProcessEnv, modules: string): Promise<string | undefined> {
  // Without the version in the binary Pulumi's own version checks misbehave.
  const linkerFlags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${part.version}`;
  const tags = "osusergo,grpcnotrace";
  const args = ["build", "-mod=readonly", "-trimpath", "-tags", tags, "-ldflags", linkerFlags, "-o", binFolder + sep, part.packageName];
  const run = await runProgram("go", args, {
    cwd: join(modules, part.module),
    env: goEnvironment(environment),
    timeoutMs: buildTimeoutMs,
  });
  if (run.timedOut) return `the build of ${part.name} did not end within ${buildTimeoutMs / 60_000} minutes`;
  return run.code === 0 ? undefined : `the build of ${part.name} failed: ${lastLines(run.stderr)}`;
}

/** The committed go.mod and go.sum alone decide: a go.work above the repository must not, nor a newer toolchain fetched on the way. */
function goEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...withoutAccounts(environment), GOWORK: "off", GOTOOLCHAIN: "local" };
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-3).join("; ").slice(0, 600);
}
