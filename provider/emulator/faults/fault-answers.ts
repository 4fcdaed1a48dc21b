import { isObject } from "../contract/control-input";
import { answerText, type Answer } from "../contract/answer";
import { Refusal, refusalBody } from "../contract/refusals";
import { documentedCodes } from "./documented-codes";
import type { FaultAnswer, FaultOf } from "./fault";

/** The answer that a plan writes out, or names by its code. */
export function plannedAnswer(planned: FaultAnswer, requestId: string): Answer {
  const headers: Record<string, string> = planned.retryAfter === undefined ? {} : { "Retry-After": String(planned.retryAfter) };
  if ("body" in planned) {
    return {
      status: planned.status,
      body: null,
      text: planned.body,
      headers: { ...headers, "Content-Type": planned.contentType ?? "text/html" },
    };
  }
  const { code, status, shape, message, detail } = planned;
  const documented = documentedCodes.get(code);
  if (documented === undefined) throw new Error(`${code} is not documented, so its plan was not checked`);
  const refusal = new Refusal(shape ?? documented.from, {
    status: status ?? documented.status,
    code,
    message: message ?? documented.message,
    detail,
  });
  return { status: refusal.status, body: refusalBody(refusal, requestId), headers, errorCode: code };
}

/** The answer with a body that is not JSON. */
export function malformedAnswer({ body }: FaultOf<"malformed">, answer: Answer): Answer {
  return { status: 200, body: null, text: body ?? answerText(answer).slice(0, -1) };
}

const megabyte = 1024 * 1024;

/** The answer with a body that is JSON, but not the right one. */
export function changedAnswer(fault: FaultOf<"answer">, answer: Answer): Answer {
  const body = fault.replace === undefined ? answer.body : fault.replace;
  if (!isObject(body)) return { status: 200, body };
  const inResults = fault.in === "results" && Array.isArray(body["results"]);
  const changed = inResults
    ? { ...body, results: (body["results"] as unknown[]).map((item) => changedFields(fault, item)) }
    : changedFields(fault, body);
  return {
    status: 200,
    body: fault.fillerMb === undefined ? changed : { ...(changed as object), filler: "x".repeat(fault.fillerMb * megabyte) },
  };
}

// A copy: answers of applications are kept and given again (app-answer.ts).
function changedFields({ without = [], merge }: FaultOf<"answer">, body: unknown): unknown {
  if (!isObject(body)) return body;
  const left = Object.entries(body).filter(([field]) => !without.includes(field));
  return { ...Object.fromEntries(left), ...merge };
}
