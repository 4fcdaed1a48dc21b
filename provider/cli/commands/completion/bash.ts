import type { CompletedCommand } from "./completed-command";

/** The completion script for bash. Words hold letters, digits and hyphens only, so nothing needs to be escaped. */
export function bash(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `# bash completion of msgsms; load it with: source <(msgsms completion bash)
_msgsms() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" command="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in ${commands.map(({ name }) => name).join("|")}) command="$word"; break ;; esac
  done
  case "$command:$previous" in
${commands.flatMap(({ name, flags }) => flags.flatMap((flag) => valueCase(name, flag))).join("\n")}
  esac
  case "$command" in
${commands.map(commandCase).join("\n")}
    *) COMPREPLY=($(compgen -W "${names} help --help --version" -- "$current")) ;;
  esac
}
complete -F _msgsms msgsms
`;
}

function valueCase(name: string, { flag, takesValue, takesFile, values }: CompletedCommand["flags"][number]): string[] {
  if (!takesValue) return [];
  const words = takesFile ? "compgen -f" : `compgen -W "${values.join(" ")}"`;
  return [`    ${name}:${flag}) COMPREPLY=($(${words} -- "$current")); return ;;`];
}

function commandCase({ name, flags, values, takesFiles }: CompletedCommand): string {
  const words = [...flags.map(({ flag }) => flag), ...values].join(" ");
  const files = takesFiles ? `; [[ "$current" == -* ]] || COMPREPLY+=($(compgen -f -- "$current"))` : "";
  return `    ${name}) COMPREPLY=($(compgen -W "${words}" -- "$current"))${files} ;;`;
}
