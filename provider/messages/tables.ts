import { createRequire } from "node:module";

type Words = (typeof import("../../schemas/generated/words"))["words"];
type Catalogue = (typeof import("../../schemas/generated/catalogue"))["catalogue"];

// Most runs have nothing to say, and each of the tables would be a fiftieth of the time of a small one.
let words: Words | undefined;
let catalogue: Catalogue | undefined;

/** What messages are made of, by code. */
export const wordsTable = (): Words => (words ??= (createRequire(__filename)("../../schemas/generated/words") as { words: Words }).words);

/** What else is known of the codes, for those who ask. */
export const catalogueTable = (): Catalogue =>
  (catalogue ??= (createRequire(__filename)("../../schemas/generated/catalogue") as { catalogue: Catalogue }).catalogue);
