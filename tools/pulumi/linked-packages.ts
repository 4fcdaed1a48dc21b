import { copyFile, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";

/** The root of this repository. */
export const repositoryRoot = join(__dirname, "..", "..");

/**
 * Gives a Pulumi project the packages that its program needs, as `npm install` would, without copying them.
 * `pulumi-msgsms` is a folder with links inside, not a link to the repository: the language host follows links and
 * reads every folder below `node_modules`, and the whole repository costs up to a second in each run.
 */
export async function linkPackages(projectFolder: string): Promise<void> {
  const modules = join(projectFolder, "node_modules");
  const own = join(modules, "pulumi-msgsms");
  await mkdir(own, { recursive: true });
  await copyFile(join(repositoryRoot, "package.json"), join(own, "package.json"));
  for (const folder of ["dist", "schemas"]) await symlink(join(repositoryRoot, folder), join(own, folder));
  await symlink(join(repositoryRoot, "node_modules", "@pulumi"), join(modules, "@pulumi"));
  await mkdir(join(modules, "@types"));
  await symlink(join(repositoryRoot, "node_modules", "@types", "node"), join(modules, "@types", "node"));
}
