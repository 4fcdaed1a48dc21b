import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import { systemCode } from "../disk";

/** Between the engine and its provider stand at most a shell or two (ENGINE-1). */
const mostParents = 5;

/** A `pulumi`, and the folder in which it finds the project and with it the backend. */
export interface PulumiPlace {
  /** By path, or by the name that PATH resolves. */
  command: string;
  folder: string;
}

/**
 * The `pulumi` whose engine runs this process: the program and the folder of the nearest parent of that name, which only Linux shows, else
 * the one on PATH, where this process is. That is the folder of the program, which `main` may put beside the project.
 */
export function pulumiThatRuns(parent = process.ppid): PulumiPlace {
  let pid: number | undefined = parent;
  for (let step = 0; step < mostParents && pid !== undefined && pid > 1; step += 1) {
    const command = linkOf(pid, "exe");
    const folder = linkOf(pid, "cwd");
    if (command !== undefined && folder !== undefined && basename(command) === "pulumi") return { command, folder };
    pid = parentOf(pid);
  }
  return { command: "pulumi", folder: process.cwd() };
}

const linkOf = (pid: number, what: "exe" | "cwd") => shown(() => readlinkSync(`/proc/${pid}/${what}`));

function parentOf(pid: number): number | undefined {
  const status = shown(() => readFileSync(`/proc/${pid}/status`, "utf8"));
  const parent = /^PPid:\s*(\d+)$/m.exec(status ?? "")?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/** What the system shows of a process; nothing where there is no such folder, or where the process ended or is another user's. */
function shown(read: () => string): string | undefined {
  try {
    return read();
  } catch (error) {
    if (systemCode(error) !== undefined) return undefined;
    throw error;
  }
}
