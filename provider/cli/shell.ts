import type { RunPulumi } from "../stack";

/** One of the two streams that a command writes to. */
export interface OutputStream {
  write: (text: string) => void;
  /** Whether a person looks at it. */
  isTerminal: boolean;
  /** Width of the terminal in characters. */
  columns: number;
}

/** What a command may touch of the world; passed in at the edge, so that tests hold it in their hands. */
export interface Shell {
  /** The current folder; relative paths of the user count from it. */
  folder: string;
  environment: Readonly<Record<string, string | undefined>>;
  /** Data: what a pipe or a file is meant to get. */
  stdout: OutputStream;
  /** Talk: what a person may want to know meanwhile. */
  stderr: OutputStream;
  /** The standard input, but no more than one byte beyond the limit: it may never end. */
  stdin: (limit: number) => Promise<Uint8Array>;
  now: () => Date;
  /** Whether only what is wrong is said on standard error. */
  isQuiet?: boolean;
  /** Runs `pulumi`; child processes in the folder when absent. */
  run?: RunPulumi;
}
