import type { CompletedCommand } from "./completed-command";

/** The completion function for zsh. */
export function zsh(commands: readonly CompletedCommand[]): string {
  return `#compdef msgsms
# zsh completion of msgsms; write it to a folder of $fpath as _msgsms
_msgsms() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "$words[2]" in
${commands.map(commandCase).join("\n")}
  esac
}
if [ "$funcstack[1]" = "_msgsms" ]; then _msgsms "$@"; else compdef _msgsms msgsms; fi
`;
}

function commandCase({ name, flags, values, takesFiles }: CompletedCommand): string {
  const specs = flags.map(({ flag, description, takesValue, takesFile, values: words }) => {
    const value = takesValue ? `:value:${takesFile ? "_files" : `(${words.join(" ")})`}` : "";
    return quoted(`*${flag}[${description.replaceAll(/[[\]:]/g, " ")}]${value}`);
  });
  const rest = values.length > 0 ? [quoted(`*:value:(${values.join(" ")})`)] : takesFiles ? [quoted("*:file:_files")] : [];
  return `    ${name}) _arguments ${[...specs, ...rest].join(" ")} ;;`;
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
