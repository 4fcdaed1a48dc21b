import type { Command } from "commander";
import type { Configuration } from "./configuration/configuration";
import type { ExitCode } from "./output/exit-codes";
import type { Shell } from "./shell";

/**
 * Makes the command; its action calls `done` with the exit code.
 *
 * @param configuration what the configuration file says; for the action, not before
 */
export type CommandFactory = (shell: Shell, done: (code: ExitCode) => void, configuration: () => Configuration) => Command;

/** A command of `msgsms`. Its code is read only when it is used: most runs need one command, and need it fast. */
export interface LazyCommand {
  name: string;
  summary: string;
  /** Whether the configuration file has a part for it. */
  configurable: boolean;
  load: () => Promise<CommandFactory>;
  /** The words that its argument can be, for completion; without it they are paths, if it takes an argument. */
  words?: () => Promise<readonly string[]>;
}

export const commands: readonly LazyCommand[] = [
  {
    name: "validate",
    configurable: true,
    summary: "check manifests, without an account and without a network",
    load: async () => (await import("./commands/validate.js")).validateCommand,
  },
  {
    name: "list",
    configurable: true,
    summary: "list the applications of an account, with quota used and left",
    load: async () => (await import("./commands/list.js")).listCommand,
  },
  {
    name: "import",
    configurable: true,
    summary: "write manifest entries for applications that exist",
    load: async () => (await import("./commands/import.js")).importCommand,
  },
  {
    name: "drift",
    configurable: true,
    summary: "compare what is declared with what is live",
    load: async () => (await import("./commands/drift.js")).driftCommand,
  },
  {
    name: "todo",
    configurable: true,
    summary: "list what a person still has to enter on the console",
    load: async () => (await import("./commands/todo.js")).todoCommand,
  },
  {
    name: "doctor",
    configurable: true,
    summary: "look for what is wrong with settings, network, permission and versions",
    load: async () => (await import("./commands/doctor/doctor.js")).doctorCommand,
  },
  {
    name: "explain",
    configurable: false,
    summary: "explain a code such as SMS1004",
    load: async () => (await import("./commands/explain.js")).explainCommand,
    words: async () => Object.keys((await import("../../schemas/generated/catalogue.js")).catalogue),
  },
  {
    name: "schema",
    configurable: false,
    summary: "print a JSON Schema, or lead editors to it",
    load: async () => (await import("./commands/schema.js")).schemaCommand,
    words: async () => (await import("./commands/schema.js")).schemaNames,
  },
  {
    name: "emulator",
    configurable: true,
    summary: "run a local management API for tests and trials",
    load: async () => (await import("./commands/emulator.js")).emulatorCommand,
  },
  {
    name: "completion",
    summary: "print a completion script for bash, zsh or fish",
    configurable: false,
    load: async () => (await import("./commands/completion/completion.js")).completionCommand,
  },
];
