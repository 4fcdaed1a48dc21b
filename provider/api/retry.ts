import { NoAnswerError } from "./api-errors";
import type { ApiRequest } from "./sign-request";
import type { Answer, Send } from "./transport";

/** How often and how long a request that changes nothing twice is tried again. */
export interface Retries {
  /** All tries together, the first included. */
  attempts: number;
  /** Milliseconds from the first try on, after which no further one begins. */
  budget: number;
  /** Waits so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
  /** From 0 to below 1. */
  random: () => number;
}

type Ending = { answer: Answer } | { failure: unknown };

/**
 * Sends GET and PUT again when no answer came, or one that may be different next time. A POST goes through once: it creates an
 * application, and nobody can take a second one back.
 *
 * The pause doubles from half a second to 8 s and has jitter, because dozens of requests may fail at once; the service publishes
 * no `Retry-After`, but one that comes is followed (fact sheet 5).
 */
export function retrying(send: Send, { attempts, budget, pause, random }: Retries, clock: () => Date): Send {
  return async (request) => {
    const started = clock().getTime();
    for (let attempt = 1; ; attempt++) {
      const ending = await endingOf(send, request);
      const wait = Math.max(backoff(attempt, random()), retryAfter(ending, clock()));
      const spent = clock().getTime() - started;
      const last = attempt >= attempts || spent + wait > budget || request.method === "POST" || !mayChange(ending);
      if (last && "answer" in ending) return ending.answer;
      if (last) throw (ending as { failure: unknown }).failure;
      await pause(wait);
    }
  };
}

async function endingOf(send: Send, request: ApiRequest): Promise<Ending> {
  try {
    return { answer: await send(request) };
  } catch (failure) {
    return { failure };
  }
}

const passingStatus: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

const mayChange = (ending: Ending) =>
  "answer" in ending ? passingStatus.has(ending.answer.status) : ending.failure instanceof NoAnswerError;

/** Milliseconds before the next try: half of the doubled step, and a random part of the other half. */
export function backoff(attempt: number, random: number): number {
  const step = Math.min(500 * 2 ** (attempt - 1), 8_000);
  return step / 2 + (step / 2) * random;
}

/** The milliseconds that the answer asks for in `Retry-After`, as seconds or as a date; 0 when it asks for none. */
function retryAfter(ending: Ending, now: Date): number {
  const header = "answer" in ending ? ending.answer.header("retry-after") : undefined;
  if (header === undefined) return 0;
  const milliseconds = /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
}
