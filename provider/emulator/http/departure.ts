import type { ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { answerText, type Answer } from "../contract/answer";
import type { Journal } from "../state/journal";
import type { OperationId } from "../contract/operation-id";

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
  /** The kinds of fault that strike it; null for none. */
  readonly fault: string | null;
  /** Whether the operation has changed what the service holds. */
  committed: boolean;
}

/** The one place through which every answer of the management API leaves: it is noted, logged and sent here and nowhere else. */
export class Departure {
  #dateSecond = 0;
  #date = "";

  constructor(
    private readonly journal: Journal,
    private readonly log: (line: string) => void,
    private readonly clock: () => Date,
  ) {}

  leave(exchange: Exchange, answer: Answer): Response {
    this.#note(exchange, answer.status, answer.errorCode ?? null);
    return new Response(answerText(answer), { status: answer.status, headers: this.#headers(exchange, answer) });
  }

  /** Ends the connection without a byte of an answer: closed as usual, or reset. */
  drop(exchange: Exchange, how: "close" | "reset"): Response {
    this.#note(exchange, null, null);
    const { socket } = exchange.outgoing;
    if (how === "reset") socket?.resetAndDestroy();
    else socket?.destroy();
    return RESPONSE_ALREADY_SENT;
  }

  /** Ends the connection of a call that is from before a new start, and so has no place in the list of requests. */
  forget({ outgoing }: Exchange): Response {
    outgoing.socket?.destroy();
    return RESPONSE_ALREADY_SENT;
  }

  /** Promises the whole body, sends so many bytes of it, at most all but the last, and ends the connection. */
  cut(exchange: Exchange, answer: Answer, bytes: number): Response {
    this.#note(exchange, answer.status, answer.errorCode ?? null);
    const { outgoing } = exchange;
    const body = Buffer.from(answerText(answer));
    outgoing.writeHead(answer.status, { ...this.#headers(exchange, answer), "Content-Length": body.length });
    outgoing.write(body.subarray(0, Math.min(bytes, body.length - 1)));
    outgoing.flushHeaders();
    outgoing.socket?.destroySoon();
    return RESPONSE_ALREADY_SENT;
  }

  /** Notes a request whose client went away before it could be answered. */
  abandon(exchange: Exchange): void {
    this.#note(exchange, null, null);
  }

  #headers(exchange: Exchange, answer: Answer): Record<string, string> {
    const usual = { "Content-Type": "application/json", "X-Request-Id": exchange.requestId, Date: this.#dateHeader() };
    return answer.headers === undefined ? usual : { ...usual, ...answer.headers };
  }

  // Node would say the machine's time. Written out once a second, as Node does.
  #dateHeader(): string {
    const now = this.clock();
    const second = Math.floor(now.getTime() / 1000);
    if (second !== this.#dateSecond) {
      this.#dateSecond = second;
      this.#date = now.toUTCString();
    }
    return this.#date;
  }

  #note(exchange: Exchange, status: number | null, errorCode: string | null): void {
    const { method, path, query, operation, arrivedAt, fault, committed } = exchange;
    const time = arrivedAt.toISOString();
    this.journal.add({ time, method, path, query, operation: operation ?? null, status, errorCode, fault, committed });
    const code = errorCode === null ? "" : ` ${errorCode}`;
    const struck = fault === null ? "" : ` (${fault}; ${committed ? "committed" : "not committed"})`;
    this.log(`${time} ${method} ${path} ${operation ?? "-"} ${status ?? "no answer"}${code}${struck}`);
  }
}
