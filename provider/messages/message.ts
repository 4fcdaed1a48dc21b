import type { Code, words } from "../../schemas/generated/words";
import type { Shown } from "./shown";
import { wordsTable } from "./tables";
import { withoutMarks } from "./wording";

export type { Code, DiagnosticCode } from "../../schemas/generated/words";

/** A label and what it is about: `exists` and `alerts (id 258c…, LAUNCHED)`. Several values stand below each other. */
export interface Fact {
  readonly label: string;
  readonly text: string | readonly string[];
}

/** One thing to do, ready to copy: a command, or a line of YAML below a label. */
export interface Step {
  readonly label?: string;
  readonly text: string;
}

/**
 * What a person reads, as data: made where the fact is known, and rendered only at the edges (`rendering.ts`).
 * The words are those of schemas/catalogue; values get in only as {@link Shown}, so no secret can.
 */
export interface Message<C extends Code = Code> {
  readonly code: C;
  /** What happened, in at most 15 words; no period. */
  readonly what: string;
  readonly facts: readonly Fact[];
  /** One sentence; no period. */
  readonly why?: string;
  /** At most three, most likely first. */
  readonly do: readonly Step[];
  /** What is wrong one by one, where the message is about several; readers see each in one line. */
  readonly problems?: readonly Message[];
  /** What led to it. Readers see its `what`, and its `do` if there is none here. */
  readonly cause?: Message;
}

type Words = typeof words;
type Part<C extends Code, P extends string> = Words[C] extends Record<P, infer V> ? V : never;
type Names<V> = V extends string ? never : keyof V & string;
type Template<V, K> = V extends string ? V : K extends keyof V ? V[K] : never;
type WayText<V> = V extends { text: infer T } ? T : V;
type Placeholders<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;

type Used<C extends Code, W, Y, D> =
  | Placeholders<Template<Part<C, "what">, W>>
  | Placeholders<Template<Part<C, "why">, Y>>
  | Placeholders<WayText<Template<Part<C, "do">, D>>>;

/** What a message is made of; `what` and `why` name one of several texts of the catalogue, `values` fill its placeholders. */
export type MessageParts<C extends Code, W, Y, D> = {
  what?: W;
  why?: Y;
  do?: readonly D[];
  facts?: Readonly<Record<string, Shown | readonly Shown[] | undefined>>;
  problems?: readonly Message[];
  cause?: Message | undefined;
} & When<Names<Part<C, "what">>, { what: W }> &
  When<Used<C, W, Y, D>, { values: Readonly<Record<Used<C, W, Y, D>, Shown>> }>;

type When<T, Then> = [T] extends [never] ? unknown : Then;

/**
 * Makes a message from the words of the catalogue.
 *
 * @param parts `do` names the ways out that are shown (at most three); facts without a value are left out
 */
export function message<
  C extends Code,
  W extends Names<Part<C, "what">> = never,
  Y extends Names<Part<C, "why">> = never,
  D extends Names<Part<C, "do">> = never,
>(code: C, parts: MessageParts<C, W, Y, D>): Message<C> {
  const entry: Entry = wordsTable()[code];
  const { what, why, do: ways = [], facts = {}, problems, cause, values = {} } = parts as LooseParts;
  const reason = typeof entry.why === "string" ? entry.why : entry.why?.[why ?? ""];
  return {
    code,
    what: filled((typeof entry.what === "string" ? entry.what : entry.what?.[what ?? ""]) ?? "", values),
    facts: Object.entries(facts).flatMap(([label, text]) => (text === undefined || text.length === 0 ? [] : [{ label, text }])),
    ...(reason === undefined ? {} : { why: filled(reason, values) }),
    do: ways.map((name) => step(entry.do[name] ?? "", values)),
    ...(problems === undefined ? {} : { problems }),
    ...(cause === undefined ? {} : { cause }),
  };
}

interface Entry {
  what?: string | Readonly<Record<string, string>>;
  why?: string | Readonly<Record<string, string>>;
  do: Readonly<Record<string, string | { label: string; text: string }>>;
}

interface LooseParts {
  what?: string;
  why?: string;
  do?: readonly string[];
  facts?: Readonly<Record<string, string | readonly string[] | undefined>>;
  problems?: readonly Message[];
  cause?: Message;
  values?: Readonly<Record<string, string>>;
}

const step = (way: string | { label: string; text: string }, values: Readonly<Record<string, string>>): Step =>
  typeof way === "string" ? { text: filled(way, values) } : { label: way.label, text: filled(way.text, values) };

/** The template without marks of Markdown and with its values. A value is put in as it is: it may hold braces. */
const filled = (template: string, values: Readonly<Record<string, string>>) =>
  withoutMarks(template).replaceAll(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? "") : whole));

/** `error` or `warning`, as the catalogue says. */
export const severityOf = (code: Code): "error" | "warning" => wordsTable()[code].severity;

/** Whether a comment in a manifest may switch it off. */
export const canBeSwitchedOff = (code: Code): boolean => "canBeSwitchedOff" in wordsTable()[code];
