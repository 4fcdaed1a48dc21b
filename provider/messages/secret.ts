declare const secretBrand: unique symbol;

/** A text that no message may hold: keys, tokens, secrets of applications. A function that shows values does not take one. */
export type Secret = string & { readonly [secretBrand]: true };

/** Marks a text as a secret, where it comes in. */
export const secret = (text: string): Secret => text as Secret;

/** For the parameter of a function that shows its value. */
export type NoSecret<T> = T extends Secret ? never : T;
