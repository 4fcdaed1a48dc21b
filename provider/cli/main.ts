#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { ForeseenError } from "../errors/foreseen-error";

/** A command of `msgsms`. Its code is read only when it is used: most runs need one command, and need it fast. */
interface LazyCommand {
  name: string;
  summary: string;
  load: () => Promise<Command>;
}

const commands: readonly LazyCommand[] = [
  {
    name: "emulator",
    summary: "run a local management API for tests and trials",
    load: async () => (await import("./emulator.js")).emulatorCommand(),
  },
];

const exitCodes = { success: 0, findings: 1, usage: 2, remote: 3, internal: 4 } as const;

const example = `Example:
  $ msgsms emulator --port 8080
`;

const notes = `
Exit codes:
  0  done
  1  something is wrong with what was looked at, for example a manifest
  2  wrong use of the command, configuration, or an address or folder that cannot be used
  3  the service refused or did not answer
  4  a fault of msgsms itself`;

/** The command line with the code of just the commands that `words` name. */
async function commandLine(words: readonly string[]): Promise<Command> {
  const program = new Command("msgsms").description("Keeps Huawei Cloud Message & SMS applications as code.");
  program.addHelpText("before", example).addHelpText("after", notes);
  program.option("-V, --version", "show the version").on("option:version", () => {
    process.stdout.write(`${ownVersion()}\n`);
    throw new CommanderError(0, "commander.version", "");
  });
  for (const { name, summary, load } of commands) {
    program.addCommand((words.includes(name) ? await load() : new Command(name)).summary(summary));
  }
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ outputError: (text, write) => write(`${text.trim().replaceAll("\n", " ")}\n`) });
  }
  return program;
}

function ownVersion(): string {
  const manifest = JSON.parse(readFileSync(require.resolve("pulumi-msgsms/package.json"), "utf8")) as { version: string };
  return manifest.version;
}

/** The exit code for a failure; prints what the user must know about it. A stack is for faults of our own only. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
  if (error instanceof ForeseenError) {
    process.stderr.write(`error: ${error.message}\n`);
    return exitCodeOfGroup(error.code);
  }
  process.stderr.write(`msgsms failed in a way that it does not know; please report this: ${stackOf(error)}\n`);
  return exitCodes.internal;
}

// The groups of codes are those of ForeseenError.
function exitCodeOfGroup(code: string): number {
  if (/^SMS[45]/.test(code)) return exitCodes.usage;
  return code.startsWith("SMS3") ? exitCodes.remote : exitCodes.findings;
}

const stackOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** Runs `msgsms` with the words of a command line; the exit code is left in `process.exitCode`. */
async function main(words: readonly string[]): Promise<void> {
  try {
    await (await commandLine(words)).parseAsync(words, { from: "user" });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

void main(process.argv.slice(2));
