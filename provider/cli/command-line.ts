import { Command as Parser, CommanderError } from "commander";
import { block, ForeseenError } from "../messages";
import type { ListedCommand } from "./command";
import { commands } from "./commands";
import { contextOf } from "./context";
import { exitCodeOf, exitCodes, exitCodesHelp, type ExitCode } from "./output/exit-codes";
import { ownVersion } from "./own-version";
import { examplesHelp, parserOf, speakOn } from "./parser";
import type { Shell } from "./shell";

const examples = [
  "msgsms validate sms-applications.yaml",
  "msgsms drift sms-applications.yaml --stack prod",
  "msgsms doctor",
  "msgsms emulator --port 8080",
];

/** Runs `msgsms` with the words of a command line, and gives the exit code. Everything foreseen is told on the shell. */
export async function runCommandLine(words: readonly string[], shell: Shell): Promise<ExitCode> {
  let code: ExitCode = exitCodes.success;
  try {
    const program = await programFor(words, shell, (given) => (code = given));
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof ForeseenError) shell.stderr.write(`error: ${block(error.told, { more: true })}\n`);
    else if (!(error instanceof CommanderError)) {
      shell.stderr.write(`error: internal error; please report this:\n${stackOf(error)}\n`);
    }
    return exitCodeOf(error);
  }
}

/** The command line with the code of just the command that `words` name. */
async function programFor(words: readonly string[], shell: Shell, ended: (code: ExitCode) => void): Promise<Parser> {
  const program = new Parser("msgsms").description("Keeps Huawei Cloud Message & SMS applications as code.");
  program.addHelpText("before", examplesHelp(examples)).addHelpText("after", `\n${exitCodesHelp}`);
  program.option("-V, --version", "show the version").on("option:version", () => showVersion(shell));
  for (const listed of commands) {
    program.addCommand(
      words.includes(listed.name) ? await runnable(listed, shell, ended) : new Parser(listed.name).summary(listed.summary),
    );
  }
  for (const parser of [program, ...program.commands]) speakOn(shell, parser);
  return program;
}

async function runnable(listed: ListedCommand, shell: Shell, ended: (code: ExitCode) => void): Promise<Parser> {
  const { command } = await listed.load();
  const parser = parserOf(listed, command);
  return parser.action(async () => ended(await command.run(await contextOf(parser, command, { shell, commands }))));
}

function showVersion({ stdout }: Shell): void {
  stdout.write(`${ownVersion()}\n`);
  throw new CommanderError(0, "commander.version", "");
}

const stackOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
