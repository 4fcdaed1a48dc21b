import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface RunOptions {
  cwd?: string;
  env: NodeJS.ProcessEnv;
  /** Milliseconds until the program is told to end. */
  timeoutMs: number;
}

export interface RunResult {
  /** Exit code; null if a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
  /** Standard output, then standard error. */
  all: string;
  timedOut: boolean;
}

/** How long a program may take to end after each signal. */
const patienceMs = 4000;

/**
 * Runs a program without a shell and without standard input, and gives what it wrote.
 * Its output goes to files: a pipe that closes early kills `pulumi` with SIGPIPE, which leaves the stack locked.
 * After the time limit it gets SIGINT (pulumi finishes the call under way), SIGINT again (pulumi stops its plugins), then SIGKILL.
 *
 * @throws the error of `spawn` (ENOENT, EACCES) if the program cannot be started
 */
export async function runProgram(file: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-msgsms-run-"));
  try {
    const [outPath, errPath] = [join(folder, "stdout"), join(folder, "stderr")];
    const [out, err] = [await open(outPath, "w"), await open(errPath, "w")];
    let end: { code: number | null; timedOut: boolean };
    try {
      const child = spawn(file, args, { cwd: options.cwd, env: options.env, stdio: ["ignore", out.fd, err.fd], shell: false });
      end = await endOf(child, options.timeoutMs);
    } finally {
      await Promise.all([out.close(), err.close()]);
    }
    const [stdout, stderr] = await Promise.all([readFile(outPath, "utf8"), readFile(errPath, "utf8")]);
    return { ...end, stdout, stderr, all: stdout + stderr };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function endOf(child: ChildProcess, timeoutMs: number): Promise<{ code: number | null; timedOut: boolean }> {
  return new Promise((resolve, reject) => {
    let timedOut = false;
    const timers = (["SIGINT", "SIGINT", "SIGKILL"] as const).map((signal, index) =>
      setTimeout(
        () => {
          timedOut = true;
          child.kill(signal);
        },
        timeoutMs + index * patienceMs,
      ),
    );
    const settle = (): void => timers.forEach((timer) => clearTimeout(timer));
    child.once("error", (error) => {
      settle();
      reject(error);
    });
    child.once("exit", (code) => {
      settle();
      resolve({ code, timedOut });
    });
  });
}
