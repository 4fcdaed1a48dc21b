import { chmod, constants, copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { SmsStack } from "../../test/support/pulumi/sms-stack";
import { findPulumi } from "../../tools/pulumi/command-line";
import { runProgram } from "../../tools/pulumi/run-program";

/** A run of `pulumi` with what it did about the state of its own stack. */
export interface ReadingRun {
  what: string;
  /** Seconds. */
  wall: number;
  /** How often it ran `pulumi stack export`, and the seconds of that. */
  exports: number[];
}

const declared = (count: number, further = "") =>
  `const { SmsApplication } = require("pulumi-msgsms");\nfor (let i = 0; i < ${String(count)}; i++) new SmsApplication("a" + i, { market: "chinese-mainland", name: "name_" + i${further} });\n`;
const project = "name: shop\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n";

/** The runs of a stack's life, in order; `creates` are those that may read the state. */
const life: readonly { what: string; index: string; words: readonly string[]; creates: boolean }[] = [
  { what: "preview of a first application", index: declared(1), words: ["preview"], creates: true },
  { what: "up of a first application", index: declared(1), words: ["up", "--yes", "--skip-preview"], creates: true },
  { what: "preview, unchanged", index: declared(1), words: ["preview"], creates: false },
  { what: "up, unchanged", index: declared(1), words: ["up", "--yes"], creates: false },
  {
    what: "up, a setting changed",
    index: declared(1, ', uplinkDestination: "https://sms.example.com/in"'),
    words: ["up", "--yes"],
    creates: false,
  },
  { what: "refresh", index: declared(1, ', uplinkDestination: "https://sms.example.com/in"'), words: ["refresh", "--yes"], creates: false },
  {
    what: "up of 20 further ones",
    index: declared(21, ', uplinkDestination: "https://sms.example.com/in"'),
    words: ["up", "--yes", "--skip-preview"],
    creates: true,
  },
];

/** Goes through the life of a stack, with the state readable or not. @throws Error when a run that creates nothing read the state */
export async function lifeWithReading(readable: boolean): Promise<ReadingRun[]> {
  const tools = await mkdtemp(join(tmpdir(), "pulumi-msgsms-tools-"));
  const { binFolder } = await findPulumi();
  // Under another name the engine is not known as the parent, so the `pulumi` of PATH is asked: one that writes down what it is asked.
  const engine = join(tools, "engine");
  await copyFile(join(binFolder, "pulumi"), engine, constants.COPYFILE_FICLONE);
  await writeFile(join(tools, "exports"), "");
  if (readable) {
    const script = `began=$(date +%s%N)\n"${engine}" "$@"\ncode=$?\necho $began $(date +%s%N) >> "${join(tools, "exports")}"\nexit $code\n`;
    await writeFile(join(tools, "pulumi"), `#!/bin/sh\n${script}`);
    await chmod(join(tools, "pulumi"), 0o755);
  }
  const PATH = [tools, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter);
  for (const part of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) await copyFile(join(binFolder, part), join(tools, part));
  const sms = await SmsStack.start({ "Pulumi.yaml": project, "index.js": "" }, { env: { PATH }, timeoutMs: 120_000 });
  try {
    await sms.control("POST", "seed", { quota: 100, applications: [] });
    const runs: ReadingRun[] = [];
    for (const { what, index, words, creates } of life) {
      await sms.stack.write("index.js", index);
      await writeFile(join(tools, "exports"), "");
      const began = performance.now();
      const quiet = ["--non-interactive", "--color", "never"];
      const { code, all } = await runProgram(engine, [...words, ...quiet], {
        cwd: sms.stack.folder,
        env: sms.stack.env,
        timeoutMs: 120_000,
      });
      const wall = (performance.now() - began) / 1_000;
      if (code !== 0 || all.includes("SMS2215") !== (creates && !readable)) throw new Error(`${what} ended with ${String(code)}:\n${all}`);
      const exports = (await readFile(join(tools, "exports"), "utf8")).trim().split("\n").filter(Boolean).map(seconds);
      if (exports.length !== (readable && creates ? 1 : 0)) throw new Error(`${what} read the state ${String(exports.length)} times`);
      runs.push({ what, wall, exports });
    }
    return runs;
  } finally {
    await sms.stop();
    await rm(tools, { recursive: true, force: true });
  }
}

function seconds(line: string): number {
  const [began = 0, ended = 0] = line.split(" ").map(Number);
  return (ended - began) / 1e9;
}
