import { ForeseenError } from "../errors/foreseen-error";

/**
 * What a failed request may have done at the service:
 * `not-sent` it provably never reached it, `refused` the service answered no and did nothing, `unknown` anything may have happened.
 */
export type RequestOutcome = "not-sent" | "refused" | "unknown";

interface Request {
  method: string;
  /** Scheme, host and path, without query. */
  url: string;
}

/** Any failure of a request to the management API. */
export abstract class ApiError extends ForeseenError {
  constructor(
    code: string,
    explanation: string,
    readonly request: Request,
    readonly outcome: RequestOutcome,
    options?: ErrorOptions,
  ) {
    super(code, explanation, options);
  }
}

/** The service, or the gateway in front of it, answered with an error status. */
export class RefusedError extends ApiError {
  override readonly name = "RefusedError";

  constructor(
    code: string,
    explanation: string,
    request: Request,
    outcome: RequestOutcome,
    readonly status: number,
    /** Code of the service (`MSGSMS.0051`) or the gateway (`APIGW.0301`); empty when the body held none. */
    readonly serviceCode: string,
    readonly serviceMessage: string,
    readonly requestId: string | undefined,
  ) {
    super(code, explanation, request, outcome);
  }
}

/** No answer: connection refused, name not found, timeout, reset, or an answer cut short. */
export class NoAnswerError extends ApiError {
  override readonly name = "NoAnswerError";
}

/** An answer came that is not what the contract says. What it did hold, as far as it is usable, is in `applicationId`. */
export class UnexpectedAnswerError extends ApiError {
  override readonly name = "UnexpectedAnswerError";

  constructor(
    code: string,
    explanation: string,
    request: Request,
    outcome: RequestOutcome,
    readonly applicationId: string | undefined,
  ) {
    super(code, explanation, request, outcome);
  }
}
