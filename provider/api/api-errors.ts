import type { Message } from "../messages";
import { CallFailure, type CallMeaning, type CallOutcome, type CreatedApplication } from "../service";
import { outcomes, type Ending } from "./outcomes";

interface Request {
  method: string;
  /** Scheme, host and path, without query. */
  url: string;
}

/**
 * Any failure of a request to the management API. Codes: SMS3001 not reached, SMS3002 no whole answer, SMS3003 unexpected answer,
 * SMS3004 authentication, SMS3005 permission or state of the account, SMS3006 no such application, SMS3007 wrong address or project,
 * SMS3008 name in use, SMS3009 throttled, SMS3010 fault of the service, SMS3011 refused otherwise, SMS3012 not sent because it cannot be right.
 */
export abstract class ApiError extends CallFailure {
  readonly outcome: CallOutcome;

  constructor(
    told: Message,
    readonly request: Request,
    /** The row of the table of outcomes. */
    readonly ending: Ending,
  ) {
    super(told);
    this.outcome = outcomes[ending].outcome;
  }
}

/** What an answer with an error status says, as it may be shown. */
interface Refusal {
  meaning: CallMeaning;
  status: number;
  /** Code of the service (`MSGSMS.0051`) or the gateway (`APIGW.0301`); empty when the body held none. */
  serviceCode: string;
  serviceMessage: string;
  requestId: string | undefined;
}

/** The service, or the gateway in front of it, answered with an error status. */
export class RefusedError extends ApiError {
  override readonly name = "RefusedError";
  readonly meaning: CallMeaning;
  readonly status: number;
  readonly serviceCode: string;
  readonly serviceMessage: string;
  readonly requestId: string | undefined;

  constructor(told: Message, request: Request, ending: Ending, { meaning, status, serviceCode, serviceMessage, requestId }: Refusal) {
    super(told, request, ending);
    this.meaning = meaning;
    this.status = status;
    this.serviceCode = serviceCode;
    this.serviceMessage = serviceMessage;
    this.requestId = requestId;
  }
}

/** No answer: connection refused, name not found, timeout, reset, or an answer cut short. */
export class NoAnswerError extends ApiError {
  override readonly name = "NoAnswerError";
  override readonly meaning = "no-answer";
}

/** An answer came that is not what the contract says. What it did hold, as far as it is usable, is in `created`. */
export class UnexpectedAnswerError extends ApiError {
  override readonly name = "UnexpectedAnswerError";
  override readonly meaning = "unexpected-answer";

  constructor(told: Message, request: Request, ending: Ending, created?: CreatedApplication) {
    super(told, request, ending);
    this.#created = created;
  }

  /** What a faulty answer to create held, secret included: it is never shown again. Private, so that no dump of the error shows it. */
  readonly #created: CreatedApplication | undefined;

  override get created(): CreatedApplication | undefined {
    return this.#created;
  }
}

/** A request that was not even tried, because it cannot be right. */
export class UnsendableError extends ApiError {
  override readonly name = "UnsendableError";
  override readonly meaning = "unsendable";
}
