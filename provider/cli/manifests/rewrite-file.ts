import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";

/**
 * Gives a file a new text at one stroke: whoever reads it meanwhile, and whoever finds it after a power failure, has the old text
 * or the new one. Mode and owner stay; of a link the file that it leads to is written. Throws what the disk says.
 */
export function rewriteFile(path: string, text: string): void {
  const file = realpathSync(path);
  // A new file could take the place of one that must not be written.
  accessSync(file, constants.W_OK);
  const { mode, uid, gid } = statSync(file);
  const temporary = `${file}.${process.pid}`;
  const descriptor = openSync(temporary, "wx", 0o600);
  try {
    try {
      writeFileSync(descriptor, text);
      if (process.getuid?.() === 0) fchownSync(descriptor, uid, gid);
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
}
