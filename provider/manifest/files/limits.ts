import { limits } from "../../../schemas/generated/settings";
import { counted, message, plain, type Message } from "../../messages";

/** A limit that is exceeded, with the index of the text where it happens. */
export interface Excess {
  offset: number;
  told: Message<"SMS1103">;
}

/** The size limit. It holds before anything else looks at the text. */
export function excessiveSize(bytes: number): Excess | undefined {
  if (bytes <= limits.bytes) return undefined;
  return { offset: 0, told: tooLarge(counted(bytes, "byte")) };
}

/** @param size in words */
export const tooLarge = (size: string): Message<"SMS1103"> =>
  message("SMS1103", { what: "bytes", values: { size: plain(size), limit: plain(limits.bytes) }, do: ["split"] });

/** The limit of lines: a parser keeps a record of each, also of the blank ones and of comments. */
export function excessiveLines(text: string): Excess | undefined {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    lines += 1;
    if (lines > limits.lines && at + 1 < text.length)
      return { offset: at + 1, told: message("SMS1103", { what: "lines", values: { limit: plain(limits.lines) }, do: ["split"] }) };
  }
  return undefined;
}

/** Whether comments may switch warnings off, or may be meant to; where these words are absent, no comment has a meaning. */
export const mayHoldDirectives = (text: string): boolean => text.includes("#") && directiveWords.test(text);

const directiveWords = /#\W{0,3}msgsms|disabl|ignor|suppress|noqa|nolint|nosec/i;
