import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPulumi, type RunPulumi } from "../../../provider/stack";

/** A `pulumi` that is a shell script, in a folder of its own. */
export interface ScriptedPulumi {
  folder: string;
  /** Runs it as the provider runs `pulumi`, with these variables beside PATH. */
  running: (limit: number, variables?: Record<string, string>) => RunPulumi;
  /** The process numbers that the script wrote into the file `pids` of its folder. */
  pids: () => Promise<number[]>;
}

/** Runs a test with a script in the place of `pulumi`. */
export async function withScript(body: string, test: (script: ScriptedPulumi) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-msgsms-script-"));
  const command = join(folder, "pulumi");
  await writeFile(command, `#!/bin/sh\n${body}\n`);
  await chmod(command, 0o755);
  const running: ScriptedPulumi["running"] = (limit, variables = {}) =>
    runPulumi({ command, folder, environment: { PATH: process.env["PATH"], ...variables }, limit });
  const pids = async () => (await readFile(join(folder, "pids"), "utf8")).trim().split(/\s+/).map(Number);
  try {
    await test({ folder, running, pids });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether a process runs; one that has ended and was not yet collected does not. */
export async function runs(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "State: X");
  return !/^State:\s+[XZ]/m.test(status);
}
