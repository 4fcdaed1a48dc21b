import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPulumi } from "../../../tools/pulumi/command-line";
import { hermeticEnvironment } from "../../../tools/pulumi/environment";
import { runProgram } from "../../../tools/pulumi/run-program";
import { readPages, repositoryRoot } from "./pages";
import { commandsOf, shownCommands, type ShownCommand } from "./shell-commands";

const commands = shownCommands(readPages());
const of = (program: string) => commands.filter(({ words }) => words[0] === program);

/** Programs that every machine of a reader has; their words are not ours to check. */
const everywhere = ["cd", "cp", "curl", "export", "mkdir"];

describe("docs: commands", () => {
  it("are split into words as a shell does", () => {
    assert.deepEqual(commandsOf("mkdir sms && cd 'my sms' # a comment"), [
      ["mkdir", "sms"],
      ["cd", "my sms"],
    ]);
    assert.deepEqual(commandsOf("A=1 npx msgsms emulator --port 4010; export B=2"), [
      ["npx", "msgsms", "emulator", "--port", "4010"],
      ["export", "B=2"],
    ]);
    assert.deepEqual(commandsOf("# only a comment"), []);
  });

  it("are all of a program that is checked here or that every machine has", () => {
    const known = ["npm", "npx", "msgsms", "pulumi", ...everywhere];
    const strange = commands.filter(({ words: [program = ""] }) => !known.includes(program));
    assert.deepEqual(strange, []);
    assert.ok(of("pulumi").length >= 20 && of("npm").length >= 4 && of("npx").length >= 4, "the pages lost their commands");
  });

  it("of npm are scripts of package.json or part of npm", () => {
    const { scripts } = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8")) as { scripts: Record<string, string> };
    const wrong = of("npm").filter(({ words: [, command = "", script = ""] }) => {
      if (command === "run") return scripts[script] === undefined;
      return command === "test" ? scripts["test"] === undefined : !["install", "pack"].includes(command);
    });
    assert.deepEqual(wrong, []);
  });

  it("of msgsms exist, with their flags, in its own help", async () => {
    const ours = commands.flatMap(({ place, words }) => {
      if (words[0] === "npx") return [{ place, words: words.slice(1) }];
      return words[0] === "msgsms" ? [{ place, words }] : [];
    });
    assert.deepEqual(
      ours.filter(({ words }) => words[0] !== "msgsms"),
      [],
    );
    const helps = new Map<string, string>();
    for (const name of new Set(ours.map(({ words: [, command = ""] }) => command))) helps.set(name, await msgsmsHelp(name));
    const wrong = ours.filter(({ words: [, command = "", ...rest] }) => unknownFlags(rest, helps.get(command) ?? "").length > 0);
    assert.deepEqual(wrong, []);
  }).timeout(30_000);

  it("of pulumi exist, with their flags, in the help of the real pulumi", async () => {
    const { binFolder } = await findPulumi();
    const problems = await Promise.all(
      [...uniqueCommands(of("pulumi"))].map(async ([line, { place, words }]) => {
        const problem = await pulumiProblem(binFolder, words.slice(1));
        return problem === undefined ? [] : [`${place}: ${line}: ${problem}`];
      }),
    );
    assert.deepEqual(problems.flat(), []);
  }).timeout(120_000);

  it("of pulumi that do not exist would be found", async () => {
    const { binFolder } = await findPulumi();
    assert.match((await pulumiProblem(binFolder, ["stack", "outputs", "x"])) ?? "", /no such command/);
    assert.match((await pulumiProblem(binFolder, ["rename"])) ?? "", /no such command/);
    assert.match((await pulumiProblem(binFolder, ["up", "--now"])) ?? "", /--now/);
    assert.equal(await pulumiProblem(binFolder, ["stack", "output", "consoleChanges"]), undefined);
  }).timeout(30_000);
});

/** One of each command line. */
const uniqueCommands = (list: readonly ShownCommand[]) => new Map(list.map((command) => [command.words.join(" "), command]));

const flagsIn = (words: readonly string[]) => words.filter((word) => word.startsWith("-")).map((word) => word.replace(/=.*/, ""));

const unknownFlags = (words: readonly string[], help: string) =>
  flagsIn(words).filter((flag) => !new RegExp(`(^|[\\s,])${flag}[\\s,=]`, "m").test(help));

async function msgsmsHelp(command: string): Promise<string> {
  const args = ["--import", "tsx", join(repositoryRoot, "provider", "cli", "main.ts"), command, "--help"];
  const run = await runProgram(process.execPath, args, { cwd: repositoryRoot, env: process.env, timeoutMs: 20_000 });
  assert.equal(run.code, 0, run.all);
  assert.match(run.stdout, new RegExp(`^Usage: msgsms ${command}`, "m"));
  return run.stdout;
}

/** What is wrong with a command of pulumi, by its own help; undefined when nothing is. */
async function pulumiProblem(binFolder: string, words: readonly string[]): Promise<string | undefined> {
  const nothing = join(tmpdir(), "pulumi-msgsms-help");
  const env = hermeticEnvironment({ binFolder, home: nothing, backendFolder: nothing, passphrase: "" });
  const names = words.slice(
    0,
    Math.max(
      0,
      [...words, "-"].findIndex((word) => !/^[a-z][a-z-]*$/.test(word)),
    ),
  );
  const run = await runProgram(join(binFolder, "pulumi"), [...names, "--help"], { env, timeoutMs: 20_000 });
  if (run.code !== 0) return `help ended with ${run.code ?? "a signal"}: ${run.all}`;
  const usage = /^Usage:\n +pulumi((?: [a-z][a-z-]*)*)/m.exec(run.stdout)?.[1]?.trim().split(" ").filter(Boolean) ?? [];
  const aliases = /^Aliases:\n +(.*)$/m.exec(run.stdout)?.[1]?.split(", ") ?? [];
  const given = names
    .slice(0, usage.length)
    .map((name, index) => (index === usage.length - 1 && aliases.includes(name) ? usage[index] : name));
  // The help of a command that does not exist is that of the nearest one above it, which then has commands of its own.
  const hasCommands = usage.length === 0 || /^Available Commands:/m.test(run.stdout);
  if (usage.join(" ") !== given.join(" ") || (hasCommands && words.length > usage.length && !words[usage.length]?.startsWith("-"))) {
    return `no such command, help is of: pulumi ${usage.join(" ")}`;
  }
  const unknown = unknownFlags(words, run.stdout);
  return unknown.length === 0 ? undefined : `no such flag: ${unknown.join(", ")}`;
}
