import { isAbsolute, posix, sep } from "node:path";
import type { ReportStyle } from "./report";

/** The name of a file with slashes and without `./`: as repositories name it, when the command ran at its root. */
const slashed = (file: string): string => posix.normalize(file.split(sep).join("/"));

/** The same for a report that is shown at the lines of a project. */
export const projectPath = (file: string, { pathInProject = (name) => name }: Pick<ReportStyle, "pathInProject">): string =>
  slashed(pathInProject(file));

/** A file name as a URI reference (RFC 3986): relative, or with the scheme `file` when the name is absolute. */
export function uriOf(file: string): string {
  const path = slashed(file.toWellFormed());
  const encoded = path.split("/").map(encodeSegment).join("/");
  if (!isAbsolute(file)) return encoded;
  return `file://${encoded.startsWith("/") ? "" : "/"}${encoded}`;
}

/** A drive letter of Windows keeps its colon. */
const encodeSegment = (segment: string, index: number) =>
  sep === "\\" && index === 0 && /^[A-Za-z]:$/.test(segment) ? segment : encodeURIComponent(segment);
