import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { parse } from "yaml";
import { runCommandLine, ownVersion, type OutputStream } from "../../provider/cli";
import { startEmulator, type RunningEmulator } from "../../provider/emulator";
import { chinaProject } from "../support/service/projects";
import type { Outcome, Scenario } from "./scenario";
import { pulumiWith } from "./scenario-pulumi";
import { accessKey, secretKey } from "./terminal";

/** Runs the command line of a scenario in this process, in a folder of its own that is removed afterwards. */
export async function runScenario(scenario: Scenario): Promise<Outcome> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "msgsms-scenario-")));
  try {
    for (const path of scenario.folders) mkdirSync(join(folder, path), { recursive: true });
    for (const { path, bytes } of scenario.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    return steady(
      await (scenario.service === undefined ? run(scenario, folder) : runWithService(scenario, scenario.service, folder)),
      folder,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** With the settings of an account at an emulator that has the given applications. */
async function runWithService(scenario: Scenario, service: string, folder: string): Promise<Outcome> {
  const emulator = await startEmulator({ accessKey, secretKey, clock: now });
  try {
    const applications = parse(service) as Partial<SeedApplication>[];
    emulator.control.seed({ applications: applications.map((application) => ({ projectId: chinaProject, ...application })) });
    const account = {
      HUAWEICLOUD_SDK_AK: accessKey,
      HUAWEICLOUD_SDK_SK: secretKey,
      HUAWEICLOUD_SDK_PROJECT_ID: chinaProject,
      HW_REGION_NAME: "cn-north-4",
      HUAWEICLOUD_SDK_REGION_MSGSMS_CN_NORTH_4: emulator.url,
    };
    return await run({ ...scenario, environment: { ...account, ...scenario.environment } }, folder);
  } finally {
    await emulator.close();
  }
}

type SeedApplication = NonNullable<Parameters<RunningEmulator["control"]["seed"]>[0]["applications"]>[number];

/** A day on which all given applications are launched. */
const now = () => new Date("2026-02-28T12:00:00Z");

async function run({ words, environment, terminal, stdin, files, stacks }: Scenario, folder: string): Promise<Outcome> {
  const said = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof said): OutputStream => ({
    write: (text) => void (said[name] += text),
    isTerminal: terminal !== undefined,
    columns: terminal ?? 80,
  });
  const exitCode = await runCommandLine(words, {
    folder,
    environment,
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    stdin: () => Promise.resolve(stdin),
    now,
    ...(stacks.length === 0 ? {} : { run: pulumiWith(stacks) }),
  });
  return { ...said, exitCode, written: writtenIn(folder, new Map(files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]))) };
}

/** The files that are new or changed. */
function writtenIn(folder: string, before: ReadonlyMap<string, string>): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
  const texts = paths.map((path) => [path, readFileSync(join(folder, path), "utf8")] as const);
  return new Map(texts.filter(([path, text]) => before.get(path) !== text));
}

/** What differs from run to run or from release to release becomes a word: FOLDER, VERSION, PORT. */
function steady({ stdout, stderr, exitCode, written }: Outcome, folder: string): Outcome {
  const version = new RegExp(`(?<![\\d.])${ownVersion().replaceAll(".", "\\.")}(?![\\d.])`, "g");
  const plain = (text: string) =>
    text
      .replaceAll(folder, "FOLDER")
      .replace(version, "VERSION")
      .replace(/127\.0\.0\.1:\d{5}/g, "127.0.0.1:PORT");
  return {
    stdout: plain(stdout),
    stderr: plain(stderr),
    exitCode,
    written: new Map([...written].map(([path, text]) => [path, plain(text)])),
  };
}
