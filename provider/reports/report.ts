import { entryOf, type Diagnostic, type Unshown } from "../manifest";
import { counted, sentence, titleOf, type DiagnosticCode } from "../messages";

/** What a report shows. */
export interface Findings {
  /** Sorted by place. */
  diagnostics: readonly Diagnostic[];
  /** How much was found beyond them. */
  unshown?: Unshown;
  /** The text of each file that has a diagnostic, for code frames; secrets are starred. */
  shownTexts: Readonly<Record<string, string>>;
  /** All files that were looked at, in their order, also those without a diagnostic. */
  files: readonly string[];
  /** Applications declared in them. */
  applications: number;
  /** Warnings that were found and are not among the diagnostics, because nobody wants to see them. */
  hiddenWarnings?: number;
  /** What was looked for; problems when absent. */
  subject?: string;
}

/** How a report is written. */
export interface ReportStyle {
  /** Only text knows colours. */
  colour: boolean;
  /** Version of this package, for formats that name their producer. */
  version: string;
  /** The path of a file within the project, for formats that are shown at its lines; the name itself when absent. */
  pathInProject?: (file: string) => string;
}

/** Writes findings as one text that ends with a line break, or as an empty one. Pure. */
export type ReportFormat = (findings: Findings, style: ReportStyle) => string;

/** How many of each severity were found, those that are not shown among them. */
export function countsOf({ diagnostics, unshown = none }: Pick<Findings, "diagnostics" | "unshown">): Unshown {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return { errors: errors + unshown.errors, warnings: diagnostics.length - errors + unshown.warnings };
}

const none: Unshown = { errors: 0, warnings: 0 };

/** How many were found and are not shown. */
export const moreThanShown = ({ unshown = none }: Pick<Findings, "unshown">): number => unshown.errors + unshown.warnings;

/** That there are more, as every format says it: `and 12 more problems`. */
export const moreWords = (findings: Findings): string => `and ${counted(moreThanShown(findings), "more problem")}`;

/** The counts in words: `2 errors, 1 warning`, `no problems`, or `no errors, and 1 warning that is not shown`. */
export function verdict(findings: Findings): string {
  const { diagnostics, hiddenWarnings = 0, subject = "problems" } = findings;
  const { errors, warnings } = countsOf(findings);
  if (hiddenWarnings === 0)
    return diagnostics.length === 0 ? `no ${subject}` : `${counted(errors, "error")}, ${counted(warnings, "warning")}`;
  const shown = diagnostics.length === 0 ? "no errors" : counted(errors, "error");
  return `${shown}, and ${counted(hiddenWarnings, "warning")} that ${hiddenWarnings === 1 ? "is" : "are"} not shown`;
}

/** What was looked at, in words. */
export const extent = ({ applications, files }: Findings): string =>
  `${counted(applications, "application")} in ${counted(files.length, "file")}`;

/** The message in one line, after the application that it is about: `applications.order-codes: name is not …; remove or replace "-"`. */
export function lineOf(diagnostic: Diagnostic): string {
  const entry = entryOf(diagnostic.path);
  return `${entry === undefined ? "" : `${entry}: `}${sentence(diagnostic)}`;
}

/** What a code stands for, with a capital letter; no period. */
export const headlineOf = (code: DiagnosticCode): string => titleOf(code).replace(/^[a-z]/, (letter) => letter.toUpperCase());

/** The codes that occur, each once, in the order in which they first do. */
export const codesIn = (diagnostics: readonly Diagnostic[]): DiagnosticCode[] => [...new Set(diagnostics.map(({ code }) => code))];
