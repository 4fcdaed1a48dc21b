import type { CreationIntent } from "../application";

/** An intent as it stands in its file: with the process that wrote it. */
export interface IntentRecord extends CreationIntent {
  format: typeof format;
  process: Sender;
}

/** A process, as seen from this machine: the same number on another host is another process. */
export interface Sender {
  host: string;
  pid: number;
  /** Drawn at random: process numbers come again, in containers soon. */
  run: string;
}

const format = "msgsms-intent/1";

export const recordOf = (intent: CreationIntent, process: Sender): IntentRecord => ({ ...intent, format, process });

const texts = ["endpoint", "cloudRegion", "projectId", "market", "name", "time"];

/** The record in a file's text; undefined for anything that this version did not write. */
export function parseRecord(text: string): IntentRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const record = value as Partial<Record<string, unknown>>;
  const whole =
    record["format"] === format &&
    texts.every((key) => typeof record[key] === "string") &&
    !Number.isNaN(Date.parse(String(record["time"]))) &&
    (record["stack"] === null || typeof record["stack"] === "string") &&
    (record["id"] === undefined || typeof record["id"] === "string") &&
    Array.isArray(record["seenBefore"]) &&
    isSender(record["process"]);
  return whole ? (value as IntentRecord) : undefined;
}

function isSender(value: unknown): value is Sender {
  if (typeof value !== "object" || value === null) return false;
  const { host, pid, run } = value as Partial<Sender>;
  return typeof host === "string" && typeof pid === "number" && typeof run === "string";
}
