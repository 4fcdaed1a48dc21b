import type { NoSecret } from "./secret";
import { visible } from "./visible";

/** Longest piece of a user's text that a message repeats, in characters. */
const longestExcerpt = 80;

/**
 * A path as users write it: `ipWhitelist[2]`, `applications.order-codes.name`, `applications["eu.orders"]`.
 * A step that is not a plain word is quoted, so that a hostile key cannot imitate other text or steer a terminal.
 */
export function pathText(path: readonly (string | number)[]): string {
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : keyText(step, index === 0))).join("");
}

function keyText(key: string, first: boolean): string {
  if (/^[A-Za-z0-9_-]{1,100}$/.test(key)) return first ? key : `.${key}`;
  return `[${quoted(key)}]`;
}

/** The value as a reader may see it: never long, never with characters that steer a terminal. Not for secrets. */
export function shown(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "string") return quoted(value);
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "bigint") return String(value);
  const size = Object.keys(value as object).length;
  return size === 0 ? "an empty mapping" : `a mapping of ${size}`;
}

/** The text in quotes, cut after 80 characters, with each invisible character as its escape. */
export function quoted<T extends string>(given: NoSecret<T>): string {
  const text: string = given;
  // A text of a megabyte is cut before it is split into characters.
  const characters = [...withoutUrlPasswords(text.slice(0, 4 * longestExcerpt))];
  const excerpt = characters.length <= longestExcerpt ? characters.join("") : `${characters.slice(0, longestExcerpt).join("")}…`;
  return visible(JSON.stringify(excerpt));
}

/**
 * The text with what often is a secret in a URL starred, at the same length: the password (`https://user:password@host`)
 * and the values of its query (`?token=…`).
 */
export function withoutUrlPasswords(text: string): string {
  return text.includes("://")
    ? text.replaceAll(/\S+/g, (word) => (word.includes("://") ? withoutQueryValues(withoutPassword(word)) : word))
    : text;
}

function withoutPassword(word: string): string {
  const end = word.lastIndexOf("@");
  for (let at = word.indexOf("://"); at >= 0 && at < end; at = word.indexOf("://", at + 3)) {
    const sign = /[/@:]/g;
    sign.lastIndex = at + 3;
    const found = sign.exec(word);
    if (found?.[0] !== ":" || found.index >= end) continue;
    const start = found.index + 1;
    return word.slice(0, start) + stars(word.slice(start, end)) + word.slice(end);
  }
  return word;
}

function withoutQueryValues(word: string): string {
  const start = word.indexOf("?", word.indexOf("://"));
  if (start < 0) return word;
  const quote = word.slice(start).search(/["']/);
  const end = quote < 0 ? word.length : start + quote;
  const query = word.slice(start, end).replaceAll(/=[^&#]*/g, (value) => `=${stars(value.slice(1))}`);
  return word.slice(0, start) + query + word.slice(end);
}

/** The text with a star for each character that is not white space. */
export const stars = (text: string): string => text.replaceAll(/\S/g, "*");

const typeNames: Record<string, string> = {
  string: "a string",
  boolean: "a boolean",
  object: "a mapping",
  array: "a list",
  number: "a number",
  integer: "an integer",
};

/** A JSON Schema type in plain words. */
export const typeName = (type: string): string => typeNames[type] ?? type;

/** `1 character`, `2 characters`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Prose of the catalogue without links: their text stands for them. */
export const withoutLinks = (text: string): string => text.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1");

/** Prose of the catalogue without any marks of Markdown. */
export const withoutMarks = (text: string): string => withoutLinks(text).replaceAll("`", "");
