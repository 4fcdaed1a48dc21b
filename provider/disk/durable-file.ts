import { randomUUID } from "node:crypto";
import { closeSync, fchmodSync, fchownSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Who may do what with a file. */
interface Access {
  mode: number;
  /** Absent: whoever writes it. */
  owner?: { uid: number; gid: number };
}

const onlyOurs: Access = { mode: 0o600 };

/**
 * Gives a file a new text at one stroke: whoever reads it meanwhile, and whoever finds it after a power failure, has the old text or
 * the new one; after the return it is the new one. Throws what the disk says.
 */
export function writeDurably(file: string, text: string, { mode, owner }: Access = onlyOurs): void {
  // A name that nobody else has, not even a process of the same number in another container.
  const temporary = `${file}.${randomUUID()}`;
  const descriptor = openSync(temporary, "wx", 0o600);
  try {
    try {
      writeFileSync(descriptor, text);
      if (owner !== undefined) fchownSync(descriptor, owner.uid, owner.gid);
      fchmodSync(descriptor, mode);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  flushFolder(dirname(file));
}

/** Removes a file, if it is there, so that it does not come back after a power failure. Throws what the disk says. */
export function removeDurably(file: string): void {
  rmSync(file, { force: true });
  flushFolder(dirname(file));
}

/** Makes sure that what was created, renamed or removed in a folder stays so. */
export function flushFolder(folder: string): void {
  // Windows cannot open a folder, and needs no flush of one.
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
