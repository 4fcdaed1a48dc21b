import { Command, CommanderError } from "commander";
import { ForeseenError } from "../messages";
import { commands, type LazyCommand } from "./commands";
import { findConfiguration, type Configuration } from "./configuration/configuration";
import { exitCodeOf, exitCodes, type ExitCode } from "./output/exit-codes";
import { flag } from "./flags";
import { ownVersion } from "./own-version";
import type { Shell } from "./shell";

const example = `Examples:
  $ msgsms validate sms-applications.yaml
  $ msgsms drift sms-applications.yaml --stack prod
  $ msgsms doctor
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
  for (const command of commands) {
    program.addCommand(
      (words.includes(command.name) ? await loaded(command, shell, done) : new Command(command.name)).summary(command.summary),
    );
  }
  for (const command of [program, ...program.commands]) speakingTo(shell, command);
  return program;
}

/** A command with its flags, and with what the configuration file says of them. */
async function loaded({ load, configurable }: LazyCommand, shell: Shell, done: (code: ExitCode) => void): Promise<Command> {
  let configuration: Configuration | undefined;
  const read = () => {
    if (configuration === undefined) throw new Error("the configuration is read before an action, and not earlier");
    return configuration;
  };
  const command = (await load())(shell, done, read);
  if (!configurable) return command;
  command.addOption(flag(undefined, "--config <file>", "configuration file; else msgsms.config.yaml here or in a folder above"));
  return command.hook("preAction", async () => {
    configuration = await findConfiguration(command.opts<ConfigFlag>().config, shell.folder);
    if (configuration.file === undefined) return;
    const { applyConfiguration } = await import("./configuration/configured.js");
    await applyConfiguration(command, configuration, shell.folder);
  });
}

interface ConfigFlag {
  config?: string;
}

function speakingTo({ stdout, stderr }: Shell, command: Command): void {
  command.exitOverride().configureOutput({
    writeOut: stdout.write,
    writeErr: stderr.write,
    getOutHelpWidth: () => stdout.columns,
    getErrHelpWidth: () => stderr.columns,
    outputError: (text, write) => write(`${text.trim().replaceAll("\n", " ")}\n`),
  });
}

const stackOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
