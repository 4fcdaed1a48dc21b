/** A request that the emulator refuses, as the service or, in front of it, the API gateway would. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly from: "gateway" | "service",
    readonly status: number,
    readonly code: string,
    message: string,
    readonly detail?: string,
  ) {
    super(message);
  }
}

// The codes and statuses of the gateway are those of GW. The service's page (ERR-ZH) has
// codes and texts but no statuses: those are inferred (GAP-CODES).

/** No such API or method: also what a DELETE gets. */
export const unknownOperation = () =>
  new Refusal("gateway", 404, "APIGW.0101", "The API does not exist or has not been published in the environment");

export const bodyTooLarge = () => new Refusal("gateway", 413, "APIGW.0201", "Request entity too large");

export const badAddress = () => new Refusal("gateway", 400, "APIGW.0201", "Bad request: the address cannot be decoded");

/** @param reason the tail that the gateway appends (SIGN api-sign-0001) */
export const notAuthenticated = (reason: string) =>
  new Refusal("gateway", 401, "APIGW.0301", `Incorrect IAM authentication information: ${reason}`);

/** A valid signature for a project that is not the account's. GW has 0310 for it; 0302 would mean a lack of rights inside a known project. */
export const projectUnavailable = () => new Refusal("gateway", 403, "APIGW.0310", "The project is unavailable");

export const internalError = () => new Refusal("service", 500, "MSGSMS.0001", "Internal server error.");

/** @param detail which part of the request breaks the contract, and how */
export const invalidParameter = (detail: string) => new Refusal("service", 400, "MSGSMS.0002", "Invalid Parameter.", detail);

export const appDoesNotExist = (id: string) => new Refusal("service", 404, "MSGSMS.0014", "App does not exist.", `id=${id}`);

/** Names are unique in a project and market; the real scope is not documented (GAP-SCOPE). */
export const nameDuplicated = (name: string) =>
  new Refusal("service", 400, "MSGSMS.0051", "Application Name is duplicated", `app_name=${name}`);

/** No public source has the code for a used-up quota. Our choice: status 403, the general MSGSMS.0002, and a text that says it. */
export const quotaExceeded = (region: string, quota: number, used: number) =>
  new Refusal("service", 403, "MSGSMS.0002", "The quota of applications is used up.", `region=${region}, total=${quota}, used=${used}`);

/** No public source has the code for arrears. Our choice: the documented one for an account that the service is not open for. */
export const accountRestricted = () => new Refusal("service", 403, "MSGSMS.0013", "Service not yet opened.", "The account is in arrears.");

/** No public source has the code for a frozen account either. Our choice: the gateway's for a project that cannot be used. */
export const accountFrozen = () => new Refusal("gateway", 403, "APIGW.0310", "The project is unavailable: the account is frozen");

const longestText = 4096;

/** The body of a refusal in the shape of whoever refuses; texts are cut at the contract's length. */
export function refusalBody(refusal: Refusal, requestId: string): Record<string, string> {
  const text = { error_code: refusal.code, error_msg: refusal.message.slice(0, longestText) };
  if (refusal.from === "gateway") return { ...text, request_id: requestId };
  return { ...text, ...(refusal.detail === undefined ? {} : { error_detail: refusal.detail.slice(0, longestText) }) };
}
