import type { CompletedCommand } from "./completed-command";

/** The completions for fish. */
export function fish(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c msgsms -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.summary)}`,
    ...command.flags.map((flag) => flagLine(command.name, flag)),
    ...(command.values.length === 0 ? [] : [`complete -c msgsms -n ${after(command.name)} -a ${quoted(command.values.join(" "))}`]),
    ...(command.takesFiles ? [`complete -c msgsms -n ${after(command.name)} -F`] : []),
  ]);
  return `# fish completion of msgsms; write it to ~/.config/fish/completions/msgsms.fish\ncomplete -c msgsms -f\n${lines.join("\n")}\n`;
}

function flagLine(name: string, { flag, description, takesValue, takesFile, values }: CompletedCommand["flags"][number]): string {
  const value = takesValue ? (takesFile ? " -r -F" : ` -x -a ${quoted(values.join(" "))}`) : "";
  return `complete -c msgsms -n ${after(name)} -l ${flag.replace(/^--/, "")}${value} -d ${quoted(description)}`;
}

const after = (name: string) => quoted(`__fish_seen_subcommand_from ${name}`);

const quoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
