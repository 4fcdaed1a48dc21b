import { RefusedError } from "./api-errors";
import { endingOfStatus, outcomes, type Ending } from "./outcomes";
import { isGatewayCode, refusalCode } from "./refusal-codes";
import { access, address, fault, keys, throttled, unexplained, type Refused, type RefusalWords } from "./refusal-words";
import { asked, effectOf, type Answer } from "./exchange";
import { asShown, plain, quoted, shownText, type Message, type Shown } from "../messages";
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
  const serviceMessage = shown(body.message);
  const requestId = shown(answer.header("x-request-id") ?? body.requestId).slice(0, 128) || undefined;
  const ending = endingOfAnswer(answer);
  const isUnknown = outcomes[ending].outcome === "unknown" && effectOf(request) !== undefined;
  const { means, ...row } = refusalCode(serviceCode) ?? {};
  const { kind, told } = { ...wordsOfStatus(status), ...row };
  const code = plain(["HTTP", status, serviceCode].filter((part) => part !== "").join(" "));
  const facts = {
    answer: serviceMessage === "" ? code : plain(`${code} ${JSON.stringify(serviceMessage)}`),
    means,
    "request id": requestId === undefined ? undefined : plain(requestId),
    effect: isUnknown ? effectOf(request) : undefined,
    request: asked(request),
  };
  const made = told({ shared: { facts }, said: saidIn(serviceMessage, code), method: request.method, isUnknown });
  const meaning = kind === "missing" ? "application-missing" : "refused";
  return new RefusedError(withClock(made, answer, now), request, ending, { meaning, status, serviceCode, serviceMessage, requestId });
}

/** @param rest what the answer holds besides its words */
function saidIn(message: string, rest: Shown): Refused["said"] {
  if (message === "") return undefined;
  const all = message.split(" ");
  const words = quoted(all.length > mostWords ? `${all.slice(0, mostWords).join(" ")}…` : message);
  return { words: asShown(words), rest: words === JSON.stringify(message) ? rest : undefined };
}

/** Of the service's own words at the beginning of a message; all of them are below it. */
const mostWords = 12;

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
  (answer.status === 401 || answer.status === 403) && refusalCode(codeIn(answer))?.kind === "keys";

/**
 * Whether the answer counts against the access key itself. A code of the service says that the gateway had accepted the signature: the
 * key is then right, and only this project is not its own.
 */
export const refusesKeys = (answer: Answer) => answer.status === 401 && !codeIn(answer).startsWith("MSGSMS.");

function wordsOfStatus(status: number): RefusalWords {
  if (status >= 500) return fault("failed", "later", "ticket");
  switch (status) {
    case 401:
      return keys("refused", "keys");
    case 403:
      return access("refused", "permission", "arrears");
    case 404:
      return address("address");
    case 429:
      return throttled("throttled");
    default:
      return unexplained;
  }
}

/** The gateway accepts 15 minutes of difference to its own clock (SIGN). */
const largestSkew = 15 * 60_000;

/** The message with a clock that is too far off as what led to it, and as one more thing to do. */
function withClock(told: Message, { status, header }: Answer, now: Date): Message {
  const ahead = now.getTime() - Date.parse(header("date") ?? "");
  if ((status !== 401 && status !== 403) || !(Math.abs(ahead) > largestSkew)) return told;
  const cause = clockDifference(ahead, "limit");
  return { ...told, cause, do: [...told.do, ...cause.do] };
}
