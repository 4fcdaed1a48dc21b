import type { Found } from "../config";
import type { Configuration } from "./configuration/configuration";
import type { ExitCode } from "./output/exit-codes";
import type { Shell } from "./shell";

/** A flag of a command. Its name is its key in {@link Command.flags}: `maxWarnings` is `--max-warnings`. */
export interface Flag<Value = unknown> {
  /** What stands behind its name: `<number>`, `[paths...]`. A flag without it is on or off. */
  readonly value?: string;
  readonly description: string;
  /** A letter for it: `q` is `-q`. */
  readonly short?: string;
  /** Several commands have it, so its environment variable does not name the command. */
  readonly isShared?: true;
  /** Words that its value can be or begin with, for help and completion. */
  readonly choices?: readonly string[];
  readonly default?: Value & (string | number);
  /** What a person decides for one run; a file, which anybody may have written, cannot. */
  readonly isNeverInFile?: true;
  /**
   * Makes the value; without it the text is the value.
   *
   * @param before the value so far, when the flag is given again
   * @throws InvalidArgumentError of commander
   */
  read?(text: string, before: Value | undefined): Value;
}

export type Flags = Readonly<Record<string, Flag>>;

/** What stands on the command line without a flag. */
export interface Argument<Value = unknown> {
  /** As the help shows it: `[paths...]`, `<shell>`. */
  readonly syntax: string;
  readonly description: string;
  /** Words that it can be, for completion; without them it is files. */
  readonly choices?: readonly string[];
  readonly default?: Value;
  /** @throws InvalidArgumentError of commander */
  read?(text: string): Value;
}

/** A command as data, of which its help, its parser and its completion are made. */
export interface Command<F extends Flags = Flags, A = unknown> {
  readonly description: string;
  /** Command lines, each perhaps followed by what it prints. */
  readonly examples: readonly string[];
  /** Lines below the flags of the help. */
  readonly notes?: readonly string[];
  readonly argument?: Argument<A>;
  readonly flags: F;
  /** Whether the configuration file has a part for it. */
  readonly isConfigurable: boolean;
  /** Does the work. @throws ForeseenError for what is told to the user */
  run(context: Context<F, A>): ExitCode | Promise<ExitCode>;
}

/** A command in the list of all. Its code is loaded only when it is used: a run needs one command, and needs it fast. */
export interface ListedCommand {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}

type ValueOf<T> = T extends Flag<infer Value> ? Value : never;

/** Where the value of a flag was given. */
export type FlagPlace = Found["place"];

/** What a command gets for one run. */
export interface Context<F extends Flags = Flags, A = unknown> {
  readonly shell: Shell;
  readonly argument: A;
  /** By their names; a flag that nobody gave has its default. */
  readonly flags: { readonly [Name in keyof F]?: ValueOf<F[Name]> };
  /** Where each value was given; nothing for defaults. */
  readonly places: { readonly [Name in keyof F]?: FlagPlace };
  /** What the configuration file says, or an empty one. */
  readonly configuration: Configuration;
  /** All commands. */
  readonly commands: readonly ListedCommand[];
}
