import { closeSync, constants, fsyncSync, ftruncateSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { validateStoredApplication } from "../../../schemas/generated/emulator-control-validators";
import type { Application } from "./application";
import { flushFolder, ifThere, readBounded } from "../../disk";
import { EmulatorError } from "../emulator-error";

/** Where applications outlive the process. `save` returns only when the application is safe. */
export interface Storage {
  load(): Application[];
  save(application: Application): void;
  clear(): void;
  close(): void;
}

/** Keeps nothing. */
export const noStorage: Storage = { load: () => [], save: () => undefined, clear: () => undefined, close: () => undefined };

const firstLine = '{"format":"msgsms-emulator","version":1}';

/**
 * Keeps applications in `applications.jsonl` in a folder: one line for each creation and change, the last line of an id wins.
 * Each line is flushed to the disk before the answer leaves, so a killed emulator has lost nothing that it had answered.
 * A half-written last line was never answered and is cut off. Lines are only ever added, so that a second emulator
 * started on the same folder by mistake takes nothing away from the first.
 *
 * @throws EmulatorError when the folder cannot be written or the file is not one of ours
 */
export function folderStorage(folder: string): Storage {
  const file = join(folder, "applications.jsonl");
  return explained(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const bytes = bytesOf(file);
    const wholeLines = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
    if (wholeLines.length === 0 && !firstLine.startsWith(bytes.toString("utf8"))) throw broken(file, 1);
    const loaded = readApplications(file, wholeLines.toString("utf8"));
    const descriptor = openSync(file, adding, 0o600);
    if (bytes.length > wholeLines.length) ftruncateSync(descriptor, wholeLines.length);
    if (wholeLines.length === 0) appendLine(descriptor, firstLine);
    flushFolder(folder);
    return {
      load: () => loaded,
      save: (application) => appendLine(descriptor, JSON.stringify(application)),
      clear: () => {
        ftruncateSync(descriptor, 0);
        appendLine(descriptor, firstLine);
      },
      close: () => closeSync(descriptor),
    };
  });
}

/** Bytes; half a million applications. */
const largest = 256 * 1024 * 1024;

/** A link is not followed: what it leads to would be written. Windows has no such flag. */
const adding = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (process.platform === "win32" ? 0 : constants.O_NOFOLLOW);

function bytesOf(file: string): Buffer {
  const read = ifThere(() => readBounded(file, largest)) ?? new Uint8Array();
  if (!(read instanceof Uint8Array))
    throw new EmulatorError("data-unusable", `${file} is ${read.is === "too large" ? "too large" : `a ${read.is}, not a file`}`);
  return Buffer.from(read.buffer, read.byteOffset, read.byteLength);
}

function explained<T>(folder: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof EmulatorError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmulatorError("data-unusable", `the data folder "${folder}" cannot be used: ${reason}`, {
      cause: error,
    });
  }
}

function readApplications(file: string, text: string): Application[] {
  if (text === "") return [];
  const [first, ...lines] = text.slice(0, -1).split("\n");
  if (first !== firstLine) throw broken(file, 1);
  const byId = new Map<string, Application>();
  for (const [index, line] of lines.entries()) {
    const application = parsedApplication(line);
    if (application === undefined) throw broken(file, index + 2);
    byId.set(application.id, application);
  }
  return [...byId.values()];
}

const broken = (file: string, line: number) => new EmulatorError("data-unusable", `${file}:${line} is not a line that the emulator wrote`);

function parsedApplication(line: string): Application | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return validateStoredApplication(value) ? (value as Application) : undefined;
}

function appendLine(descriptor: number, line: string): void {
  const bytes = Buffer.from(`${line}\n`);
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
  fsyncSync(descriptor);
}
