import { CommanderError } from "commander";
import { ForeseenError } from "../../messages";

/** What the exit code of `msgsms` says. */
export const exitCodes = { success: 0, findings: 1, usage: 2, remote: 3, internal: 4 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The same in words; every help and the documentation show these. */
export const exitCodeMeanings: Readonly<Record<ExitCode, string>> = {
  0: "success, and nothing was found",
  1: "something was found: errors in a manifest, drift, a setting left to enter",
  2: "wrong usage or configuration, or a file, folder or address that cannot be used",
  3: "the service refused, did not answer, or rejected the credentials",
  4: "internal error of msgsms; please report it",
};

/** The part of a help that explains the exit codes. */
export const exitCodesHelp = ["Exit codes:", ...Object.entries(exitCodeMeanings).map(([code, meaning]) => `  ${code}  ${meaning}`)].join(
  "\n",
);

/** The exit code for a failure; the groups of codes are those of ForeseenError. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
  if (!(error instanceof ForeseenError)) return exitCodes.internal;
  if (/^SMS[45]/.test(error.code)) return exitCodes.usage;
  return error.code.startsWith("SMS3") ? exitCodes.remote : exitCodes.findings;
}
