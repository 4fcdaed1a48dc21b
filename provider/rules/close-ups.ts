import type { ErrorObject } from "ajv";
import { settings } from "../../schemas/generated/settings";
import { hasClosedPlaceholder, placeholderIn } from "./advice/placeholder-in";
import { corrected, isRange } from "./corrections";
import { meantValue } from "./other-words";
import type { Problem } from "./problem";
import { asShown, listed, plain, quoted, withoutUrlPasswords, type Shown } from "../messages";
import { strangePieces } from "./lookalikes";
import { yamlText } from "./yaml-text";

/** What a message on a bad value gains from the value itself. */
interface CloseUp {
  /** The way out, by its name in the catalogue. */
  step: "meant" | "write" | "oneOf" | "character" | "fill" | "each" | "fewer" | "longer" | "more" | "example" | "correct";
  /** What the way out is filled with. */
  fills?: Partial<Record<"nearest" | "allowed" | "character" | "count", Shown>>;
  facts?: Readonly<Record<string, Shown>>;
  /** As it is written in YAML. */
  suggestion?: string;
}

/** A closer look at a value that is not a secret. */
export function closeUpOf(error: ErrorObject, path: Problem["path"]): CloseUp {
  return closeUps[error.keyword]?.(error) ?? exampleOf(path) ?? { step: "correct" };
}

/** How a good value of the setting looks. */
function exampleOf(path: Problem["path"]): CloseUp | undefined {
  const setting = path.findLast((step) => typeof step === "string") ?? "";
  const known: Readonly<Record<string, { readonly title: string; readonly example?: string }>> = settings;
  const example = Object.hasOwn(known, setting) ? known[setting]?.example : undefined;
  return example === undefined ? undefined : { step: "example", fills: { allowed: plain(example) } };
}

const closeUps: Record<string, (error: ErrorObject) => CloseUp | undefined> = {
  maxItems: ({ data, schema }) => tooMany((data as unknown[]).length - Number(schema)),
  maxProperties: ({ data, schema }) => tooMany(Object.keys(data as object).length - Number(schema)),
  minProperties: () => ({ step: "more" }),
  minLength: () => ({ step: "longer" }),
  const: ({ schema: only }) => ({ step: "write", fills: { allowed: plain(String(only)) }, suggestion: String(only) }),
  enum: ({ data, schema }) => chosen(data, schema as string[]),
  pattern: ({ data, schema, parentSchema }) => ofPattern(String(data), String(schema), Number(parentSchema?.["maxLength"] ?? Infinity)),
  anyOf: ({ data, schema }) => (typeof data === "string" ? ofPatterns(data, schema as { pattern?: string }[]) : undefined),
};

const tooMany = (count: number): CloseUp => ({ step: "fewer", fills: { count: plain(`${count} of them`) } });

function chosen(data: unknown, choices: readonly string[]): CloseUp {
  const oneOf = { step: "oneOf", fills: { allowed: listed(choices.map(plain)) } } as const;
  if (typeof data !== "string") return oneOf;
  const meant = corrected(data, "choice", (candidate) => choices.includes(candidate)) ?? meantValue(data, choices);
  if (meant !== undefined) return { step: "meant", fills: { nearest: plain(meant) }, suggestion: meant, ...strange(data) };
  return unfilled(data) ?? oneOf;
}

function ofPattern(text: string, pattern: string, longest: number): CloseUp | undefined {
  const rule = new RegExp(pattern, "u");
  const found = unfilled(text);
  if (found !== undefined) return found;
  const meant = corrected(
    text,
    pattern.includes("https?") ? "url" : "word",
    (candidate) => rule.test(candidate) && candidate.length <= longest,
  );
  const suggestion = meant === undefined ? {} : { suggestion: yamlText(meant) };
  const offending = offendingCharacter(text, pattern);
  if (offending !== undefined) return { ...offending, ...suggestion };
  return meant === undefined ? undefined : { step: "write", fills: { allowed: plain(meant) }, ...suggestion, ...strange(text) };
}

function ofPatterns(text: string, branches: readonly { pattern?: string }[]): CloseUp | undefined {
  const rules = branches.flatMap(({ pattern }) => (pattern === undefined ? [] : [new RegExp(pattern, "u")]));
  const found = unfilled(text);
  if (found !== undefined || rules.length === 0) return found;
  const meant = corrected(text, "address", (candidate) => rules.some((rule) => rule.test(candidate)));
  if (meant === undefined) return undefined;
  const fills = { allowed: plain(meant) };
  return { step: isRange(text) ? "each" : "write", fills, suggestion: yamlText(meant), ...strange(text) };
}

/** A placeholder that breaks a rule as well. What may be a secret is not shown. */
function unfilled(text: string): CloseUp | undefined {
  const found = placeholderIn(withoutUrlPasswords(text.slice(0, longestSearched)));
  if (found?.by === "form" && hasClosedPlaceholder(found.text)) return { step: "fill", fills: { character: asShown(quoted(found.text)) } };
  return undefined;
}

const longestSearched = 300;

/** The character of a text that is not what it looks like. */
function strange(text: string): Pick<CloseUp, "facts"> {
  for (const { name } of strangePieces(text.slice(0, longestSearched))) return { facts: { character: asShown(name) } };
  return {};
}

function offendingCharacter(text: string, pattern: string): CloseUp | undefined {
  const allowed = /^\^(\[(?:[^\]\\]|\\.)*\])[*+]\$$/u.exec(pattern)?.[1];
  if (allowed === undefined) return undefined;
  const single = new RegExp(`^${allowed}$`, "u");
  const characters = [...text];
  const position = characters.findIndex((character) => !single.test(character));
  const found = characters[position];
  if (found === undefined) return undefined;
  const character = asShown(quoted(found));
  const [alike] = strangePieces(found);
  const named = alike === undefined ? character : `${character}, ${alike.name}`;
  return { step: "character", fills: { character }, facts: { character: asShown(`${named}, at position ${position + 1}`) } };
}
