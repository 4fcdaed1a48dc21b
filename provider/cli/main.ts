#!/usr/bin/env node
import { runCommandLine } from "./command-line";
import type { OutputStream, Shell } from "./shell";

const stream = (target: NodeJS.WriteStream): OutputStream => ({
  write: (text) => void target.write(text),
  // Absent, and so false, on a stream that is not a terminal.
  isTerminal: target.isTTY,
  columns: target.isTTY ? target.columns : 80,
});

async function standardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

// Whoever reads the output may stop early, as `head` does. That is not a fault, and the exit code stays what it is.
for (const target of [process.stdout, process.stderr]) {
  target.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const shell: Shell = {
  folder: process.cwd(),
  environment: process.env,
  stdout: stream(process.stdout),
  stderr: stream(process.stderr),
  stdin: standardInput,
  now: () => new Date(),
};

// The exit code is left for the end of the process: what is still on its way to a pipe is written first.
void runCommandLine(process.argv.slice(2), shell).then((code) => (process.exitCode = code));
