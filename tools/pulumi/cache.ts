import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { systemCode } from "../../provider/disk";
import { checkBinFolder, type WayResult } from "./binaries";
import { pinnedVersion } from "./version";

const makingPrefix = ".making-";
const dayMs = 24 * 60 * 60_000;

/** Our folder under `XDG_CACHE_HOME`, or under `~/.cache` (XDG base directory specification: a relative value is ignored). */
export function cacheRoot(environment: NodeJS.ProcessEnv): string {
  const given = environment["XDG_CACHE_HOME"];
  const base = given && isAbsolute(given) ? given : join(environment["HOME"] ?? homedir(), ".cache");
  return join(base, "pulumi-msgsms");
}

/** Where the cache keeps the binaries of the pinned release. */
function cachedBinFolder(root: string): string {
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
  await removeLeftOvers(root);
  const making = await mkdtemp(join(root, makingPrefix));
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

/** A killed build cannot clean up: its folder may hold 130 MB. One that is younger than a day may still be at work. */
async function removeLeftOvers(root: string): Promise<void> {
  const names = (await readdir(root)).filter((name) => name.startsWith(makingPrefix));
  for (const path of names.map((name) => join(root, name))) {
    const found = await stat(path).catch(ignoreMissing);
    if (found && Date.now() - found.mtimeMs > dayMs) await rm(path, { recursive: true, force: true });
  }
}

async function moveIntoCache(making: string, environment: NodeJS.ProcessEnv): Promise<WayResult> {
  const kept = dirname(cachedBinFolder(cacheRoot(environment)));
  if (await movedTo(kept, making)) return takeFromCache(environment);
  // Somebody was faster, and theirs is as good; or what stands there does not work.
  const other = await takeFromCache(environment);
  if ("taken" in other) return other;
  const aside = `${kept}.broken-${randomUUID()}`;
  await rename(kept, aside).catch(ignoreMissing);
  await movedTo(kept, making);
  await rm(aside, { recursive: true, force: true });
  return takeFromCache(environment);
}

/** Whether the folder could be moved there: a folder that is not empty cannot be replaced. */
async function movedTo(kept: string, making: string): Promise<boolean> {
  try {
    await rename(making, kept);
    return true;
  } catch (error) {
    if (["ENOTEMPTY", "EEXIST"].includes(systemCode(error) ?? "")) return false;
    throw error;
  }
}

function ignoreMissing(error: unknown): undefined {
  if (systemCode(error) !== "ENOENT") throw error;
}
