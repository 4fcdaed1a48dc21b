import { spawn, type ChildProcess } from "node:child_process";

/** How a run of `pulumi` ended, and what it wrote. */
export interface PulumiRun {
  /** `not found`, `time limit` and `too much` are ends that `pulumi` did not choose. */
  end: number | "not found" | "time limit" | "too much";
  stdout: string;
  stderr: string;
}

/** Runs `pulumi` with these words. Nobody is asked anything. */
export type RunPulumi = (words: readonly string[]) => Promise<PulumiRun>;

interface Place {
  /** The program to run, by path or by name. */
  command: string;
  folder: string;
  environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until it is killed with all that it started. */
  limit: number;
}

/** Bytes of each stream; the state of tens of thousands of resources. */
const mostOutput = 256 * 1024 * 1024;

/**
 * Runs `pulumi` without a terminal and without its options from the environment, such as PULUMI_OPTION_SHOW_SECRETS.
 * It ends within the limit, whatever the program and its children do.
 */
export const runPulumi =
  ({ command, folder, environment, limit }: Place): RunPulumi =>
  (words) =>
    new Promise<PulumiRun>((resolve, reject) => {
      const given = Object.entries(environment).filter(([name]) => !name.startsWith("PULUMI_OPTION_"));
      const env = { ...Object.fromEntries(given), PULUMI_SKIP_UPDATE_CHECK: "true" };
      // A group of its own: its children hold the pipes open, and must end with it.
      const detached = process.platform !== "win32";
      const child = spawn(command, [...words], { cwd: folder, env, detached, stdio: ["ignore", "pipe", "pipe"] });
      const written = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
      const finish = (end: PulumiRun["end"]) => {
        clearTimeout(timer);
        endAll(child);
        resolve({ end, stdout: textOf(written.stdout), stderr: textOf(written.stderr) });
      };
      const timer = setTimeout(() => finish("time limit"), limit);
      for (const stream of ["stdout", "stderr"] as const) {
        let bytes = 0;
        child[stream].on("data", (part: Buffer) => {
          bytes += part.length;
          if (bytes > mostOutput) finish("too much");
          else written[stream].push(part);
        });
      }
      child.on("error", (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        if (error.code === "ENOENT" || error.code === "EACCES") resolve({ end: "not found", stdout: "", stderr: "" });
        else reject(error);
      });
      child.on("close", (code) => finish(code ?? "time limit"));
    });

const textOf = (parts: readonly Buffer[]) => Buffer.concat(parts).toString("utf8");

function endAll(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    // It ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
