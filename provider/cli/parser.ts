import { Argument, Command as Parser, Option } from "commander";
import type { Command, Flag, ListedCommand } from "./command";
import { flagName, flagsOf, variableOf } from "./flags";
import { exitCodesHelp } from "./output/exit-codes";
import type { Shell } from "./shell";

/** commander's form of a command: it reads the command line and writes the help. */
export function parserOf({ name, summary }: ListedCommand, command: Command): Parser {
  const { description, examples, notes = [], argument } = command;
  const parser = new Parser(name).summary(summary).description(description);
  parser.addHelpText("before", examplesHelp(examples));
  parser.addHelpText("after", [...(notes.length === 0 ? [] : ["", ...notes]), "", exitCodesHelp].join("\n"));
  if (argument !== undefined) parser.addArgument(argumentOf(argument));
  for (const [key, flag] of Object.entries(flagsOf(command))) parser.addOption(optionOf(name, key, flag));
  return parser;
}

/** The part of a help that it begins with. */
export const examplesHelp = (examples: readonly string[]): string =>
  `${examples.length === 1 ? "Example" : "Examples"}:\n${examples.map((line) => `  $ ${line.replaceAll("\n", "\n  ")}\n`).join("")}`;

/** Lets a parser speak on the streams of the shell, and throw where it would end the process. */
export function speakOn({ stdout, stderr }: Shell, parser: Parser): void {
  parser.exitOverride().configureOutput({
    writeOut: stdout.write,
    writeErr: stderr.write,
    getOutHelpWidth: () => stdout.columns,
    getErrHelpWidth: () => stderr.columns,
    outputError: (text, write) => write(`${text.trim().replaceAll("\n", " ")}\n`),
  });
}

function argumentOf(ours: NonNullable<Command["argument"]>): Argument {
  const argument = new Argument(ours.syntax, ours.description);
  if (ours.default !== undefined) argument.default(ours.default);
  return ours.read === undefined ? argument : argument.argParser((text) => ours.read?.(text));
}

/** commander itself knows nothing of variables and defaults: it would read the environment of the process. */
function optionOf(command: string, key: string, flag: Flag): Option {
  const { value, choices } = flag;
  const more = [
    ...(choices === undefined ? [] : [`choices: ${choices.join(", ")}`]),
    ...(flag.default === undefined ? [] : [`default: ${flag.default}`]),
    `env: ${variableOf(command, key, flag)}`,
  ];
  const names = [...(flag.short === undefined ? [] : [`-${flag.short},`]), flagName(key)];
  const option = new Option([...names, ...(value === undefined ? [] : [value])].join(" "), `${flag.description} (${more.join("; ")})`);
  return value === undefined ? option : option.argParser((text: string, before: unknown) => flag.read?.(text, before) ?? text);
}
