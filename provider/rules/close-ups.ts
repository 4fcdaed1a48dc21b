import type { ErrorObject } from "ajv";
import { nearest } from "./nearest";
import { asShown, plain, quoted, type Shown } from "../messages";

/** What a message on a bad value gains from the value itself. */
interface CloseUp {
  /** The way out, by its name in the catalogue. */
  step: "meant" | "write" | "character" | "fewer" | "longer" | "more" | "correct";
  /** What the way out is filled with. */
  fills?: Partial<Record<"nearest" | "allowed" | "character" | "count", Shown>>;
  facts?: Readonly<Record<string, Shown>>;
  suggestion?: string;
}

/** A closer look at a value that is not a secret. */
export function closeUpOf({ keyword, data, schema }: ErrorObject): CloseUp {
  return closeUps[keyword]?.(data, schema) ?? { step: "correct" };
}

const closeUps: Record<string, (data: unknown, limit: unknown) => CloseUp | undefined> = {
  maxItems: (data, limit) => tooMany((data as unknown[]).length - Number(limit)),
  maxProperties: (data, limit) => tooMany(Object.keys(data as object).length - Number(limit)),
  minProperties: () => ({ step: "more" }),
  minLength: () => ({ step: "longer" }),
  const: (_, only) => ({ step: "write", fills: { allowed: plain(String(only)) }, suggestion: String(only) }),
  enum: (data, choices) => {
    const meant = typeof data === "string" ? nearest(data, choices as string[]) : undefined;
    return meant === undefined ? undefined : { step: "meant", fills: { nearest: plain(meant) }, suggestion: meant };
  },
  pattern: (data, pattern) => offendingCharacter(String(data), String(pattern)),
};

const tooMany = (count: number): CloseUp => ({ step: "fewer", fills: { count: plain(`${count} of them`) } });

function offendingCharacter(text: string, pattern: string): CloseUp | undefined {
  const allowed = /^\^(\[(?:[^\]\\]|\\.)*\])[*+]\$$/u.exec(pattern)?.[1];
  if (allowed === undefined) return undefined;
  const single = new RegExp(`^${allowed}$`, "u");
  const characters = [...text];
  const position = characters.findIndex((character) => !single.test(character));
  if (position < 0) return undefined;
  const character = asShown(quoted(characters[position] ?? ""));
  return { step: "character", fills: { character }, facts: { character: asShown(`${character}, at position ${position + 1}`) } };
}
