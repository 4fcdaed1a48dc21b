import { createHash } from "node:crypto";
import type { Diagnostic, SourceText } from "../manifest";
import { projectPath } from "./file-names";
import type { ReportStyle } from "./report";

/**
 * One identity for each diagnostic, in their order: 32 hexadecimal digits. It stays when lines move, because it is made of the
 * code, the file, the path in the document and the text of the place. Messages are left out: they may hold line numbers, and their words
 * may change. Of several that would be the same, each further one counts on.
 */
export function fingerprintsOf(diagnostics: readonly Diagnostic[], sourceOf: (file: string) => SourceText, style: ReportStyle): string[] {
  const seen = new Map<string, number>();
  return diagnostics.map(({ code, file, path, range }) => {
    const slice = sourceOf(file).slice(range)?.replaceAll("\r\n", "\n") ?? "";
    const identity = JSON.stringify([code, projectPath(file, style), path, slice]);
    const earlier = seen.get(identity) ?? 0;
    seen.set(identity, earlier + 1);
    return createHash("sha256").update(`${earlier}${identity}`).digest("hex").slice(0, 32);
  });
}
