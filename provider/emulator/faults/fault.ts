import type { OperationId } from "../contract/operation-id";

/** An answer of the service or the gateway that is not the operation's own. */
export type FaultAnswer = DocumentedAnswer | RawAnswer;

interface DocumentedAnswer {
  /** A documented code such as `MSGSMS.0001` or `APIGW.0201`; it decides the shape of the body. */
  code: string;
  /** The status of the code (GW, GAP-CODES) unless given. */
  status?: number;
  /** Whoever has the code, unless given. */
  shape?: "service" | "gateway";
  message?: string;
  /** `error_detail`, which only the service has. */
  detail?: string;
  /** The `Retry-After` header: seconds, or a text as it stands, such as a date. */
  retryAfter?: number | string;
}

interface RawAnswer {
  status: number;
  /** As it stands, such as a page of HTML. */
  body: string;
  /** `text/html` unless given. */
  contentType?: string;
  retryAfter?: number | string;
}

/** What goes wrong. Times are milliseconds. */
export type Fault =
  /** Nothing is done, and the connection is reset without a byte. */
  | { kind: "refuse-connection" }
  | { kind: "reset" }
  /** Nothing is done, and the connection is closed without a byte. */
  | { kind: "drop-before-commit" }
  /** In real time, before the operation acts (the default) or after it. Adds to any other fault of the call. */
  | { kind: "delay"; ms: number; when?: "before" | "after" }
  /** Nothing is done. */
  | ({ kind: "status" } & FaultAnswer)
  /** Short for `status` with 429 APIGW.0308. */
  | { kind: "throttle"; retryAfter?: number | string }
  /** The operation acts, and the connection ends without a byte. */
  | { kind: "commit-then-drop"; by?: "close" | "reset" }
  /** The operation acts, and another answer is given. */
  | ({ kind: "commit-then-status" } & FaultAnswer)
  /** The operation acts; so many bytes of the answer's body arrive, at most all but the last, then the connection is closed. */
  | { kind: "cut"; bytes: number }
  /** The operation acts; the answer is 200 with this body, or else with the right one without its last byte. */
  | { kind: "malformed"; body?: string }
  /** The operation acts; the answer is 200 with a changed body. */
  | {
      kind: "answer";
      /** In the place of the right body. */
      replace?: unknown;
      /** Fields to take out. */
      without?: string[];
      /** Fields to put in, over those that are there. */
      merge?: Record<string, unknown>;
      /** Where fields are taken out and put in: in the body itself (the default), or in each of its `results`. */
      in?: "body" | "results";
      /** Megabytes to make the body longer by. */
      fillerMb?: number;
    }
  /** The operation acts, but what it did is seen only later; `reserve` takes the name and the place in the quota at once. */
  | { kind: "late-commit"; ms: number; answer?: "drop" | "normal"; reserve?: boolean }
  /** List and count leave out the applications that are younger than this. */
  | { kind: "stale-list"; ms: number }
  /** The service's clock is wrong by this much until the faults are cleared; the last one planned holds. Strikes no single call. */
  | { kind: "skewed-clock"; ms: number };

export type FaultKind = Fault["kind"];
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>;

/** A fault and the calls that it strikes. */
export interface FaultPlan {
  /** Any to which the fault can happen, unless given. */
  operation?: OperationId;
  /** The first of the matching calls to strike, counted from 1 since the fault was planned; 1 unless given. */
  call?: number;
  /** How many matching calls in a row to strike; 1 unless given. */
  times?: number | "always";
  fault: Fault;
}

/** A planned fault and what has come of it. */
export interface PlannedFault extends FaultPlan {
  /** Matching calls so far. */
  seen: number;
  /** Calls struck so far. A call that an earlier planned fault has struck is not struck again. */
  struck: number;
}
