import { runProgram } from "../pulumi/run-program";

/** Five minutes: an SDK is 110 MB, a Node 120 MB. */
const limit = 300_000;

/**
 * Runs npm and gives what it printed.
 *
 * @param options.env the environment that it runs with; this process's own unless told
 * @throws Error with npm's own words
 */
export async function npm(args: readonly string[], { cwd, env = process.env }: { cwd: string; env?: NodeJS.ProcessEnv }): Promise<string> {
  const run = await runProgram("npm", args, { cwd, env, timeoutMs: limit });
  if (run.code !== 0) throw new Error(`npm ${args.join(" ")} ended with ${run.code ?? "a signal"}:\n${run.all}`);
  return run.stdout;
}
