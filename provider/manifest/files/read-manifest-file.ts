import { isUtf8 } from "node:buffer";
import { limits } from "../../../schemas/generated/settings";
import { readBounded, systemCode, type NotRead } from "../../disk";
import { counted, message, plain, type DiagnosticCode, type Message } from "../../messages";
import { diagnosticAt } from "../diagnostic";
import { excessiveSize, tooLarge } from "./limits";
import type { ManifestFile } from "./manifest-files";
import { joined, readPart, refusedPart, type ManifestPart, type ManifestResult } from "../read-manifest";

/** Several files read as one manifest. */
export interface ManifestsResult extends ManifestResult {
  /** The files that were looked at. */
  files: string[];
  /** Files found in a folder that belong to other programs, and were skipped. */
  skipped: string[];
}

/** Gives the bytes of a file, or why it is not read; refusals of the system have a `code` and a `syscall`, as Node's do. */
export type ReadFile = (path: string) => Uint8Array | NotRead;

/** The file that a path leads to, read no further than a manifest may go. */
export const readFromDisk: ReadFile = (path) => readBounded(path, limits.bytes);

/**
 * Reads a manifest from a file. What is wrong with the file itself is a diagnostic at its line 1.
 *
 * @throws whatever else `readFile` throws
 */
export const readManifestFile = (path: string, readFile: ReadFile = readFromDisk): ManifestResult =>
  joined([filePart(path, path, readFile)]);

/**
 * Reads several files as one manifest. A file that was found in a folder and is of another program is skipped.
 *
 * @param onFile gets before each file how many were read
 * @throws whatever else `readFile` throws
 */
export function readManifestFiles(
  files: readonly ManifestFile[],
  readFile: ReadFile = readFromDisk,
  onFile?: (read: number) => void,
): ManifestsResult {
  const parts: ManifestPart[] = [];
  const skipped: string[] = [];
  for (const [read, { name, path, named }] of files.entries()) {
    onFile?.(read);
    const part = filePart(name, path, readFile);
    if (part.foreign && !named) skipped.push(name);
    else parts.push(part);
  }
  return { ...joined(parts), files: parts.map(({ file }) => file), skipped };
}

function filePart(name: string, path: string, readFile: ReadFile): ManifestPart {
  let bytes: Uint8Array | NotRead;
  try {
    bytes = readFile(path);
  } catch (error) {
    return unreadable(name, reasonOf(error));
  }
  if (!(bytes instanceof Uint8Array)) return unreadable(name, refusalOf(bytes));
  const size = excessiveSize(bytes.byteLength);
  if (size !== undefined) return unreadable(name, size.told);
  const text = decoded(bytes);
  return text === undefined ? unreadable(name, encodingOf(bytes)) : readPart(text, name);
}

type Refusal = Message<"SMS1101" | "SMS1103">;

function refusalOf(found: NotRead): Refusal {
  if (found.is === "too large") return tooLarge(found.size === undefined ? `more than ${limits.bytes} bytes` : counted(found.size, "byte"));
  return found.is === "folder"
    ? message("SMS1101", { what: "folder", do: ["inside"] })
    : message("SMS1101", { what: "noFile", values: { kind: plain(found.is) }, do: ["input"] });
}

const reasons: Record<string, () => Refusal> = {
  ENOENT: () => message("SMS1101", { what: "missing", do: ["path"] }),
  ENOTDIR: () => message("SMS1101", { what: "parent", do: ["path"] }),
  EISDIR: () => message("SMS1101", { what: "folder", do: ["inside"] }),
  EACCES: () => message("SMS1101", { what: "forbidden", do: ["rights"] }),
  EPERM: () => message("SMS1101", { what: "forbidden", do: ["rights"] }),
};

function reasonOf(error: unknown): Refusal {
  const code = systemCode(error);
  if (code === undefined) throw error;
  return reasons[code]?.() ?? message("SMS1101", { what: "other", values: { reason: plain(code) }, do: ["disk"] });
}

const decoded = (bytes: Uint8Array) =>
  isUtf8(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8") : undefined;

function encodingOf(bytes: Uint8Array): Message<"SMS1102"> {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return message("SMS1102", { what: isUtf16 ? "utf16" : "usual", do: ["save"] });
}

function unreadable(file: string, told: Message<DiagnosticCode>): ManifestPart {
  const start = { line: 1, column: 1, offset: 0 };
  return refusedPart(diagnosticAt(told, { file, range: { start, end: start }, path: [] }));
}
