import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommandLine } from "../../provider/cli";
import { readPages, repositoryRoot } from "../support/docs/pages";
import { unknownFlags } from "../support/docs/pulumi-help";
import { commandsOf, shownCommands } from "../support/docs/shell-commands";
import { linesOfRepository } from "../support/docs/sources";

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

  it("are ready to copy into a shell: a URN holds a $, and a protected resource is deleted from the state by force only", () => {
    const commandLines = linesOfRepository()
      .filter(({ path }) => path === "README.md" || /^(docs|schemas\/catalogue|provider)\//.test(path))
      .flatMap(({ text, place }) =>
        [...text.matchAll(/pulumi (?:state|up|refresh|destroy|import)\b[^`|]*/g)].map(([line]) => ({ line, place })),
      );
    const bare = commandLines.filter(({ line }) => /(?<!')(?:<urn>|\{urn\})/i.test(line));
    const refused = commandLines.filter(({ line }) => /^pulumi state delete (?!--force)/.test(line));
    assert.deepEqual([...bare, ...refused], []);
    assert.ok(commandLines.some(({ line }) => line.startsWith("pulumi state delete --force '<urn>'")));
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
});

async function msgsmsHelp(command: string): Promise<string> {
  let help = "";
  const stream = { write: (text: string) => void (help += text), isTerminal: false, columns: 200 };
  const shell = {
    folder: repositoryRoot,
    environment: {},
    stdout: stream,
    stderr: stream,
    stdin: () => Promise.resolve(new Uint8Array()),
    now: () => new Date(),
  };
  assert.equal(await runCommandLine([command, "--help"], shell), 0, help);
  assert.match(help, new RegExp(`^Usage: msgsms ${command}`, "m"));
  return help;
}
