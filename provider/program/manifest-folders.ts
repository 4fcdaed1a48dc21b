import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Where the relative path of a manifest counts from: the folder that the program runs in, then the project's. They differ for a
 * compiled program, because the engine runs it in the folder of what `main` names.
 *
 * @param folder absolute path of the folder that the program runs in
 */
export function manifestFolders(folder: string): [string, ...string[]] {
  const project = projectOf(folder);
  return project === undefined || project === folder ? [folder] : [folder, project];
}

// The SDK's own answer is missing with older language hosts, and for inline programs it is the word "rootDirectory".
function projectOf(folder: string): string | undefined {
  if (["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((name) => existsSync(join(folder, name)))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : projectOf(above);
}
