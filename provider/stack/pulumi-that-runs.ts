import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import { systemCode } from "../disk";

/** Between the engine and its provider stand at most a shell or two (ENGINE-1). */
const mostParents = 5;

/**
 * The `pulumi` whose engine runs this process: the program of the nearest parent of that name, which only Linux shows by path,
 * else the one on PATH.
 */
export function pulumiThatRuns(parent = process.ppid): string {
  let pid: number | undefined = parent;
  for (let step = 0; step < mostParents && pid !== undefined && pid > 1; step += 1) {
    const program = programOf(pid);
    if (program !== undefined && basename(program) === "pulumi") return program;
    pid = parentOf(pid);
  }
  return "pulumi";
}

const programOf = (pid: number) => shown(() => readlinkSync(`/proc/${pid}/exe`));

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
