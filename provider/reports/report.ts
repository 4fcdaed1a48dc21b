import type { Diagnostic } from "../manifest";

/** What a report shows. */
export interface Findings {
  /** Sorted by place. */
  diagnostics: readonly Diagnostic[];
  /** The text of each file that has a diagnostic, for code frames; secrets are starred. */
  shownTexts: Readonly<Record<string, string>>;
  /** All files that were looked at, in their order, also those without a diagnostic. */
  files: readonly string[];
  /** Applications declared in them. */
  applications: number;
}

/** How a report is written. */
export interface ReportStyle {
  /** Only text knows colours. */
  colour: boolean;
  /** Version of this package, for formats that name their producer. */
  version: string;
}

/** Writes findings as one text that ends with a line break, or as an empty one. Pure. */
export type ReportFormat = (findings: Findings, style: ReportStyle) => string;

/** How many of each severity there are. */
export function countsOf(diagnostics: readonly Diagnostic[]): { errors: number; warnings: number } {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return { errors, warnings: diagnostics.length - errors };
}
