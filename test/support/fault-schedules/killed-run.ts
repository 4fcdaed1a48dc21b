import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Stack } from "../pulumi/stack";
import type { Kill } from "./schedule";

/**
 * Runs `pulumi up` and ends it as told. A run that ends before its moment is left alone.
 *
 * @param created ends when the first creation has reached the service
 * @returns all that it wrote, and whether it was ended
 */
export async function killedUp(
  stack: Stack,
  kill: Kill,
  created: (running: () => boolean) => Promise<void>,
): Promise<{ output: string; struck: boolean }> {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-msgsms-killed-"));
  const file = join(folder, "output");
  const output = await open(file, "w");
  try {
    const child = spawn("pulumi", ["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never"], {
      cwd: stack.folder,
      env: stack.env,
      stdio: ["ignore", output.fd, output.fd],
    });
    const running = () => child.exitCode === null && child.signalCode === null;
    const ended = new Promise<void>((resolve, reject) => {
      child.once("exit", () => resolve());
      child.once("error", reject);
    });
    if (kill.from === "creation") await created(running);
    await Promise.race([pause(kill.afterMs), ended]);
    const struck = running();
    if (struck) await end(stack, kill, child);
    const limit = pause(60_000).then(() => child.kill("SIGKILL"));
    await Promise.race([ended, limit]);
    return { output: await readFile(file, "utf8"), struck };
  } finally {
    await output.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function end(stack: Stack, { whom, how }: Kill, child: ChildProcess): Promise<void> {
  if (whom !== "engine") for (const pid of await providersOf(stack)) signal(pid, "SIGKILL");
  if (whom === "provider") return;
  if (how !== "SIGINT twice") {
    child.kill(how);
    return;
  }
  child.kill("SIGINT");
  await pause(300);
  child.kill("SIGINT");
}

/** The numbers of the provider processes of a stack. */
export async function providersOf(stack: Stack): Promise<number[]> {
  const running = await stack.processes();
  return running.filter(({ command }) => command.includes("dynamic-provider")).map(({ pid }) => pid);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
