import type { Message, Step } from "./message";

/** `SMS2001: the name alerts_intl is taken by another international application` */
export const heading = ({ code, what }: Message): string => `${code}: ${what}`;

/** The message for people, over several lines: the first says what happened, and each further one has a label. */
export function block(message: Message, options: { more?: boolean } = {}): string {
  return [heading(message), ...details(message, options)].join("\n");
}

/** The lines below the heading: facts, why, cause and what to do, in this order, each indented by two. */
export function details(message: Message, { more = false }: { more?: boolean } = {}): string[] {
  const { facts, why, problems = [], cause } = message;
  const rows = [
    ...facts.map(({ label, text }): Row => [label, typeof text === "string" ? [text] : text]),
    ...(problems.length === 0 ? [] : [["problem", problems.map(sentence)] satisfies Row]),
    ...(why === undefined ? [] : [["why", [why]] satisfies Row]),
    ...causes(cause).flatMap((one): Row[] => [["cause", [heading(one)]], ...ticketRows(one)]),
    ...(stepsOf(message).length === 0 ? [] : [["do", stepLines(stepsOf(message))] satisfies Row]),
    ...(more ? [["more", [`msgsms explain ${message.code}`]] satisfies Row] : []),
  ];
  const width = Math.max(6, ...rows.map(([label]) => label.length)) + 2;
  return rows.flatMap(([label, lines]) => lines.map((line, index) => `  ${(index === 0 ? label : "").padEnd(width)}${line}`.trimEnd()));
}

type Row = [label: string, lines: readonly string[]];

/** The message in one line, for places that have no more: what happened, why, and what to do. */
export function sentence(message: Message): string {
  const steps = stepsOf(message).map(({ label, text }) => (label === undefined ? text : `${label}: ${text}`));
  return [message.what, ...(message.why === undefined ? [] : [message.why]), ...(steps.length === 0 ? [] : [steps.join("; or ")])].join(
    "; ",
  );
}

/** What is to be done: the message's own steps, else those of what led to it. */
export function stepsOf({ do: steps, cause }: Message): readonly Step[] {
  return steps.length > 0 || cause === undefined ? steps : stepsOf(cause);
}

/** Of the facts of a cause, the one that a service ticket quotes. */
const ticketRows = ({ facts }: Message): Row[] =>
  facts.flatMap(({ label, text }): Row[] => (label === "request id" ? [[label, [text].flat()]] : []));

function causes(cause: Message | undefined): Message[] {
  return cause === undefined ? [] : [cause, ...causes(cause.cause)];
}

function stepLines(steps: readonly Step[]): string[] {
  const labels = steps.map(({ label }, index) => (label === undefined ? "" : `${index === 0 ? "" : "or "}${label}:`));
  const width = Math.max(...labels.map(({ length }) => length));
  return steps.map(({ label, text }, index) => {
    if (label !== undefined) return `${(labels[index] ?? "").padEnd(width)}   ${text}`;
    return index === 0 ? text : `or ${text}`;
  });
}
