import type { ErrorObject, ValidateFunction } from "ajv";
import { asShown, message, plain, type Shown } from "../messages";
import type { CreatedApplication } from "../service";
import { UnexpectedAnswerError } from "./api-errors";
import { asked, effectOf, type RequestName, type Answer } from "./exchange";

/** The answer's body as JSON. @throws UnexpectedAnswerError if it is not JSON */
export function jsonOf(answer: Answer): unknown {
  try {
    // SDKs of the service serialise an absent field as null (all fields are optional in SDK-GO): both mean absent.
    return JSON.parse(answer.body, (_key, value: unknown) => (value === null ? undefined : value));
  } catch {
    const told = message("SMS3003", { what: answer.body === "" ? "empty" : "notJson", ...unexpected(answer) });
    throw new UnexpectedAnswerError(told, answer.request, "malformed-json");
  }
}

/** The checked value. @throws UnexpectedAnswerError naming the field that is not as the contract (schemas/openapi.yaml) says */
export function checked<Value>(answer: Answer, value: unknown, validate: ValidateFunction<Value>): Value {
  if (!validate(value)) throw undocumented(answer, validate);
  return value;
}

/**
 * The error for an answer that is not as documented. It names the places and rules that the answer breaks, without its values: they may be keys.
 *
 * @param created what an answer to create held all the same
 */
export function undocumented(answer: Answer, { errors }: ValidateFunction, created?: CreatedApplication): UnexpectedAnswerError {
  const all = (errors ?? []).map(({ instancePath, message }: ErrorObject) =>
    plain(`${instancePath || "the body"} ${message ?? "is wrong"}`),
  );
  const faults = all.length > 3 ? [...all.slice(0, 3), asShown(`and ${all.length - 3} more`)] : all;
  const told = message("SMS3003", { what: "undocumented", ...unexpected(answer, { faults, created }) });
  const ending = created === undefined ? "undocumented-answer" : "undocumented-answer-with-id";
  return new UnexpectedAnswerError(told, answer.request, ending, created);
}

/** What every message of an unexpected answer (SMS3003) has in common. */
export function unexpected(
  { request, status }: { request: RequestName; status?: number },
  { faults, created }: { faults?: readonly Shown[]; created?: CreatedApplication | undefined } = {},
) {
  const effect = created === undefined ? effectOf(request) : asShown("it was created, and is not created again");
  const facts = {
    answer: status === undefined ? undefined : plain(`HTTP ${status}`),
    faults,
    exists: created === undefined ? undefined : plain(`id ${created.id}`),
    effect,
    request: asked(request),
  };
  const isUnknown = effect !== undefined && created === undefined;
  return { facts, do: isUnknown ? (["look", "endpoint"] as const) : (["endpoint"] as const) };
}
