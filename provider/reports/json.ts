import type { Diagnostic } from "../manifest";
import { visibleJson } from "../messages";
import { countsOf, type ReportFormat } from "./report";

/** `{diagnostics, summary}`; lines and columns count from 1, offsets from 0. */
export const json: ReportFormat = ({ diagnostics, files, applications }) =>
  visibleJson({ diagnostics: diagnostics.map(inOrder), summary: { ...countsOf(diagnostics), files: files.length, applications } });

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
