import { randomBytes, randomInt, randomUUID } from "node:crypto";

/** Where ids, keys and secrets come from; a test passes its own. */
export interface Randomness {
  /** A UUID, version 4. */
  uuid(): string;
  /** Letters and digits. */
  alphanumerics(length: number): string;
  digits(length: number): string;
  /** Lower-case hex digits; `length` is even. */
  hex(length: number): string;
}

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const drawn = (alphabet: string, length: number) => Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");

/** The machine's own source, good enough for keys. */
export const cryptoRandomness: Randomness = {
  uuid: () => randomUUID(),
  alphanumerics: (length) => drawn(alphanumeric, length),
  digits: (length) => drawn("0123456789", length),
  hex: (length) => randomBytes(length / 2).toString("hex"),
};
