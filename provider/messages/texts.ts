import type { Message } from "./message";

/** The same message with each of its texts changed, those of its causes too. */
export function withTexts<M extends Message>(message: M, change: (text: string) => string): M {
  const { what, facts, why, do: steps, problems, cause } = message;
  return {
    ...message,
    what: change(what),
    facts: facts.map(({ label, text }) => ({ label, text: typeof text === "string" ? change(text) : text.map(change) })),
    ...(why === undefined ? {} : { why: change(why) }),
    do: steps.map((step) => ({ ...step, text: change(step.text) })),
    ...(problems === undefined ? {} : { problems: problems.map((one) => withTexts(one, change)) }),
    ...(cause === undefined ? {} : { cause: withTexts(cause, change) }),
  };
}
