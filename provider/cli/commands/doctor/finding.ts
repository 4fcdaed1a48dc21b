import { ForeseenError, type Message, type Shown } from "../../../messages";
import { exitCodeOf, exitCodes, type ExitCode } from "../../output/exit-codes";

/** What was checked, in a word or two. */
interface Checked {
  topic: string;
}

/** All is well. */
export interface Good extends Checked {
  level: "ok";
  /** What was found; no period. */
  what: Shown;
}

/** A warning, or a problem that keeps a run from working. */
export interface Bad extends Checked {
  level: "warning" | "problem";
  told: Message;
  /** That of a run in which it is the worst. */
  exitCode: ExitCode;
}

/** One thing that was checked. */
export type Finding = Good | Bad;

export const ok = (topic: string, what: Shown): Good => ({ level: "ok", topic, what });

export const warning = (topic: string, told: Message): Bad => ({ level: "warning", topic, told, exitCode: exitCodes.success });

export const problem = (topic: string, told: Message, exitCode: ExitCode = exitCodes.findings): Bad => ({
  level: "problem",
  topic,
  told,
  exitCode,
});

/** A foreseen error as a problem. @throws error itself when it is not foreseen */
export function problemOf(topic: string, error: unknown): Bad {
  if (!(error instanceof ForeseenError)) throw error;
  return problem(topic, error.told, exitCodeOf(error));
}

/** The worst of the exit codes: the service before the configuration, and that before the rest. */
export const exitCodeOfAll = (findings: readonly Finding[]): ExitCode =>
  findings.reduce<ExitCode>((worst, finding) => {
    const code = finding.level === "ok" ? exitCodes.success : finding.exitCode;
    return code > worst ? code : worst;
  }, exitCodes.success);
