import { ApiError } from "./api-errors";
import { mayBeSentAgain, outcomes, type Ending } from "./outcomes";
import type { Turn } from "./requests-under-way";
import { endingOfAnswer } from "./refusal";
import type { ApiRequest } from "./signing";
import type { Answer, Send } from "./exchange";

/** How often and how long a request is tried again, where that is safe. */
export interface Retries {
  /** All tries of one request together, the first included. */
  attempts: number;
  /** Milliseconds that all requests of an operation together may lose to failed tries and the pauses after them. */
  budget: number;
  /** Waits so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
  /** From 0 to below 1. */
  random: () => number;
}

export interface RetryDeps {
  retries: Retries;
  /** This machine's clock, for durations. */
  clock: () => Date;
  /** The service's time, for `Retry-After` as a date. */
  serviceTime: () => Date;
  turn: Turn;
}

type Attempt = { answer: Answer } | { failure: unknown };

/**
 * Gives the function that sends the requests of one operation, over all pages of a list, with one budget. A request is sent again
 * where the table of outcomes allows it: GET and PUT when no answer came, or one that may be different next time; a POST only
 * when it provably did not reach the service, for it creates an application, and nobody can take a second one back.
 *
 * The pause doubles from half a second to 8 s and has jitter, because dozens of requests may fail at once; the service publishes
 * no `Retry-After`, but one that comes is followed (GAP-LIMITS). Waiting for a turn costs nothing of the budget.
 */
export function retryingOperation(send: Send, { retries, clock, serviceTime, turn }: RetryDeps): Send {
  const { attempts, budget, pause, random } = retries;
  let lost = 0;
  return async (request) => {
    let uncertain: Attempt | undefined;
    for (let attempt = 1; ; attempt++) {
      const leave = await turn();
      const began = clock().getTime();
      const made = await attempted(send, request).finally(leave);
      const ending = endingOf(made);
      if (ending === undefined || !mayBeSentAgain(ending, request.method)) return answerOf(made);
      if (outcomes[ending].outcome === "unknown") uncertain = made;
      lost += Math.max(0, clock().getTime() - began);
      const wait = Math.max(backoff(attempt, random()), retryAfter(made, serviceTime()));
      // That the last try did not reach the service says nothing about an earlier one that may have taken effect.
      if (attempt >= attempts || lost + wait > budget) return answerOf(uncertain ?? made);
      await pause(wait);
      lost += wait;
    }
  };
}

async function attempted(send: Send, request: ApiRequest): Promise<Attempt> {
  try {
    return { answer: await send(request) };
  } catch (failure) {
    return { failure };
  }
}

/** The row of the table of outcomes; undefined for success, and for what is not a failure of a request. */
function endingOf(made: Attempt): Ending | undefined {
  if ("answer" in made) return made.answer.status < 300 ? undefined : endingOfAnswer(made.answer);
  return made.failure instanceof ApiError ? made.failure.ending : undefined;
}

function answerOf(made: Attempt): Answer {
  if ("answer" in made) return made.answer;
  throw made.failure;
}

/** Milliseconds before the next try: half of the doubled step, and a random part of the other half. */
export function backoff(attempt: number, random: number): number {
  const step = Math.min(500 * 2 ** (attempt - 1), 8_000);
  return step / 2 + (step / 2) * random;
}

/** The milliseconds that the answer asks for in `Retry-After`, as seconds or as a date; 0 when it asks for none. */
function retryAfter(made: Attempt, now: Date): number {
  const header = "answer" in made ? made.answer.header("retry-after") : undefined;
  if (header === undefined) return 0;
  const milliseconds = /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
}
