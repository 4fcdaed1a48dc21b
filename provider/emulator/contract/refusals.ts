interface RefusalWords {
  status: number;
  code: string;
  message: string;
  /** `error_detail`, which only the service has. */
  detail?: string | undefined;
}

/** A request that the emulator refuses, as the service or, in front of it, the API gateway would. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;

  constructor(
    readonly from: "gateway" | "service",
    { status, code, message, detail }: RefusalWords,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

// The codes and statuses of the gateway are those of GW. The service's page (ERR-ZH) has
// codes and texts but no statuses: those are inferred (GAP-CODES).

/** No such API or method: also what a DELETE gets. */
export const unknownOperation = () =>
  new Refusal("gateway", {
    status: 404,
    code: "APIGW.0101",
    message: "The API does not exist or has not been published in the environment",
  });

export const bodyTooLarge = () => new Refusal("gateway", { status: 413, code: "APIGW.0201", message: "Request entity too large" });

export const badAddress = () =>
  new Refusal("gateway", { status: 400, code: "APIGW.0201", message: "Bad request: the address cannot be decoded" });

/** @param reason the tail that the gateway appends (SIGN api-sign-0001) */
export const notAuthenticated = (reason: string) =>
  new Refusal("gateway", { status: 401, code: "APIGW.0301", message: `Incorrect IAM authentication information: ${reason}` });

/** A valid signature for a project that is not the account's. GW has 0310 for it; 0302 would mean a lack of rights inside a known project. */
export const projectUnavailable = () => new Refusal("gateway", { status: 403, code: "APIGW.0310", message: "The project is unavailable" });

export const internalError = () => new Refusal("service", { status: 500, code: "MSGSMS.0001", message: "Internal server error." });

/** @param detail which part of the request breaks the contract, and how */
export const invalidParameter = (detail: string) =>
  new Refusal("service", { status: 400, code: "MSGSMS.0002", message: "Invalid Parameter.", detail });

export const appDoesNotExist = (id: string) =>
  new Refusal("service", { status: 404, code: "MSGSMS.0014", message: "App does not exist.", detail: `id=${id}` });

/** Names are unique in a project and market; the real scope is not documented (GAP-SCOPE). */
export const nameDuplicated = (name: string) =>
  new Refusal("service", { status: 400, code: "MSGSMS.0051", message: "Application Name is duplicated", detail: `app_name=${name}` });

/** No public source has the code for a used-up quota. Our choice: status 403, the general MSGSMS.0002, and a text that says it. */
export const quotaExceeded = (region: string, quota: number, used: number) =>
  new Refusal("service", {
    status: 403,
    code: "MSGSMS.0002",
    message: "The quota of applications is used up.",
    detail: `region=${region}, total=${quota}, used=${used}`,
  });

/** No public source has the code for arrears. Our choice: the documented one for an account that the service is not open for. */
export const accountRestricted = () =>
  new Refusal("service", { status: 403, code: "MSGSMS.0013", message: "Service not yet opened.", detail: "The account is in arrears." });

/** No public source has the code for a frozen account either. Our choice: the gateway's for a project that cannot be used. */
export const accountFrozen = () =>
  new Refusal("gateway", { status: 403, code: "APIGW.0310", message: "The project is unavailable: the account is frozen" });

const longestText = 4096;

/** The body of a refusal in the shape of whoever refuses; texts are cut at the contract's length. */
export function refusalBody(refusal: Refusal, requestId: string): Record<string, string> {
  const text = { error_code: refusal.code, error_msg: refusal.message.slice(0, longestText) };
  if (refusal.from === "gateway") return { ...text, request_id: requestId };
  return { ...text, ...(refusal.detail === undefined ? {} : { error_detail: refusal.detail.slice(0, longestText) }) };
}
