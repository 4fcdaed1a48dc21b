import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheRoot } from "../pulumi/cache";
import { npm } from "./npm";
import { nodePackage } from "./versions";

/** The folder with the `node` of exactly this version, from the registry; kept in the cache. */
export async function nodeFolder(version: string): Promise<string> {
  const root = cacheRoot(process.env);
  const kept = join(root, `node-v${version}`);
  const bin = join(kept, "node_modules", nodePackage, "bin");
  if (existsSync(join(bin, "node"))) return bin;
  await mkdir(root, { recursive: true });
  // Begun anew after a download that broke off; the name is taken only by what is whole.
  const making = await mkdtemp(join(root, ".making-"));
  try {
    await writeFile(join(making, "package.json"), '{ "private": true }\n');
    await npm(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", `${nodePackage}@${version}`], { cwd: making });
    await rm(kept, { recursive: true, force: true });
    await rename(making, kept);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return bin;
}
