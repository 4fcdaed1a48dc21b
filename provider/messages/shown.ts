import { withoutUrlPasswords } from "./wording";
import type { NoSecret } from "./secret";
import { visible } from "./visible";

declare const shownBrand: unique symbol;

/** A text that a message may hold: on one line, without what steers a terminal, and never a secret. Only this file makes one. */
export type Shown = string & { readonly [shownBrand]: true };

/** The value as a reader may see it: invisible characters as escapes, passwords and query values of URLs starred. */
export const plain = <T extends string | number | boolean>(value: NoSecret<T>): Shown =>
  visible(withoutUrlPasswords(String(value))) as Shown;

/** Several values in one list: `a, b, c`; `none` when there is none. */
export const listed = (values: readonly Shown[]): Shown => (values.length === 0 ? "none" : values.join(", ")) as Shown;

/** What stands for a value that is secret. */
export const starred = "***" as Shown;

/** A text that has been made showable by other means of this part: `quoted`, `shown`, `shownText`, `pathText`. */
export const asShown = <T extends string>(text: NoSecret<T>): Shown => text as string as Shown;
