import type { Command } from "commander";
import type { ExitCode } from "./exit-codes";
import type { Shell } from "./shell";

/** Makes the command; its action calls `done` with the exit code. */
export type CommandFactory = (shell: Shell, done: (code: ExitCode) => void) => Command;

/** A command of `msgsms`. Its code is read only when it is used: most runs need one command, and need it fast. */
interface LazyCommand {
  name: string;
  summary: string;
  load: () => Promise<CommandFactory>;
}

export const commands: readonly LazyCommand[] = [
  {
    name: "validate",
    summary: "check manifests, without an account and without a network",
    load: async () => (await import("./validate.js")).validateCommand,
  },
  {
    name: "explain",
    summary: "explain a code such as SMS1004",
    load: async () => (await import("./explain.js")).explainCommand,
  },
  {
    name: "emulator",
    summary: "run a local management API for tests and trials",
    load: async () => (await import("./emulator.js")).emulatorCommand,
  },
];
