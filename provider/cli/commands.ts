import type { ListedCommand } from "./command";

/** All commands, in the order of the help. */
export const commands: readonly ListedCommand[] = [
  {
    name: "validate",
    summary: "check manifests; needs no account and no network",
    load: () => import("./commands/validate.js"),
  },
  {
    name: "list",
    summary: "list the applications of an account, and its quota",
    load: () => import("./commands/list.js"),
  },
  {
    name: "import",
    summary: "write manifest entries for existing applications",
    load: () => import("./commands/import.js"),
  },
  {
    name: "drift",
    summary: "compare declared applications with live ones",
    load: () => import("./commands/drift.js"),
  },
  {
    name: "todo",
    summary: "list the settings to enter by hand on the console",
    load: () => import("./commands/todo.js"),
  },
  {
    name: "doctor",
    summary: "check settings, network, permissions, versions and state",
    load: () => import("./commands/doctor/doctor.js"),
  },
  {
    name: "explain",
    summary: "explain a code such as SMS1004",
    load: () => import("./commands/explain.js"),
  },
  {
    name: "schema",
    summary: "print a JSON Schema, or make editors find it",
    load: () => import("./commands/schema.js"),
  },
  {
    name: "emulator",
    summary: "run a local management API for tests and trials",
    load: () => import("./commands/emulator.js"),
  },
  {
    name: "completion",
    summary: "print a completion script for bash, zsh or fish",
    load: () => import("./commands/completion/completion.js"),
  },
  {
    name: "version",
    summary: "show the version",
    load: () => import("./commands/version.js"),
  },
];
