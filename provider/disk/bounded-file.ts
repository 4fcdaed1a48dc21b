import { closeSync, constants, fstatSync, openSync, readSync, statSync, type Stats } from "node:fs";
import { kindOf, type Kind } from "./kinds";

/** Why a file is not read: it is none, or it is too large. The size is undefined when the file grew while it was read. */
export type NotRead = { is: Exclude<Kind, "file"> } | { is: "too large"; size: number | undefined };

/**
 * The bytes of a regular file of at most `limit` bytes. Everything that comes from a disk is read by this: kind and size are asked first,
 * never more than one byte beyond the limit is read, and nothing waits: not for a pipe, not for a device.
 *
 * @throws what the disk says
 */
export function readBounded(path: string, limit: number): Uint8Array | NotRead {
  // Asked before it is opened, because opening alone can make a device act.
  const before = refusalOf(statSync(path), limit);
  if (before !== undefined) return before;
  const descriptor = openSync(path, constants.O_RDONLY | withoutWaiting);
  try {
    const stats = fstatSync(descriptor);
    return refusalOf(stats, limit) ?? contentOf(descriptor, stats.size, limit);
  } finally {
    closeSync(descriptor);
  }
}

/** Windows has no such flag, and no pipes among its files. */
const withoutWaiting = process.platform === "win32" ? 0 : constants.O_NONBLOCK;

function refusalOf(stats: Stats, limit: number): NotRead | undefined {
  const kind = kindOf(stats);
  if (kind !== "file") return { is: kind };
  return stats.size > limit ? { is: "too large", size: stats.size } : undefined;
}

/** The size is a hint alone: files of the system say 0, and any file can grow. */
function contentOf(descriptor: number, size: number, limit: number): Uint8Array | NotRead {
  let bytes = Buffer.allocUnsafe(Math.min(size, limit) + 1);
  let length = 0;
  for (;;) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
    if (length > limit) return { is: "too large", size: undefined };
    if (length === bytes.length) bytes = Buffer.concat([bytes], Math.min(2 * length, limit) + 1);
  }
}
