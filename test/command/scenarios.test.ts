import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commands, reportFormatNames } from "../../provider/cli";
import { repositoryRoot } from "../support/docs/pages";
import { runScenario } from "./run-scenario";
import { parseScenario, scenarioWith } from "./scenario";
import { rewriting } from "../support/rewriting";

const folder = join(__dirname, "scenarios");
const files = readdirSync(folder).filter((name) => name.endsWith(".scenario"));
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");

/** scenarios/README.md says how to write one. */
describe("command: scenarios", () => {
  for (const file of files) {
    it(file.replace(/\.scenario$/, ""), async () => {
      const text = textOf(file);
      const scenario = parseScenario(text);
      const now = scenarioWith(scenario, await runScenario(scenario));
      if (rewriting) writeFileSync(join(folder, file), now);
      else assert.equal(now, text);
    });
  }

  it("show the help of every command", () => {
    const run = new Set(files.map((file) => parseScenario(textOf(file)).words.join(" ")));
    for (const words of ["--help", ...commands.map(({ name }) => `${name} --help`)])
      assert.ok(run.has(words), `no scenario runs msgsms ${words}`);
  });

  it("run commands that the configuration file has a part for when they say so", async () => {
    const { properties } = JSON.parse(readFileSync(join(repositoryRoot, "schemas", "command.schema.json"), "utf8")) as {
      properties: object;
    };
    const loaded = await Promise.all(commands.map(async ({ name, load }) => ({ name, ...(await load()) })));
    const configurable = loaded.filter(({ command }) => command.isConfigurable).map(({ name }) => name);
    assert.deepEqual(Object.keys(properties), ["account", ...configurable]);
  });

  it("show every format of a report", () => {
    const given = files.map((file) => parseScenario(textOf(file)).given).join("\n");
    for (const format of reportFormatNames) assert.match(given, new RegExp(`--format ${format}\\b`));
  });
});

describe("command: the form of scenarios", () => {
  const head = "# Says something.\n$ msgsms --version\n";

  it("reads files, folders, the standard input, the environment and the terminal", () => {
    const text = `${head}env: A=b c\nterminal: 100\n=== file a/b.yaml (bom, crlf)\nx\n=== folder c d\n=== stdin (no line break at the end)\ny\n=== service\n- {name: z}\n=== exit code\n0\n`;
    const { files: given, folders, stdin, service, environment, terminal, words } = parseScenario(text);
    assert.deepEqual(
      given.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]),
      [["a/b.yaml", "\u{FEFF}x\r\n"]],
    );
    assert.deepEqual(
      [folders, Buffer.from(stdin).toString(), service, environment, terminal, words],
      [["c d"], "y", "- {name: z}\n", { A: "b c" }, 100, ["--version"]],
    );
  });
  it("keeps words in quotes together", () => {
    const { words } = parseScenario(head.replace("--version", `validate 'a b' "c d" --x='e f' ''`));
    assert.deepEqual(words, ["validate", "a b", "c d", "--x=e f", ""]);
  });
  it("tells a wrong expectation", async () => {
    const scenario = parseScenario(head);
    const outcome = await runScenario(scenario);
    assert.equal(scenarioWith(scenario, outcome), `${head}=== stdout\nVERSION\n=== exit code\n0\n`);
    assert.notEqual(scenarioWith(scenario, { ...outcome, exitCode: 1 }), scenarioWith(scenario, outcome));
  });
  it("shows invisible characters, missing line breaks and written files", () => {
    const outcome = { stdout: "\u001B[1ma", stderr: "", exitCode: 1, written: new Map([["b.json", ""]]) };
    const expected = "=== stdout\n\\u001b[1ma\n(no line break at the end)\n=== written b.json\n=== exit code\n1\n";
    assert.equal(scenarioWith(parseScenario(head), outcome), head + expected);
  });
  it("refuses what it does not know", () => {
    const wrong = [
      "$ msgsms\n",
      "# Says something.\n",
      `${head}terminl: 1\n`,
      `${head}=== fil a\n`,
      `${head}=== file\n`,
      `${head}=== file a (crfl)\n`,
    ];
    for (const text of wrong) assert.throws(() => parseScenario(text), Error, text);
  });
  it("leaves the environment of the process as it was, and takes nothing from it", async () => {
    process.env["MSGSMS_VALIDATE_FORMAT"] = "no format";
    try {
      const before = { ...process.env };
      const outcome = await runScenario(parseScenario("# Has no manifest.\n$ msgsms validate -\nenv: MSGSMS_VALIDATE_QUIET=1\n"));
      assert.match(outcome.stdout, /SMS1108/);
      assert.deepEqual({ ...process.env }, before);
    } finally {
      delete process.env["MSGSMS_VALIDATE_FORMAT"];
    }
  });
});
