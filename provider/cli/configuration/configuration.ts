import type { Message, Shown } from "../../messages";

/** What the configuration file of the command says: the last place where a setting is looked for. */
export interface Configuration {
  /** As messages name it; undefined when there is none. */
  file: string | undefined;
  /** Why one that was found is not used. */
  ignored?: Message;
  /** Its folder, or the current one: relative paths of the file count from it. */
  folder: string;
  /** Settings of the account; profiles as JSON, as a stack's configuration has them. */
  account: { get: (key: string) => string | undefined };
  /** Flags of a command by their name in camel case, and `paths`. */
  flagsOf: (command: string) => Readonly<Record<string, unknown>>;
}

/** Where in the file a value stands. */
export interface Place {
  path: Shown;
  file: Shown;
}
