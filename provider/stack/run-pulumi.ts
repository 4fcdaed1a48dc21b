import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import type { Readable } from "node:stream";
import { systemCode } from "../disk";

/** How a run of `pulumi` ended, and what it wrote. */
export interface PulumiRun {
  /** An exit code, the signal of somebody else, or an end that `pulumi` did not choose. */
  end: number | NodeJS.Signals | "not found" | "not started" | "time limit" | "too much";
  /** Whole where it ended by itself, else empty. */
  stdout: string;
  /** The beginning of what it says to people, or why it could not be started. */
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

/** Bytes; the state of tens of thousands of resources. */
const mostOutput = 256 * 1024 * 1024;
/** What comes later on standard error is read and dropped. */
const mostSaid = 64 * 1024;
/** Milliseconds in which what it wrote last must arrive: a child that it left behind may hold the pipes open for ever. */
const patience = 1_000;

/**
 * Runs `pulumi` without a terminal and without its options from the environment, such as PULUMI_OPTION_SHOW_SECRETS.
 * It ends within the limit, whatever the program and its children do, and not later than this process.
 */
export const runPulumi =
  ({ command, folder, environment, limit }: Place): RunPulumi =>
  (words) =>
    new Promise<PulumiRun>((resolve) => {
      const given = Object.entries(environment).filter(([name]) => !/^PULUMI_OPTION_/i.test(name));
      const env = { ...Object.fromEntries(given), PULUMI_SKIP_UPDATE_CHECK: "true" };
      const child = started(() => spawn(command, [...words], { ...alone, cwd: folder, env }));
      if ("reason" in child) {
        resolve({ end: "not started", stdout: "", stderr: child.reason });
        return;
      }
      const output = limited(child.stdout, mostOutput, () => cutShort("too much"));
      const said = limited(child.stderr, mostSaid);
      const endWithUs = () => endAll(child);
      const timers = [setTimeout(() => cutShort("time limit"), limit)];
      const settle = (run: Partial<PulumiRun> & Pick<PulumiRun, "end">) => {
        timers.forEach((timer) => clearTimeout(timer));
        process.off("exit", endWithUs);
        for (const stream of [child.stdout, child.stderr]) stream?.destroy();
        resolve({ stdout: "", stderr: said.text(), ...run });
      };
      const cutShort = (end: "time limit" | "too much") => {
        endAll(child);
        settle({ end });
      };
      const ended = (code: number | null, signal: NodeJS.Signals | null) =>
        settle({ end: code ?? signal ?? "not started", stdout: output.text() });
      process.once("exit", endWithUs);
      child.once("error", ({ code, message }: NodeJS.ErrnoException) =>
        settle(code === "ENOENT" ? { end: "not found" } : { end: "not started", stderr: message }),
      );
      child.once("exit", (code, signal) => timers.push(setTimeout(() => ended(code, signal), patience)));
      child.once("close", ended);
    });

const isWindows = process.platform === "win32";

/** A group and a session of its own: no terminal that a question could be asked on, and its children end with it. */
const alone: SpawnOptions = { detached: !isWindows, stdio: ["ignore", "pipe", "pipe"], windowsHide: true };

/** Some of the system's refusals are thrown, such as that of too large an environment; the others come as an event. */
function started(start: () => ChildProcess): ChildProcess | { reason: string } {
  try {
    return start();
  } catch (error) {
    if (error instanceof Error && systemCode(error) !== undefined) return { reason: error.message };
    throw error;
  }
}

/** The first bytes of a stream, which is read to its end; `onMore` is called when there are more. */
function limited(stream: Readable | null, most: number, onMore?: () => void): { text: () => string } {
  const parts: Buffer[] = [];
  let bytes = 0;
  stream?.on("data", (part: Buffer) => {
    if (bytes + part.length <= most) parts.push(part);
    else onMore?.();
    bytes = Math.min(bytes + part.length, most);
  });
  return { text: () => Buffer.concat(parts).toString("utf8") };
}

function endAll({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(isWindows ? pid : -pid, "SIGKILL");
  } catch (error) {
    // It ended meanwhile.
    if (systemCode(error) !== "ESRCH") throw error;
  }
}
