import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { cacheRoot } from "../../tools/pulumi/cache";
import { runProgram } from "../../tools/pulumi/run-program";

const packages = ["package.json", "package-lock.json"];

/**
 * Installs the programs that ours is compared with, in the versions of the lock file beside this one, into our cache folder,
 * and gives the folder. Later calls find them there.
 *
 * @throws Error with npm's words when they cannot be installed
 */
export async function installedPeers(environment: NodeJS.ProcessEnv): Promise<string> {
  const lock = await readFile(join(__dirname, "package-lock.json"));
  const kept = join(cacheRoot(environment), `bench-validate-${createHash("sha256").update(lock).digest("hex").slice(0, 16)}`);
  if (existsSync(kept)) return kept;
  await mkdir(cacheRoot(environment), { recursive: true });
  const making = await mkdtemp(join(cacheRoot(environment), ".making-"));
  try {
    for (const name of packages) await copyFile(join(__dirname, name), join(making, name));
    process.stderr.write("Installing the peers (once, 85 MB).\n");
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const run = await runProgram(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: making,
      env: environment,
      timeoutMs: 600_000,
    });
    if (run.code !== 0) throw new Error(`npm ci ended with ${String(run.code)}:\n${run.all}`);
    // At one stroke: a half installation is never taken for a whole one.
    await rename(making, kept);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return kept;
}

/** A program with its arguments. */
export type CommandLine = readonly [program: string, ...args: string[]];

/** The command lines of the peers, run by the same Node as ours and without npx. */
export interface Peers {
  ajv: (files: string) => CommandLine;
  spectral: (files: string) => CommandLine;
  redocly: (file: string, configuration: string, most: number) => CommandLine;
}

/**
 * @param folder where they are installed
 * @param rules folder with what writeRules writes
 */
export function peersIn(folder: string, rules: string): Peers {
  const script = (...path: string[]) => [process.execPath, join(folder, "node_modules", ...path)] as const;
  const schema = ["-s", join(rules, "schema.json")];
  return {
    ajv: (files) => [
      ...script("ajv-cli", "dist", "index.js"),
      ...["validate", "--spec=draft2020", "--strict=false", "--all-errors", "--errors=json", "-c", "ajv-formats", ...schema, "-d", files],
    ],
    spectral: (files) => [...script("@stoplight", "spectral-cli", "dist", "index.js"), "lint", "-r", join(rules, "spectral.json"), files],
    redocly: (file, configuration, most) => [
      ...script("@redocly", "cli", "bin", "cli.js"),
      ...["lint", "--config", join(rules, configuration), "--max-problems", String(most), file],
    ],
  };
}

/** Variables under which the peers neither send nor ask for anything. */
export const quietEnvironment = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" };
