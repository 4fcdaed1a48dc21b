import { createHash } from "node:crypto";
import type { LiveApplication, Market } from "../../service";
import { createdWithin } from "./creation-time";
import { timing } from "./timing";

/** The one place in which an application of a name can be: names are unique there. */
export interface IntentPlace {
  endpoint: string;
  cloudRegion: string;
  projectId: string;
  market: Market;
  name: string;
}

/** A text for a place that says nothing of it, and the same in every run. */
export const placeKey = ({ endpoint, cloudRegion, projectId, market, name }: IntentPlace): string =>
  createHash("sha256")
    .update(JSON.stringify([endpoint, cloudRegion, projectId, market, name]))
    .digest("hex")
    .slice(0, 32);

/**
 * What is written down before a creation is sent, so that an application whose run was killed is found again. Nothing in it is secret.
 * Without `id` nobody knows yet what came of it.
 */
export interface CreationIntent extends IntentPlace {
  profile?: string;
  /** The stack that creates; null when the engine did not tell it. */
  stack: string | null;
  /** ISO time shortly before the request, by the service's clock where it has told it. */
  time: string;
  /** Ids that the list held before. */
  seenBefore: string[];
  /** The application that was created. */
  id?: string;
}

/** The intents of this user on this machine. All of them are safe on the disk when a method returns. */
export interface CreationIntents {
  /** What tells this run from every other one, on whatever machine. */
  readonly run: string;
  /** Makes the folder, if need be. @throws ForeseenError SMS2022 when it cannot be used */
  open(): void;
  /** The run of this machine that wrote the note of a place. @throws ForeseenError SMS2022 when the folder cannot be used */
  author(place: IntentPlace): string | undefined;
  /** The intent that another run has left; never one of this run. @throws ForeseenError SMS2022 when the folder cannot be used */
  find(place: IntentPlace): CreationIntent | undefined;
  /** All that other runs have left. @throws ForeseenError SMS2022 when the folder cannot be used */
  left(): CreationIntent[];
  /** Takes the place of an earlier one of the same place. @throws ForeseenError SMS2022 when the folder cannot be used */
  write(intent: CreationIntent): void;
  remove(place: IntentPlace): void;
  /** Forgets the intent whose application is in the state: it is done. */
  settle(id: string): void;
  /** Whether the process that wrote the intent still runs, and may still be sending; never true for this process. */
  senderLives(place: IntentPlace): boolean;
}

/** What an intent is judged by. */
interface Judged {
  /** The stack that runs; null when the engine does not tell it. */
  stack: string | null;
  /** Time of the service. */
  now: Date;
  /** Hours that the service's times may be ahead of UTC. */
  zones: readonly number[];
}

/**
 * Whether an application that exists is the one that an earlier run of this stack set out to create. Without a recorded id it must have
 * appeared since, and have been created at about the time of the intent.
 */
export function isIntended(intent: CreationIntent, existing: LiveApplication, { stack, now, zones }: Judged): boolean {
  if (stack === null || intent.stack !== stack) return false;
  if (intent.id !== undefined) return intent.id === existing.id;
  const window = { ...timing.createdAfterNote, began: Date.parse(intent.time), listAge: 0 };
  return !intent.seenBefore.includes(existing.id) && createdWithin(window, existing, now, zones);
}
