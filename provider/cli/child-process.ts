import { execFile } from "node:child_process";
import type { ProgramRun, RunProgram } from "./shell";

/** Milliseconds that a program may take; `pulumi` may ask a backend on the other side of the world. */
const patience = 120_000;
/** Bytes; the state of thousands of resources. */
const mostOutput = 256 * 1024 * 1024;

/** Runs a program in the shell's folder, with its environment, and without a terminal: nobody is asked anything. */
export const runChildProcess: RunProgram = (program, words, { folder, environment }) =>
  new Promise<ProgramRun | undefined>((resolve, reject) => {
    const options = { cwd: folder, env: environment, timeout: patience, maxBuffer: mostOutput };
    const child = execFile(program, [...words], options, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else if (error.code === "ENOENT" || error.code === "EACCES") resolve(undefined);
      else if (typeof error.code === "string") reject(new Error(`${program} could not be run (${error.code})`, { cause: error }));
      else resolve({ code: error.code ?? null, stdout, stderr });
    });
    child.stdin?.end();
  });
