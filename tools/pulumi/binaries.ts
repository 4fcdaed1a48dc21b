import { access, constants, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { withoutAccounts } from "./environment";
import { runProgram } from "./run-program";
import { versionIn } from "./version";

/** What one way gives: the folder with a working `pulumi`, or the reason why not, as the end of a sentence. */
export type WayResult = { taken: { version: string; binFolder: string } } | { refused: string };

export const cliName = "pulumi";
export const languageHostName = "pulumi-language-nodejs";
/** Starts the dynamic provider's server; a shell script in the root of the npm package `@pulumi/pulumi`. */
export const launcherName = "pulumi-resource-pulumi-nodejs";

/** A start of the 115 MB binary from a cold disk takes a few seconds. */
const versionTimeoutMs = 15_000;

/** The absolute folders of PATH, in order. A relative one would depend on where the program runs. */
export function foldersOnPath(environment: NodeJS.ProcessEnv): string[] {
  return (environment["PATH"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
}

/** The first of the folders that holds an executable file of this name. */
export async function folderWith(name: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) if (await isExecutable(join(folder, name))) return folder;
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    // Missing, not ours to run, or behind a folder that cannot be read: in each case not one to take.
    return false;
  }
}

/** The version that a `pulumi` binary reports, such as `3.259.0`, or the reason why it reports none. */
export async function reportedVersion(binary: string, environment: NodeJS.ProcessEnv): Promise<{ version: string } | { refused: string }> {
  const env = { ...withoutAccounts(environment), PULUMI_SKIP_UPDATE_CHECK: "true" };
  try {
    const run = await runProgram(binary, ["version"], { env, timeoutMs: versionTimeoutMs });
    if (run.timedOut) return { refused: `${binary} did not answer "pulumi version" within ${versionTimeoutMs / 1000} s` };
    const version = versionIn(run.stdout);
    if (run.code !== 0 || !version) {
      return { refused: `${binary} does not report a version (exit code ${run.code ?? "none"}${firstLine(run.all)})` };
    }
    return { version };
  } catch (error) {
    return { refused: `${binary} does not run: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function firstLine(text: string): string {
  const line = text.trim().split("\n")[0];
  return line ? `, output: ${line.slice(0, 200)}` : "";
}

/** Whether a folder holds a `pulumi` of exactly this version and the Node language host. */
export async function checkBinFolder(binFolder: string, wanted: string, environment: NodeJS.ProcessEnv): Promise<WayResult> {
  for (const name of [cliName, languageHostName]) {
    if ((await folderWith(name, [binFolder])) === undefined) return { refused: `${join(binFolder, name)} does not exist or cannot be run` };
  }
  const answer = await reportedVersion(join(binFolder, cliName), environment);
  if ("refused" in answer) return answer;
  if (answer.version !== wanted) return { refused: `${join(binFolder, cliName)} reports version ${answer.version}, not ${wanted}` };
  return { taken: { version: wanted, binFolder } };
}
