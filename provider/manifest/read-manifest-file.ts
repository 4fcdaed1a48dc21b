import type { Diagnostic, ManifestCode } from "./diagnostic";
import { excessiveSize } from "./limits";
import { readManifest, type ManifestResult } from "./read-manifest";

/**
 * Reads a manifest from a file. What is wrong with the file itself is a diagnostic at its line 1.
 *
 * @param readFile gives the file's bytes, for example `readFileSync`; refusals of the system have a `code` and a `syscall`, as Node's do
 * @throws whatever else `readFile` throws
 */
export function readManifestFile(path: string, readFile: (path: string) => Uint8Array): ManifestResult {
  let bytes: Uint8Array;
  try {
    bytes = readFile(path);
  } catch (error) {
    return unreadable(path, "SMS1101", ...reasonOf(error));
  }
  const size = excessiveSize(bytes.byteLength);
  if (size !== undefined) return unreadable(path, "SMS1103", size.message, size.nextStep);
  const text = decoded(bytes);
  return text === undefined ? unreadable(path, "SMS1102", ...encodingOf(bytes)) : readManifest(text, path);
}

type Reason = [message: string, nextStep: string];

const reasons: Record<string, Reason> = {
  ENOENT: ["the file does not exist", "check the path; it counts from the current folder"],
  ENOTDIR: ["the file does not exist: a part of its path is a file and not a folder", "check the path"],
  EISDIR: ["the path is a folder and not a file", "name a file in it"],
  EACCES: ["the file may not be read", "give yourself the right to read it"],
  EPERM: ["the file may not be read", "give yourself the right to read it"],
};

function reasonOf(error: unknown): Reason {
  const code = error instanceof Error && "syscall" in error && "code" in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  return reasons[code] ?? [`the file cannot be read (${code})`, "check the path and the file system"];
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function encodingOf(bytes: Uint8Array): Reason {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return [`the file is not UTF-8 text${isUtf16 ? " but UTF-16" : ""}`, "save it as UTF-8"];
}

function unreadable(file: string, code: ManifestCode, message: string, nextStep: string): ManifestResult {
  const start = { line: 1, column: 1, offset: 0 };
  const diagnostic: Diagnostic = { code, severity: "error", message, file, range: { start, end: start }, path: [], nextStep };
  return { applications: [], declared: [], diagnostics: [diagnostic], shownTexts: { [file]: "" } };
}
