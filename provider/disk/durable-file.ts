import { randomUUID } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

/** Who may do what with a file. */
interface Access {
  /** Absent: as the system gives it to new files. */
  mode?: number;
  /** Absent: whoever writes it. */
  owner?: { uid: number; gid: number };
}

const onlyOurs: Access = { mode: 0o600 };

/**
 * Gives a file a new text at one stroke: whoever reads it meanwhile, and whoever finds it after a power failure, has the old text or
 * the new one; after the return it is the new one. A link is replaced itself, and what it leads to stays as it is.
 * Throws what the disk says.
 */
export function writeDurably(file: string, text: string, { mode, owner }: Access = onlyOurs): void {
  // A name that nobody else has, not even a process of the same number in another container.
  const temporary = `${file}.${randomUUID()}`;
  const descriptor = openSync(temporary, "wx", mode === undefined ? 0o666 : 0o600);
  try {
    try {
      writeFileSync(descriptor, text);
      if (owner !== undefined) fchownSync(descriptor, owner.uid, owner.gid);
      if (mode !== undefined) fchmodSync(descriptor, mode);
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

/**
 * The same for a file of the user: one that is there keeps its mode and its owner, and a new one gets those that new files get.
 * One that must not be written stays as it is, although a new file could take its place. Throws what the disk says.
 */
export function replaceDurably(file: string, text: string): void {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) {
    writeDurably(file, text, {});
    return;
  }
  accessSync(file, constants.W_OK);
  const { mode, uid, gid } = stats;
  writeDurably(file, text, { mode, ...(process.getuid?.() === 0 ? { owner: { uid, gid } } : {}) });
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
