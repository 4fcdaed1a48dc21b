import { isUtf8 } from "node:buffer";
import type { Diagnostic } from "../diagnostic";
import { excessiveSize } from "./limits";
import type { ManifestFile } from "./manifest-files";
import { joined, readPart, refusedPart, type ManifestPart, type ManifestResult } from "../read-manifest";

/** Several files read as one manifest. */
export interface ManifestsResult extends ManifestResult {
  /** The files that were looked at. */
  files: string[];
  /** Files found in a folder that belong to other programs. */
  passedOver: string[];
}

/** Gives the bytes of a file, for example `readFileSync`; refusals of the system have a `code` and a `syscall`, as Node's do. */
export type ReadFile = (path: string) => Uint8Array;

/**
 * Reads a manifest from a file. What is wrong with the file itself is a diagnostic at its line 1.
 *
 * @throws whatever else `readFile` throws
 */
export const readManifestFile = (path: string, readFile: ReadFile): ManifestResult => joined([filePart(path, path, readFile)]);

/**
 * Reads several files as one manifest. A file that was found in a folder and is of another program is passed over.
 *
 * @param onFile is told before each file how many were read
 * @throws whatever else `readFile` throws
 */
export function readManifestFiles(files: readonly ManifestFile[], readFile: ReadFile, onFile?: (read: number) => void): ManifestsResult {
  const parts: ManifestPart[] = [];
  const passedOver: string[] = [];
  for (const [read, { name, path, named }] of files.entries()) {
    onFile?.(read);
    const part = filePart(name, path, readFile);
    if (part.foreign && !named) passedOver.push(name);
    else parts.push(part);
  }
  return { ...joined(parts), files: parts.map(({ file }) => file), passedOver };
}

function filePart(name: string, path: string, readFile: ReadFile): ManifestPart {
  let bytes: Uint8Array;
  try {
    bytes = readFile(path);
  } catch (error) {
    return unreadable(name, "SMS1101", ...reasonOf(error));
  }
  const size = excessiveSize(bytes.byteLength);
  if (size !== undefined) return unreadable(name, "SMS1103", size.message, size.nextStep);
  const text = decoded(bytes);
  return text === undefined ? unreadable(name, "SMS1102", ...encodingOf(bytes)) : readPart(text, name);
}

type Reason = [message: string, nextStep: string];

/** What Node says of a file beyond 2 GiB, without asking the system. */
const tooLarge = "ERR_FS_FILE_TOO_LARGE";

const reasons: Record<string, Reason> = {
  [tooLarge]: ["the file has more than 2 GiB, and a manifest has at most 1 MiB", "split it into several files"],
  ENOENT: ["the file does not exist", "check the path; it counts from the current folder"],
  ENOTDIR: ["the file does not exist: a part of its path is a file and not a folder", "check the path"],
  EISDIR: ["the path is a folder and not a file", "name a file in it"],
  EACCES: ["the file may not be read", "give yourself the right to read it"],
  EPERM: ["the file may not be read", "give yourself the right to read it"],
};

function reasonOf(error: unknown): Reason {
  const code =
    error instanceof Error && "code" in error && ("syscall" in error || error.code === tooLarge) ? String(error.code) : undefined;
  if (code === undefined) throw error;
  return reasons[code] ?? [`the file cannot be read (${code})`, "check the path and the file system"];
}

const decoded = (bytes: Uint8Array) =>
  isUtf8(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8") : undefined;

function encodingOf(bytes: Uint8Array): Reason {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return [`the file is not UTF-8 text${isUtf16 ? " but UTF-16" : ""}`, "save it as UTF-8"];
}

function unreadable(file: string, code: Diagnostic["code"], message: string, nextStep: string): ManifestPart {
  const start = { line: 1, column: 1, offset: 0 };
  return refusedPart({ code, severity: "error", message, file, range: { start, end: start }, path: [], nextStep });
}
