import { randomUUID } from "node:crypto";
import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ForeseenError, message, plain, type Shown } from "../../provider/messages";
import { launcherName, type WayResult } from "./binaries";
import { takeFromBuild } from "./build";
import { takeFromCache } from "./cache";
import { officialReleases, takeFromDownload, type DownloadSource } from "./download";
import { takeFromPath } from "./path";
import { minimumVersion, pinnedVersion } from "./version";

type PulumiSource = "path" | "cache" | "download" | "build";

export interface PulumiCommandLine {
  source: PulumiSource;
  /** Such as `3.259.0`. */
  version: string;
  /** Folder with `pulumi`, to be put first on PATH (see `hermeticEnvironment`). */
  binFolder: string;
}

export interface FindPulumiOptions {
  /** PATH, HOME and XDG_CACHE_HOME are read from it, and the note about what was announced is written into it; `process.env` unless told. */
  environment?: NodeJS.ProcessEnv;
  /** Where the official archives are and how long to wait for them. */
  download?: Partial<DownloadSource>;
  /** Folder with the Go modules `cli` and `host`. */
  goModules?: string;
  /** Gets one line about what was taken, and the progress of a build; standard error unless told. */
  print?: (line: string) => void;
}

const titles: Record<PulumiSource, string> = {
  path: "on PATH",
  cache: "in the cache",
  download: "by download",
  build: "by a build with Go",
};

/** Inherited by child processes, so that a whole process tree says only once which `pulumi` it uses. */
const announcedVariable = "MSGSMS_PULUMI_ANNOUNCED";

let found: Promise<PulumiCommandLine> | undefined;

/**
 * The `pulumi` that demo and tests use: the user's own, else the cached one, else the official download, else a build with Go.
 * Says on standard error which one it took. Without options it looks only once in a process.
 *
 * @throws ForeseenError SMS5901 with the reason of each way, if there is none
 */
export function findPulumi(options?: FindPulumiOptions): Promise<PulumiCommandLine> {
  if (options) return find(options);
  return (found ??= find({}));
}

async function find(options: FindPulumiOptions): Promise<PulumiCommandLine> {
  const environment = options.environment ?? process.env;
  const print = options.print ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const modules = options.goModules ?? __dirname;
  const ways: [PulumiSource, () => Promise<WayResult>][] = [
    ["path", () => takeFromPath(environment)],
    ["cache", () => takeFromCache(environment)],
    ["download", () => download(environment, options.download)],
    ["build", () => takeFromBuild(environment, { modules, print })],
  ];
  const reasons: Record<string, Shown> = {};
  for (const [source, take] of ways) {
    const result = await take();
    if ("refused" in result) {
      reasons[titles[source]] = plain(result.refused);
      continue;
    }
    if (source !== "path") await placeLauncher(result.taken.binFolder);
    const commandLine = { source, ...result.taken };
    announce(commandLine, environment, print);
    return commandLine;
  }
  const values = { minimum: plain(minimumVersion), pinned: plain(pinnedVersion) };
  throw new ForeseenError(message("SMS5901", { values, facts: reasons, do: ["install", "connect", "go"] }));
}

function download(environment: NodeJS.ProcessEnv, source: Partial<DownloadSource> = {}): Promise<WayResult> {
  const { platform, arch } = process;
  return takeFromDownload(environment, { releases: officialReleases, patienceMs: 4000, platform, arch, ...source });
}

function announce({ source, version, binFolder }: PulumiCommandLine, environment: NodeJS.ProcessEnv, print: (line: string) => void): void {
  const line = `Using pulumi ${version}, found ${titles[source]}: ${binFolder}`;
  if (environment[announcedVariable] === binFolder) return;
  environment[announcedVariable] = binFolder;
  print(line);
}

/** Puts the dynamic provider's launcher beside the binaries. Copied at each use, so that it is always the one of the installed SDK. */
async function placeLauncher(binFolder: string): Promise<void> {
  const source = await readFile(join(dirname(require.resolve("@pulumi/pulumi/package.json")), launcherName), "utf8");
  const target = join(binFolder, launcherName);
  const present = await readFile(target, "utf8").catch(() => undefined);
  if (present === source) return;
  const written = `${target}.${randomUUID()}`;
  await writeFile(written, source);
  await chmod(written, 0o755);
  await rename(written, target);
}
