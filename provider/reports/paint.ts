/** Select Graphic Rendition codes (ECMA-48, 8.3.117). */
const codes = { bold: 1, dim: 2, error: 31, good: 32, warning: 33, link: 36 } as const;

export type Look = keyof typeof codes;

/** Gives a text a look. */
export type Paint = (look: Look, text: string) => string;

/** `styleText` of Node asks the terminal of the process; a report must depend on its style alone. */
export const painter = (colour: boolean): Paint => (colour ? (look, text) => `\u001B[${codes[look]}m${text}\u001B[0m` : (_, text) => text);
