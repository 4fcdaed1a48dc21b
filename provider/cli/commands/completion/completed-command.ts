/** A command as shells complete it. */
export interface CompletedCommand {
  name: string;
  summary: string;
  flags: { flag: string; description: string; takesValue: boolean; takesFile: boolean; values: readonly string[] }[];
  /** Words that its argument can be; empty when it can be anything. */
  values: readonly string[];
  takesFiles: boolean;
}
