import { tmpdir } from "node:os";
import { join } from "node:path";
import { hermeticEnvironment } from "../../../tools/pulumi/environment";
import { runProgram } from "../../../tools/pulumi/run-program";

/** What the help of one command says. */
interface Help {
  /** The command that the help is of; empty for `pulumi` itself. */
  command: string[];
  /** Other words for its last word. */
  aliases: string[];
  hasCommands: boolean;
  text: string;
}

/** Judges commands of `pulumi` by its own help. */
export class PulumiHelp {
  private readonly helps = new Map<string, Promise<Help>>();

  constructor(private readonly binFolder: string) {}

  /** What is wrong with a command, its words after `pulumi` given; undefined when nothing is. */
  async problem(words: readonly string[]): Promise<string | undefined> {
    const names = words.slice(
      0,
      [...words, "-"].findIndex((word) => !/^[a-z][a-z-]*$/.test(word)),
    );
    const help = await this.helpOf(names);
    if (!isMeant(help, names)) return `no such command, help is of: pulumi ${help.command.join(" ")}`;
    const unknown = unknownFlags(words, help.text);
    return unknown.length === 0 ? undefined : `no such flag: ${unknown.join(", ")}`;
  }

  private helpOf(names: readonly string[]): Promise<Help> {
    const key = names.join(" ");
    const help = this.helps.get(key) ?? this.ask(names);
    this.helps.set(key, help);
    return help;
  }

  private async ask(names: readonly string[]): Promise<Help> {
    const nothing = join(tmpdir(), "pulumi-msgsms-help");
    const env = hermeticEnvironment({ binFolder: this.binFolder, home: nothing, backendFolder: nothing, passphrase: "" });
    const { code, stdout, all } = await runProgram(join(this.binFolder, "pulumi"), [...names, "--help"], { env, timeoutMs: 20_000 });
    if (code !== 0) throw new Error(`the help of pulumi ${names.join(" ")} ended with ${code ?? "a signal"}: ${all}`);
    const usage = /^Usage:\n +pulumi((?: [a-z][a-z-]*)*)/m.exec(stdout)?.[1] ?? "";
    const command = usage.split(" ").filter((word) => word !== "");
    const aliases = /^Aliases:\n +(.*)$/m.exec(stdout)?.[1]?.split(", ") ?? [];
    return { command, aliases, hasCommands: command.length === 0 || /^Available Commands:/m.test(stdout), text: stdout };
  }
}

/** The help of a command that does not exist is that of the nearest one above it, which then has commands of its own. */
function isMeant({ command, aliases, hasCommands }: Help, names: readonly string[]): boolean {
  const last = command.length - 1;
  const same = command.every((word, index) => word === names[index] || (index === last && aliases.includes(names[index] ?? "")));
  return same && !(hasCommands && names.length > command.length);
}

/** Flags among the words that a help does not name. */
export function unknownFlags(words: readonly string[], help: string): string[] {
  const flags = words.filter((word) => word.startsWith("-")).map((word) => word.replace(/=.*/, ""));
  return flags.filter((flag) => !new RegExp(`(^|[\\s,])${flag}[\\s,=]`, "m").test(help));
}
