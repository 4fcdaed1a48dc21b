import { countsOf, type ReportFormat } from "./report";
import { visibleJson } from "../messages";

/** `{diagnostics, summary}`; lines and columns count from 1, offsets from 0. */
export const json: ReportFormat = ({ diagnostics, files, applications }) =>
  visibleJson({ diagnostics, summary: { ...countsOf(diagnostics), files: files.length, applications } });
