import type { ErrorObject, ValidateFunction } from "ajv";
import { UnexpectedAnswerError } from "./api-errors";
import type { CreatedApplication } from "../service";
import type { Ending } from "./outcomes";
import { asked, effectOf } from "./request-name";
import type { Answer } from "./transport";

/** The answer's body as JSON. @throws UnexpectedAnswerError if it is none */
export function jsonOf(answer: Answer): unknown {
  try {
    // SDKs of the service serialise an absent field as null (all fields are optional in SDK-GO): both mean absent.
    return JSON.parse(answer.body, (_key, value: unknown) => (value === null ? undefined : value));
  } catch {
    throw unexpected(answer, answer.body === "" ? "an empty body" : "a body that is no JSON", "malformed-json");
  }
}

/** The checked value. @throws UnexpectedAnswerError naming the field that is not as the contract (schemas/openapi.yaml) says */
export function checked<Value>(answer: Answer, value: unknown, validate: ValidateFunction<Value>): Value {
  if (!validate(value)) throw unexpected(answer, `a body that is not as documented: ${faults(validate)}`, "undocumented-answer");
  return value;
}

/** The places and rules that an answer breaks, without its values: they may be keys. */
export function faults({ errors }: ValidateFunction): string {
  const texts = (errors ?? []).map(({ instancePath, message }: ErrorObject) => `${instancePath || "the body"} ${message ?? "is wrong"}`);
  return texts.slice(0, 3).join("; ") + (texts.length > 3 ? ` (and ${texts.length - 3} more)` : "");
}

/**
 * The error for an answer that came and is not as documented.
 *
 * @param created what an answer to create held all the same
 */
export function unexpected(answer: Answer, what: string, ending: Ending, created?: CreatedApplication): UnexpectedAnswerError {
  const effect =
    created === undefined ? effectOf(answer.request) : `The application exists and has the id ${created.id}: do not create it again. `;
  const explanation = `${asked(answer.request)} was answered with HTTP ${answer.status} and ${what}. ${effect}Check the endpoint; if it is right, the service has changed.`;
  return new UnexpectedAnswerError("SMS3003", explanation, answer.request, ending, created?.id, created);
}
