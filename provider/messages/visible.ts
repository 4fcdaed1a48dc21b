import { withoutLogCommands } from "./log-commands";

/** Characters that steer a terminal, break a line, show nothing or look like a space: all of Unicode's category C, spaces but the usual one, and what is ignored by default. */
const invisible = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** The text on one line, with each invisible character as its escape, for example `\u001b`. */
export const visible = (text: string): string => text.replaceAll(invisible, escaped);

/**
 * The value as JSON that any reader, any terminal and any log can take: what these would act upon stands as an escape, so the value stays
 * the same. Half a surrogate pair becomes U+FFFD, because many readers refuse it.
 */
export function visibleJson(value: unknown): string {
  const wellFormed = (_: string, part: unknown) => (typeof part === "string" ? part.toWellFormed() : part);
  const json = JSON.stringify(value, wellFormed, 2).replaceAll(invisible, (character) =>
    character === "\n" ? character : escaped(character),
  );
  return `${withoutLogCommands(json, { ":": escaped(":"), "[": escaped("[") })}\n`;
}

const escaped = (character: string) =>
  Array.from({ length: character.length }, (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`).join("");
