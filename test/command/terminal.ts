import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommandLine, type OutputStream, type Shell } from "../../provider/cli";
import { startEmulator, type RunningEmulator } from "../../provider/emulator";
import type { RunPulumi } from "../../provider/stack";
import { chinaProject, europeanProject } from "../support/service/projects";

export const accessKey = "emulator-key-of-the-tests";
export const secretKey = "hunter2-secret-key";

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  environment?: Record<string, string | undefined>;
  /** In the place of child processes; without it a command that starts one fails the test. */
  run?: RunPulumi;
  /** Below the terminal's folder; the folder itself when absent. */
  folder?: string;
  /** By how many milliseconds this machine's clock is ahead. */
  ahead?: number;
}

/**
 * A user's terminal in a folder of its own, and an emulator in this process. After each run no key and no secret is in any output or
 * new file, and the service has seen nothing but GET.
 */
export class Terminal {
  readonly folder = mkdtempSync(join(tmpdir(), "msgsms-service-"));
  private readonly given = new Set<string>();

  private constructor(readonly emulator: RunningEmulator) {}

  static async open(): Promise<Terminal> {
    const emulator = await startEmulator({ accessKey, secretKey });
    return new Terminal(emulator);
  }

  async close(): Promise<void> {
    await this.emulator.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Forgets applications, faults, requests and files. */
  clear(): void {
    this.emulator.control.reset();
    for (const name of readdirSync(this.folder)) rmSync(join(this.folder, name), { recursive: true, force: true });
    this.given.clear();
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
    this.given.add(name);
  }

  read = (name: string): string => readFileSync(join(this.folder, name), "utf8");

  /** Applications made by hand; their ids. */
  seed(...applications: NonNullable<Parameters<RunningEmulator["control"]["seed"]>[0]["applications"]>): string[] {
    return this.emulator.control.seed({ applications }).map(({ id }) => id);
  }

  /** Settings of the China account, as the configuration file has them. */
  configure(more = ""): void {
    this.write(
      "msgsms.config.yaml",
      `account:\n  cloudRegion: cn-north-4\n  projectId: "${chinaProject}"\n  endpoint: ${this.emulator.url}\n${more}`,
    );
  }

  /** The same with the profile `europe`. */
  configureProfiles(): void {
    const europe = `{cloudRegion: eu-west-101, projectId: "${europeanProject}", endpoint: "${this.emulator.url}"}`;
    this.configure(`  profiles:\n    europe: ${europe}\n`);
  }

  /** That the configuration file was used is not among what was said: nearly every run has one. */
  async msgsms(words: string, { environment = {}, run = noPulumi, ahead = 0, folder = "." }: RunOptions = {}): Promise<Ran> {
    const [stdout, stderr] = [captured(), captured()];
    const shell: Shell = {
      folder: join(this.folder, folder),
      environment: {
        HUAWEICLOUD_SDK_AK: accessKey,
        HUAWEICLOUD_SDK_SK: secretKey,
        HOME: this.folder,
        XDG_STATE_HOME: join(this.folder, "state"),
        ...environment,
      },
      stdout: stdout.stream,
      stderr: stderr.stream,
      stdin: () => Promise.resolve(new Uint8Array()),
      now: () => new Date(Date.now() + ahead),
      run,
    };
    const code = await runCommandLine(words.split(" ").filter(Boolean), shell);
    const ran = {
      code,
      stdout: stdout.text(),
      stderr: stderr.text().replace(`Settings from ${join(this.folder, "msgsms.config.yaml")}.\n`, ""),
    };
    this.requireClean(ran);
    return ran;
  }

  private requireClean({ stdout, stderr }: Ran): void {
    const { control } = this.emulator;
    const keys = control.applications({ secrets: true }).flatMap(({ appKey = "", appSecret = "" }) => [appKey, appSecret]);
    const written = readdirSync(this.folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !this.given.has(entry.name))
      .map(({ name }) => this.read(name));
    for (const secret of [secretKey, accessKey, "hunter2", ...keys]) {
      for (const text of [stdout, stderr, ...written]) assert.ok(!text.includes(secret), `a secret was shown: ${text}`);
    }
    const methods = control.requests().requests.map(({ method }) => method);
    assert.deepEqual(
      [...new Set(methods)].filter((method) => method !== "GET"),
      [],
    );
    assert.doesNotMatch(stderr, /\n +at /);
  }
}

/** What `pulumi` answers, by the first words of its command line. */
export function pulumi(answers: Record<string, string | { code: number; stderr: string }>): RunPulumi & { asked: string[] } {
  const asked: string[] = [];
  const run: RunPulumi = (words) => {
    const line = ["pulumi", ...words].join(" ");
    asked.push(line);
    const answer = Object.entries(answers).find(([begin]) => line.startsWith(begin))?.[1];
    if (answer === undefined) return noPulumi([]);
    if (typeof answer === "string") return Promise.resolve({ end: 0, stdout: answer, stderr: "" });
    return Promise.resolve({ end: answer.code, stdout: "hunter2-stdout", stderr: answer.stderr });
  };
  return Object.assign(run, { asked });
}

/** `pulumi stack export`. */
export const exported = (resources: readonly object[] = [], pending: readonly object[] = []): string =>
  JSON.stringify({ version: 3, deployment: { resources, pending_operations: pending } });

/** `pulumi config --json --show-secrets`. */
export const stackConfig = (settings: Record<string, unknown>): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(settings).map(([key, value]) => [
        `msgsms:${key}`,
        { value: typeof value === "string" ? value : JSON.stringify(value), secret: key === "secretKey" },
      ]),
    ),
  );

const noPulumi: RunPulumi = () => Promise.resolve({ end: "not found", stdout: "", stderr: "" });

function captured(): { stream: OutputStream; text: () => string } {
  let text = "";
  return { stream: { write: (part) => void (text += part), isTerminal: false, columns: 80 }, text: () => text };
}
