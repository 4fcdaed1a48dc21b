import { Argument, Command } from "commander";
import { commands } from "../../commands";
import { bash } from "./bash";
import type { CompletedCommand } from "./completed-command";
import { fish } from "./fish";
import { zsh } from "./zsh";
import { exitCodes, type ExitCode } from "../../output/exit-codes";
import type { Shell } from "../../shell";

const scripts = { bash, zsh, fish } as const;
type ShellName = keyof typeof scripts;

const example = `Examples:
  $ source <(msgsms completion bash)
  $ msgsms completion zsh > "\${fpath[1]}/_msgsms"
  $ msgsms completion fish > ~/.config/fish/completions/msgsms.fish
`;

/** `msgsms completion`: a script that lets a shell complete commands, flags and their values. */
export function completionCommand(shell: Shell, done: (code: ExitCode) => void): Command {
  const command = new Command("completion").description("Prints a script with which a shell completes msgsms.");
  command.addHelpText("before", example);
  command.addArgument(new Argument("<shell>", "the shell that completes").choices(Object.keys(scripts)));
  return command.action(async (name: ShellName) => {
    shell.stdout.write(scripts[name](await completedCommands(shell)));
    done(exitCodes.success);
  });
}

/** Every command as its own help has it, so that completion never lags behind. */
async function completedCommands(shell: Shell): Promise<CompletedCommand[]> {
  return Promise.all(
    commands.map(async ({ name, summary, load, words, configurable }): Promise<CompletedCommand> => {
      const factory = await load();
      const command = factory(
        shell,
        () => undefined,
        () => {
          throw new Error("a command that is only looked at reads no configuration");
        },
      );
      const options = command.options.map(({ long, flags, description, required, argChoices }) => ({
        flag: long ?? "",
        description,
        takesValue: required,
        takesFile: /<(?:file|folder)>/.test(flags),
        values: argChoices ?? [],
      }));
      const config = { flag: "--config", description: "configuration file", takesValue: true, takesFile: true, values: [] };
      const help = { flag: "--help", description: "display help", takesValue: false, takesFile: false, values: [] };
      const [argument] = command.registeredArguments;
      const values = argument?.argChoices ?? (await words?.()) ?? [];
      return {
        name,
        summary,
        flags: [...options, ...(configurable ? [config] : []), help],
        values,
        takesFiles: argument !== undefined && values.length === 0,
      };
    }),
  );
}
