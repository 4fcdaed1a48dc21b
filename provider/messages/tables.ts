type WordsModule = typeof import("../../schemas/generated/words");
type CatalogueModule = typeof import("../../schemas/generated/catalogue");
type Words = WordsModule["words"];
type Catalogue = CatalogueModule["catalogue"];

// Most runs have nothing to say, and each of the tables would be a fiftieth of the time of a small one.
let words: Words | undefined;
let catalogue: Catalogue | undefined;

/** What messages are made of, by code. */
export const wordsTable = (): Words => (words ??= (require("../../schemas/generated/words") as WordsModule).words);

/** What else is known of the codes, for those who ask. */
export const catalogueTable = (): Catalogue => (catalogue ??= (require("../../schemas/generated/catalogue") as CatalogueModule).catalogue);
