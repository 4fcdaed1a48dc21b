import { CommanderError } from "commander";
import { ForeseenError } from "../../messages";

/** What the exit code of `msgsms` says. */
export const exitCodes = { success: 0, findings: 1, usage: 2, remote: 3, internal: 4 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code for a failure; the groups of codes are those of ForeseenError. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
  if (!(error instanceof ForeseenError)) return exitCodes.internal;
  if (/^SMS[45]/.test(error.code)) return exitCodes.usage;
  return error.code.startsWith("SMS3") ? exitCodes.remote : exitCodes.findings;
}
