import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { secret } from "../../../provider/messages";
import type { ManagementApi } from "../../../provider/service";
import { createManagementApi } from "../../../provider/api";
import type { CloudRegion } from "../../../schemas/generated/cloud-regions";
import { withoutAccounts } from "../../../tools/pulumi/environment";
import { repositoryRoot } from "../../../tools/pulumi/linked-packages";
import { chinaProject, europeanProject } from "../service/projects";

export interface EmulatorProcess {
  /** Such as `http://127.0.0.1:41234`. */
  readonly url: string;
  /** A signed client for looking at what is alive; cn-north-4 unless told. */
  api(cloudRegion?: CloudRegion): ManagementApi;
  /** Asks it to end (SIGTERM) and gives its exit code. */
  stop(): Promise<number | null>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

/** The project ids and keys that the emulator has unless it is told others. */
const emulatorAccount = {
  accessKey: "emulator-access-key",
  secretKey: secret("emulator-secret-key"),
  projectIds: { "cn-north-4": chinaProject, "eu-west-101": europeanProject } as Partial<Record<CloudRegion, string>>,
};

const main = join(repositoryRoot, "dist", "provider", "cli", "main.js");
const startLimitMs = 10_000;
const stopLimitMs = 5_000;

/** Starts the emulator as users do, on a free loopback port. */
export async function startEmulator(...args: string[]): Promise<EmulatorProcess> {
  const child = spawn(process.execPath, [main, "emulator", "--port", "0", ...args], {
    env: withoutAccounts(process.env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit") as Promise<[number | null]>;
  try {
    const url = await addressOf(child);
    return {
      url,
      api: (cloudRegion = "cn-north-4") => apiOf(url, cloudRegion),
      stop: () => stop(child, ended),
      kill: () => end(child, "SIGKILL", ended),
    };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

function apiOf(endpoint: string, cloudRegion: CloudRegion): ManagementApi {
  const { accessKey, secretKey, projectIds } = emulatorAccount;
  const projectId = projectIds[cloudRegion];
  if (projectId === undefined) throw new Error(`the emulator has no project in ${cloudRegion} unless it is told one`);
  return createManagementApi({ cloudRegion, projectId, endpoint, accessKey, secretKey }, { clock: () => new Date() });
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let [output, problems] = ["", ""];
    const fail = (what: string): void => reject(new Error(`the emulator ${what}; it wrote: ${output}${problems}`));
    const timer = setTimeout(() => fail(`did not say its address within ${startLimitMs / 1000} s`), startLimitMs);
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with exit code ${code ?? "none"}`);
    });
    // Both streams are read to their end, or a full pipe would stop the emulator.
    child.stderr?.on("data", (chunk: Buffer) => (problems = (problems + chunk.toString()).slice(-4000)));
    child.stdout?.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(0, 4000);
      const address = /^msgsms emulator listening on (http:\/\/127\.0\.0\.1:\d+)\n/.exec(output)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}

async function stop(child: ChildProcess, ended: Promise<[number | null]>): Promise<number | null> {
  const timer = setTimeout(() => child.kill("SIGKILL"), stopLimitMs);
  child.kill("SIGTERM");
  const [code] = await ended;
  clearTimeout(timer);
  return code;
}

async function end(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<[number | null]>): Promise<void> {
  child.kill(signal);
  await ended;
}
