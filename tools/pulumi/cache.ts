import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { checkBinFolder, type WayResult } from "./binaries";
import { pinnedVersion } from "./version";

/** Our folder under `XDG_CACHE_HOME`, or under `~/.cache` (XDG base directory specification: a relative value is ignored). */
export function cacheRoot(environment: NodeJS.ProcessEnv): string {
  const given = environment["XDG_CACHE_HOME"];
  const base = given && isAbsolute(given) ? given : join(environment["HOME"] ?? homedir(), ".cache");
  return join(base, "pulumi-msgsms");
}

/** Where the cache keeps the binaries of the pinned release. */
export function cachedBinFolder(root: string): string {
  return join(root, `pulumi-v${pinnedVersion}`, "bin");
}

/** The binaries that an earlier download or build left. */
export async function takeFromCache(environment: NodeJS.ProcessEnv): Promise<WayResult> {
  return checkBinFolder(cachedBinFolder(cacheRoot(environment)), pinnedVersion, environment);
}

/**
 * Lets `fill` put the binaries into a new folder and moves that folder into the cache in one step, once they work.
 * A half download or a killed build is therefore never taken, and two at once do not harm each other: the first one stays.
 */
export async function fillCache(
  environment: NodeJS.ProcessEnv,
  fill: (binFolder: string) => Promise<string | undefined>,
): Promise<WayResult> {
  const root = cacheRoot(environment);
  await mkdir(root, { recursive: true });
  const making = await mkdtemp(join(root, ".making-"));
  try {
    const binFolder = join(making, "bin");
    await mkdir(binFolder);
    const refused = await fill(binFolder);
    if (refused !== undefined) return { refused };
    const checked = await checkBinFolder(binFolder, pinnedVersion, environment);
    if ("refused" in checked) return checked;
    return await moveIntoCache(making, environment);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function moveIntoCache(making: string, environment: NodeJS.ProcessEnv): Promise<WayResult> {
  const other = await takeFromCache(environment);
  if ("taken" in other) return other;
  const kept = dirname(cachedBinFolder(cacheRoot(environment)));
  // What stands there does not work (we have just looked). A non-empty folder cannot be renamed over, so it is moved away first.
  const aside = `${kept}.broken-${randomUUID()}`;
  await rename(kept, aside).catch(ignoreMissing);
  try {
    await rename(making, kept);
  } catch (error) {
    // Somebody else's folder may have come in between; then theirs is as good, and the check below says so.
    if (!isCode(error, "ENOTEMPTY") && !isCode(error, "EEXIST")) throw error;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return takeFromCache(environment);
}

function ignoreMissing(error: unknown): void {
  if (!isCode(error, "ENOENT")) throw error;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
