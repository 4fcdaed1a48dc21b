import type { Command, Flags, ListedCommand } from "../../command";
import { oneOf } from "../../choices";
import { flagName, flagsOf, takesFile } from "../../flags";
import { exitCodes } from "../../output/exit-codes";
import { bash } from "./bash";
import type { CompletedCommand } from "./completed-command";
import { fish } from "./fish";
import { zsh } from "./zsh";

const scripts = { bash, zsh, fish } as const;
type ShellName = keyof typeof scripts;
const shellNames = Object.keys(scripts) as ShellName[];

/** `msgsms completion`: a script that lets a shell complete commands, flags and their values. */
export const command: Command<Flags, ShellName> = {
  description: "Prints a script with which a shell completes msgsms.",
  examples: [
    "source <(msgsms completion bash)",
    'msgsms completion zsh > "${fpath[1]}/_msgsms"',
    "msgsms completion fish > ~/.config/fish/completions/msgsms.fish",
  ],
  argument: {
    syntax: "<shell>",
    description: `one of ${shellNames.join(", ")}`,
    choices: shellNames,
    read: (text) => oneOf(shellNames, text),
  },
  flags: {},
  isConfigurable: false,
  async run({ argument: name, commands, shell }) {
    shell.stdout.write(scripts[name](await Promise.all(commands.map(completed))));
    return exitCodes.success;
  },
};

/** A command as its help has it, so that completion never lags behind. */
async function completed({ name, summary, load }: ListedCommand): Promise<CompletedCommand> {
  const { command: own } = await load();
  const flags = Object.entries(flagsOf(own)).map(([key, flag]) => ({
    flag: flagName(key),
    description: flag.description,
    takesValue: flag.value?.startsWith("<") === true,
    takesFile: takesFile(flag),
    values: flag.choices ?? [],
  }));
  const help = { flag: "--help", description: "display help", takesValue: false, takesFile: false, values: [] };
  const { argument } = own;
  const values = argument?.choices ?? [];
  return { name, summary, flags: [...flags, help], values, takesFiles: argument !== undefined && values.length === 0 };
}
