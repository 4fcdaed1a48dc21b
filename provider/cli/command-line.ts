import { Command, CommanderError } from "commander";
import { ForeseenError } from "../errors/foreseen-error";
import { commands } from "./commands";
import { exitCodeOf, exitCodes, type ExitCode } from "./exit-codes";
import { ownVersion } from "./own-version";
import type { Shell } from "./shell";

const example = `Examples:
  $ msgsms validate sms-applications.yaml
  $ msgsms emulator --port 8080
`;

const notes = `
Exit codes:
  0  done, and nothing was found
  1  something is wrong with what was looked at, for example a manifest
  2  wrong use of the command, configuration, or an address or folder that cannot be used
  3  the service refused or did not answer
  4  a fault of msgsms itself`;

/** Runs `msgsms` with the words of a command line, and gives the exit code. Everything foreseen is told on the shell. */
export async function runCommandLine(words: readonly string[], shell: Shell): Promise<ExitCode> {
  let code: ExitCode = exitCodes.success;
  try {
    const program = await programFor(words, shell, (given) => (code = given));
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof ForeseenError) shell.stderr.write(`error: ${error.message}\n`);
    else if (!(error instanceof CommanderError)) {
      shell.stderr.write(`msgsms failed in a way that it does not know; please report this: ${stackOf(error)}\n`);
    }
    return exitCodeOf(error);
  }
}

/** The command line with the code of just the command that `words` name. */
async function programFor(words: readonly string[], shell: Shell, done: (code: ExitCode) => void): Promise<Command> {
  const program = new Command("msgsms").description("Keeps Huawei Cloud Message & SMS applications as code.");
  program.addHelpText("before", example).addHelpText("after", notes);
  program.option("-V, --version", "show the version").on("option:version", () => {
    shell.stdout.write(`${ownVersion()}\n`);
    throw new CommanderError(0, "commander.version", "");
  });
  for (const { name, summary, load } of commands) {
    program.addCommand((words.includes(name) ? (await load())(shell, done) : new Command(name)).summary(summary));
  }
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: shell.stdout.write,
      writeErr: shell.stderr.write,
      getOutHelpWidth: () => shell.stdout.columns,
      getErrHelpWidth: () => shell.stderr.columns,
      outputError: (text, write) => write(`${text.trim().replaceAll("\n", " ")}\n`),
    });
  }
  return program;
}

const stackOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
