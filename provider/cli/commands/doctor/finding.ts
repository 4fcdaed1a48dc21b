import { ForeseenError, sentence } from "../../../messages";
import { exitCodeOf, exitCodes, type ExitCode } from "../../output/exit-codes";

/** One thing that was looked at. Its texts never hold a secret. */
export interface Finding {
  level: "ok" | "warning" | "problem";
  /** What was looked at, in a word or two. */
  topic: string;
  /** One line. */
  message: string;
  /** What to do; absent when all is well. */
  nextStep?: string;
  /** Code of a foreseen error. */
  code?: string;
  /** What a problem means for the exit code; 1 when absent. */
  exitCode?: ExitCode;
}

export const ok = (topic: string, message: string): Finding => ({ level: "ok", topic, message });

export const warning = (topic: string, message: string, nextStep: string): Finding => ({ level: "warning", topic, message, nextStep });

export const problem = (topic: string, message: string, nextStep: string, exitCode: ExitCode = exitCodes.findings): Finding => ({
  level: "problem",
  topic,
  message,
  nextStep,
  exitCode,
});

/** A foreseen error as a problem; its text already says what to do. @throws error itself when it is not foreseen */
export function problemOf(topic: string, error: unknown): Finding {
  if (!(error instanceof ForeseenError)) throw error;
  return {
    level: "problem",
    topic,
    message: sentence(error.told),
    code: error.code,
    exitCode: exitCodeOf(error),
  };
}

/** The worst of the exit codes: the service before the configuration, and that before the rest. */
export const exitCodeOfAll = (findings: readonly Finding[]): ExitCode =>
  findings
    .filter(({ level }) => level === "problem")
    .map(({ exitCode = exitCodes.findings }) => exitCode)
    .reduce<ExitCode>((worst, code) => (code > worst ? code : worst), exitCodes.success);
