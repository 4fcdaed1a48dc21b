import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheRoot } from "../pulumi/cache";

/** What is asked of an engine: documents by the schema of a path, and texts by patterns. */
export interface Question {
  schema: string;
  documents: readonly unknown[];
  patterns: readonly string[];
  texts: readonly string[];
}

/** Whether each document is valid, and whether each pattern (a row) matches each text. */
export interface Answer {
  documents: boolean[];
  patterns: boolean[][];
}

const limitMs = 5 * 60_000;

/** @throws Error with the program's own words when it cannot be started or fails */
function run(program: string, args: readonly string[], cwd?: string): string {
  const ended = spawnSync(program, args, { encoding: "utf8", timeout: limitMs, stdio: ["ignore", "pipe", "pipe"], cwd });
  if (ended.status === 0) return ended.stdout;
  throw new Error(`${program} ${args.join(" ")}: ${ended.error?.message ?? `${ended.stdout}${ended.stderr}`}`);
}

function withQuestion<T>(question: Question, ask: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-msgsms-schemas-"));
  try {
    const path = join(folder, "question.json");
    writeFileSync(path, JSON.stringify(question));
    return ask(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Go: its `regexp` (RE2) and santhosh-tekuri/jsonschema. The modules come from the module proxy. */
export const judgedByGo = (question: Question): Answer =>
  withQuestion(question, (path) => JSON.parse(run("go", ["run", ".", path], join(__dirname, "go"))) as Answer);

/** Python: its `re` and jsonschema. */
export const judgedByPython = (question: Question): Answer =>
  withQuestion(question, (path) => JSON.parse(run(inPython("python"), [join(__dirname, "python", "judge.py"), path])) as Answer);

/** check-jsonschema, as it is called in a pre-commit hook. @returns what it says; empty when all files are valid */
export function checkJsonschema(schema: string, files: readonly string[]): string {
  const args = ["--schemafile", schema, ...files];
  const ended = spawnSync(inPython("check-jsonschema"), args, { encoding: "utf8", timeout: limitMs, stdio: ["ignore", "pipe", "pipe"] });
  if (ended.error !== undefined) throw ended.error;
  return ended.status === 0 ? "" : ended.stdout + ended.stderr;
}

/** A program of an environment that has the pinned packages; it is made once. */
function inPython(program: string): string {
  const requirements = join(__dirname, "python", "requirements.txt");
  const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const folder = join(cacheRoot(process.env), `schema-engines-${hash}`);
  const ready = join(folder, "ready");
  if (!existsSync(ready)) {
    mkdirSync(folder, { recursive: true });
    run("python3", ["-m", "venv", "--clear", join(folder, "environment")]);
    run(join(folder, "environment", "bin", "python"), ["-m", "pip", "install", "--quiet", "--requirement", requirements]);
    writeFileSync(`${ready}.new`, "");
    renameSync(`${ready}.new`, ready);
  }
  return join(folder, "environment", "bin", program);
}
