import { RefusedError } from "./api-errors";
import { endingOfStatus, outcomes, type Ending } from "./outcomes";
import { isGatewayCode, refusalCode } from "./refusal-codes";
import { asked, effectOf } from "./request-name";
import type { Answer } from "./transport";
import { sentence, shownText } from "../messages";
import { clockDifference } from "../service";
import { errorBody } from "./wire";

/**
 * Makes the error for an answer with a status of 400 or more, from the body of the service or of the gateway. A body that is
 * neither still gives an error, from the status.
 *
 * @param secrets texts that must not be shown even if the service repeats them
 * @param now our clock, compared with the answer's Date when authentication failed
 */
export function refusal(answer: Answer, secrets: readonly string[], now: Date): RefusedError {
  const { request, status } = answer;
  const body = errorBody(objectIn(answer.body));
  const shown = (text: string | undefined) => shownText(text ?? "", secrets);
  const serviceCode = shown(body.code).slice(0, 64);
  const message = shown(body.message);
  const requestId = shown(answer.header("x-request-id") ?? body.requestId).slice(0, 128) || undefined;
  const row = refusalCode(serviceCode);
  const ending = endingOfAnswer(answer);
  const sentences = [
    `${asked(request)} was refused with ${[`HTTP ${status}`, serviceCode].filter(Boolean).join(" ")}${quoted(message, requestId)}.`,
    row?.sentence ?? sentenceOf(status),
    clockSentence(answer, now),
    outcomes[ending].outcome === "unknown" ? effectOf(request).trim() : "",
  ];
  const explanation = sentences.filter((sentence) => sentence !== "").join(" ");
  return new RefusedError(row?.code ?? codeOf(status), explanation, request, ending, status, serviceCode, message, requestId);
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // A proxy's HTML page, for example: the status alone then says what happened.
    return {};
  }
}

const codeIn = (answer: Answer) => errorBody(objectIn(answer.body)).code ?? "";

/** The row of the table of outcomes for an answer with a status of 300 or more. */
export function endingOfAnswer(answer: Answer): Ending {
  const code = codeIn(answer);
  const { didNothing = false, beforeService = false } = refusalCode(code) ?? {};
  return endingOfStatus(answer.status, { fromGateway: isGatewayCode(code), didNothing, beforeService });
}

/** Whether the answer refuses the caller's signature or keys with a code that says so; such a request did nothing. */
export const refusesAuthentication = (answer: Answer) =>
  (answer.status === 401 || answer.status === 403) && refusalCode(codeIn(answer))?.code === "SMS3004";

function codeOf(status: number): string {
  if (status >= 500) return "SMS3010";
  return ({ 401: "SMS3004", 403: "SMS3005", 404: "SMS3007", 429: "SMS3009" } as Record<number, string>)[status] ?? "SMS3011";
}

function sentenceOf(status: number): string {
  switch (codeOf(status)) {
    case "SMS3004":
      return "Check the access key, the secret key and the security token.";
    case "SMS3005":
      return "Check the IAM user's permissions, the project, and whether the account is in arrears or frozen.";
    case "SMS3007":
      return "The address or the project is wrong: check the endpoint, the cloud region and the project id.";
    case "SMS3009":
      return "Too many requests in a short time. Wait some seconds and run again.";
    case "SMS3010":
      return "The service or the gateway failed. Run again later.";
    default:
      return "Check the request's values against the service's words.";
  }
}

const quoted = (message: string, requestId: string | undefined) => {
  const parts = [message === "" ? "" : JSON.stringify(message), requestId === undefined ? "" : `request id ${requestId}`];
  const shown = parts.filter((part) => part !== "").join(", ");
  return shown === "" ? "" : ` (${shown})`;
};

/** The gateway accepts 15 minutes of difference to its own clock (SIGN). */
const largestSkew = 15 * 60_000;

function clockSentence({ status, header }: Answer, now: Date): string {
  const theirs = Date.parse(header("date") ?? "");
  if ((status !== 401 && status !== 403) || Number.isNaN(theirs)) return "";
  const difference = now.getTime() - theirs;
  if (Math.abs(difference) <= largestSkew) return "";
  return `${sentence(clockDifference(difference, "limit"))}.`;
}
