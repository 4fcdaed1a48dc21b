import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderWith, foldersOnPath } from "../../../tools/pulumi/binaries";

/** A machine of its own: an empty PATH folder with `tar` and `gzip`, an empty cache, a module folder, and nothing of the real one. */
export interface Machine {
  bin: string;
  cache: string;
  /** Where the cache keeps the pinned release. */
  cachedBin: string;
  goModules: string;
  environment: NodeJS.ProcessEnv;
  printed: string[];
  print: (line: string) => void;
  folder: (name: string) => Promise<string>;
  script: (folder: string, name: string, body: string) => Promise<void>;
  /** A `pulumi` that reports this version, with the programs beside it. */
  pulumi: (folder: string, version: string, beside?: string[]) => Promise<void>;
}

export const nodeParts = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** Runs a test on a new machine and removes it. */
export async function onMachine(test: (machine: Machine) => Promise<void>): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "pulumi-msgsms-machine-"));
  try {
    await test(await machineIn(root));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function machineIn(root: string): Promise<Machine> {
  const folder = async (name: string): Promise<string> => {
    const path = join(root, name);
    await mkdir(path, { recursive: true });
    return path;
  };
  const script = async (into: string, name: string, body: string): Promise<void> => {
    await writeFile(join(into, name), `#!/bin/sh\n${body}\n`);
    await chmod(join(into, name), 0o755);
  };
  const [bin, cache, goModules] = [await folder("bin"), await folder("cache"), await folder("modules")];
  for (const tool of ["tar", "gzip", "chmod"]) {
    const real = await folderWith(tool, foldersOnPath(process.env));
    if (real === undefined) throw new Error(`these tests need ${tool} on PATH`);
    await symlink(join(real, tool), join(bin, tool));
  }
  for (const module of ["cli", "host"]) {
    await writeFile(join(await folder(`modules/${module}`), "go.mod"), `module fake/${module}\n\ngo 1.25.11\n`);
  }
  const printed: string[] = [];
  return {
    bin,
    cache,
    cachedBin: join(cache, "pulumi-msgsms", "pulumi-v3.259.0", "bin"),
    goModules,
    environment: { PATH: bin, HOME: root, XDG_CACHE_HOME: cache },
    printed,
    print: (line) => void printed.push(line),
    folder,
    script,
    pulumi: async (into, version, beside = nodeParts) => {
      await mkdir(into, { recursive: true });
      await script(into, "pulumi", `[ "$1" = version ] && echo v${version}`);
      for (const name of beside) await script(into, name, "exit 0");
    },
  };
}
