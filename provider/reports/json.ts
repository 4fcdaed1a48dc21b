import { countsOf, type ReportFormat } from "./report";

/** `{diagnostics, summary}`; lines and columns count from 1, offsets from 0. */
export const json: ReportFormat = ({ diagnostics, files, applications }) => {
  const summary = { ...countsOf(diagnostics), files: files.length, applications };
  return `${JSON.stringify({ diagnostics, summary }, null, 2)}\n`;
};
