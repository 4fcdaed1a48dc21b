import { answerOf, objectIn } from "./pulumi-answer";
import type { RunPulumi } from "./run-pulumi";

/** The `msgsms:` configuration of a stack. */
export interface StackSettings {
  /** The text of `msgsms:projectId` for `projectId`, decrypted. */
  get: (key: string) => string | undefined;
  keys: () => readonly string[];
  /** Whether it is marked secret, or may be. */
  hides: (key: string) => boolean;
}

const prefix = "msgsms:";

/**
 * The configuration of a stack, decrypted. It stays in memory.
 *
 * @throws ForeseenError SMS4007 when it cannot be read
 */
export async function stackSettings(stack: string, pulumi: RunPulumi): Promise<StackSettings> {
  const words = ["config", "--json", "--show-secrets", "--stack", stack, "--non-interactive"];
  const entries = objectIn(await answerOf({ stack, words }, pulumi), { stack, words });
  const entry = (key: string) => (entries[`${prefix}${key}`] ?? {}) as { value?: unknown; secret?: unknown };
  return {
    get: (key) => {
      const { value } = entry(key);
      return typeof value === "string" ? value : undefined;
    },
    keys: () => Object.keys(entries).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])),
    hides: (key) => entry(key).secret !== false,
  };
}
