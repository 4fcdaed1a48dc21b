import { realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cliName, folderWith, foldersOnPath, languageHostName, launcherName, reportedVersion, type WayResult } from "./binaries";
import { isAtLeast, minimumVersion } from "./version";

/** The `pulumi` that the user has: taken if it is new enough and its Node parts are on PATH or beside it. */
export async function takeFromPath(environment: NodeJS.ProcessEnv): Promise<WayResult> {
  const folders = foldersOnPath(environment);
  const binFolder = await folderWith(cliName, folders);
  if (binFolder === undefined) return { refused: "there is no pulumi" };
  const binary = join(binFolder, cliName);
  const answer = await reportedVersion(binary, environment);
  if ("refused" in answer) return answer;
  if (!isAtLeast(answer.version, minimumVersion)) {
    return { refused: `${binary} has version ${answer.version}; ${minimumVersion} or newer is needed` };
  }
  // A package manager links the command into a folder of its own; the engine looks beside the real file.
  const beside = dirname(await realpath(binary));
  for (const name of [languageHostName, launcherName]) {
    if ((await folderWith(name, [...folders, beside])) === undefined) {
      return { refused: `${binary} has no ${name} beside it or on PATH` };
    }
  }
  return { taken: { version: answer.version, binFolder } };
}
