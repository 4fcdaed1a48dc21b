import type { ServerResponse } from "node:http";
import type { Journal } from "./journal";
import type { OperationId } from "./operations";

/** One request on its way through the emulator. */
export interface Exchange {
  /** Undefined where no operation has this method and path. */
  readonly operation: OperationId | undefined;
  /** 1 for the first call of this operation since the start. */
  readonly call: number;
  readonly requestId: string;
  readonly arrivedAt: Date;
  readonly method: string;
  readonly path: string;
  /** As received, without the question mark. */
  readonly query: string;
  /** Node's own response, for whoever must cut an answer or its connection. */
  readonly outgoing: ServerResponse;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Set for a refusal. */
  readonly errorCode?: string;
}

/** The one place through which every answer of the management API leaves: it is noted, logged and sent here and nowhere else. */
export class Departure {
  constructor(
    private readonly journal: Journal,
    private readonly log: (line: string) => void,
  ) {}

  leave(exchange: Exchange, answer: Answer): Response {
    this.#note(exchange, answer.status, answer.errorCode ?? null);
    const headers = { "Content-Type": "application/json", "X-Request-Id": exchange.requestId };
    return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
  }

  /** Notes a request whose client went away before it could be answered. */
  abandon(exchange: Exchange): void {
    this.#note(exchange, null, null);
  }

  #note(exchange: Exchange, status: number | null, errorCode: string | null): void {
    const { method, path, query, operation, arrivedAt } = exchange;
    const seen = this.journal.add({ time: arrivedAt.toISOString(), method, path, query, operation: operation ?? null, status, errorCode });
    this.log(`${seen.time} ${method} ${path} ${operation ?? "-"} ${status ?? "no answer"}${errorCode === null ? "" : ` ${errorCode}`}`);
  }
}
