import type { Diagnostic } from "../manifest";
import { visibleJson } from "../messages";
import { countsOf, moreThanShown, type ReportFormat } from "./report";

/** `{diagnostics, summary}`; lines and columns count from 1, offsets from 0. The summary counts all that was found; `notShown` of it is not among the diagnostics. */
export const json: ReportFormat = (findings) => {
  const { diagnostics, files, applications } = findings;
  const notShown = moreThanShown(findings);
  const summary = { ...countsOf(findings), ...(notShown === 0 ? {} : { notShown }), files: files.length, applications };
  return visibleJson({ diagnostics: diagnostics.map(inOrder), summary });
};

/** What people read first comes first. */
const inOrder = ({ code, severity, what, facts, why, do: steps, ...others }: Diagnostic) => ({
  code,
  severity,
  what,
  facts,
  why,
  do: steps,
  ...others,
});
