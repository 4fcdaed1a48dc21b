import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { WayResult } from "./binaries";
import { fillCache } from "./cache";
import { withoutAccounts } from "./environment";
import { runProgram } from "./run-program";
import { pinnedVersion } from "./version";

/** Folder of Pulumi's official releases. */
export const officialReleases = "https://get.pulumi.com/releases/sdk/";

export interface DownloadSource {
  /** Address of the folder that holds the archive, with a slash at the end. */
  releases: string;
  /** Milliseconds until the first byte must be there, from the start on, and the longest pause after it. Without a network nobody shall wait longer. */
  patienceMs: number;
  platform: NodeJS.Platform;
  arch: string;
}

/** Extracting 100 MB takes seconds; a hanging `tar` must end some day. */
const extractTimeoutMs = 120_000;

/** Name of the release archive for a machine, or undefined if Pulumi has no `tar.gz` for it. */
export function archiveName(platform: NodeJS.Platform, arch: string): string | undefined {
  if (!["linux", "darwin"].includes(platform) || !["x64", "arm64"].includes(arch)) return undefined;
  return `pulumi-v${pinnedVersion}-${platform}-${arch}.tar.gz`;
}

/** Pulumi's official release, for people with internet. */
export async function takeFromDownload(environment: NodeJS.ProcessEnv, source: DownloadSource): Promise<WayResult> {
  const name = archiveName(source.platform, source.arch);
  if (name === undefined) return { refused: `there is no archive for ${source.platform} on ${source.arch} that this project can unpack` };
  const address = new URL(name, source.releases).href;
  return fillCache(environment, async (binFolder) => {
    const archive = join(binFolder, "..", name);
    const refused = await fetchInto(archive, address, source.patienceMs, environment);
    return refused ?? (await extract(archive, binFolder, environment));
  });
}

/** Writes what is at the address into a file; gives the reason if that fails. */
async function fetchInto(file: string, address: string, patienceMs: number, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  // Loaded only when it is this way's turn: it costs a third of a second.
  const { EnvHttpProxyAgent, fetch } = await import("undici");
  // Companies put a proxy before the internet; Node's own fetch would not ask it.
  const dispatcher = new EnvHttpProxyAgent(proxiesIn(environment));
  const silence = new AbortController();
  const onSilence = (): void => silence.abort();
  let timer = setTimeout(onSilence, patienceMs);
  try {
    const response = await fetch(address, { dispatcher, signal: silence.signal });
    if (!response.ok || response.body === null) return `${address} answered with status ${response.status}`;
    const chunks = Readable.fromWeb(response.body);
    chunks.on("data", () => {
      clearTimeout(timer);
      timer = setTimeout(onSilence, patienceMs);
    });
    await pipeline(chunks, createWriteStream(file), { signal: silence.signal });
    return undefined;
  } catch (error) {
    if (silence.signal.aborted) return `${address} sent nothing for ${patienceMs / 1000} s`;
    return `${address} cannot be fetched: ${causeOf(error)}`;
  } finally {
    clearTimeout(timer);
    await dispatcher.destroy();
  }
}

function proxiesIn(environment: NodeJS.ProcessEnv): Record<"httpProxy" | "httpsProxy" | "noProxy", string> {
  const value = (name: string): string => environment[name.toLowerCase()] ?? environment[name] ?? "";
  return { httpProxy: value("HTTP_PROXY"), httpsProxy: value("HTTPS_PROXY"), noProxy: value("NO_PROXY") };
}

/** `fetch` says only "fetch failed" and keeps what happened in the cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return error.cause.message || error.message;
  return error.message;
}

async function extract(archive: string, binFolder: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    const run = await runProgram("tar", ["-xzf", archive, "-C", binFolder, "--strip-components", "1"], {
      env: withoutAccounts(environment),
      timeoutMs: extractTimeoutMs,
    });
    if (run.code === 0) return undefined;
    return `the archive cannot be unpacked: ${run.stderr.trim().split("\n")[0] ?? ""} (was the download cut off?)`;
  } catch (error) {
    return `tar does not run: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    await rm(archive, { force: true });
  }
}
