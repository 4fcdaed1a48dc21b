import { codeFrame, diagnosticDetails, diagnosticHeading, frameLines, SourceText, type Diagnostic } from "../../../provider/manifest";

/** All that a person reads of a diagnostic, without its frame. */
export const diagnosticText = (diagnostic: Diagnostic): string =>
  [diagnosticHeading(diagnostic), ...diagnosticDetails(diagnostic)].join("\n");

/** The line of a diagnostic with its carets; empty when there is none to show. */
export const frameText = (shownText: string, { range }: Diagnostic): string =>
  frameLines(codeFrame(new SourceText(shownText), range)).join("\n");
