import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ownersOf } from "../../disk";

/** As Pulumi itself looks for its project (sdk/go/common/workspace/paths.go). */
const projectFiles = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** The project's file that `pulumi` takes: in a folder, or in the nearest above it. */
function projectFile(folder: string): string | undefined {
  const file = projectFiles.map((name) => join(folder, name)).find(existsSync);
  if (file !== undefined) return file;
  const above = dirname(folder);
  return above === folder ? undefined : projectFile(above);
}

/**
 * Whether a folder belongs to a Pulumi program. In a folder above it, such as /tmp, anybody can put a project's file, so there it must be
 * the user's own.
 */
export function isInProgram(folder: string): boolean {
  const file = projectFile(folder);
  if (file === undefined) return false;
  // Windows has no such numbers.
  const us = process.getuid?.();
  return dirname(file) === folder || us === undefined || ownersOf(file).every((owner) => owner === us);
}

/** The name of the project; undefined where none can be read. */
export function projectName(folder: string): string | undefined {
  const file = projectFile(folder);
  return file === undefined ? undefined : /^[\s{]*"?name"?:\s*["']?([\w.-]+)/m.exec(readFileSync(file, "utf8"))?.[1];
}
