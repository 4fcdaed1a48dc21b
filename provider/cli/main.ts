#!/usr/bin/env node
import { runCommandLine } from "./command-line";
import { exitCodes } from "./output/exit-codes";
import { inaccessible } from "./output/inaccessible";
import type { OutputStream, Shell } from "./shell";
import { heading } from "../messages";

const stream = (target: NodeJS.WriteStream): OutputStream => ({
  write: (text) => void target.write(text),
  // Absent, and so false, on a stream that is not a terminal.
  isTerminal: target.isTTY,
  columns: target.isTTY ? target.columns : 80,
});

async function standardInput(limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Uint8Array);
    length += (chunk as Uint8Array).length;
    if (length > limit) break;
  }
  return Buffer.concat(chunks, Math.min(length, limit + 1));
}

/**
 * Whoever reads the output may stop early, as `head` does. That is not a fault, and the exit code stays what it is. Anything else, such as a
 * full disk, is told once: a report that is not whole must not look like one.
 */
function heed(target: NodeJS.WriteStream, name: string): void {
  let isTold = false;
  target.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    process.exitCode = exitCodes.usage;
    if (isTold) return;
    isTold = true;
    process.stderr.write(`error: ${heading(inaccessible("write", name, error).told)}\n`);
  });
}

heed(process.stdout, "standard output");
heed(process.stderr, "standard error");

const shell: Shell = {
  folder: process.cwd(),
  environment: process.env,
  stdout: stream(process.stdout),
  stderr: stream(process.stderr),
  stdin: standardInput,
  now: () => new Date(),
};

// The exit code is left for the end of the process: what is still on its way to a pipe is written first.
void runCommandLine(process.argv.slice(2), shell).then((code) => (process.exitCode ??= code));
