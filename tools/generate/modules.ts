import { catalogueModule, readCatalogue, wordsModule } from "./catalogue";
import { referencePages } from "./reference";
import { readSchemaSources } from "./schemas";
import { limitsOf, tableModules } from "./tables";
import { typeModules } from "./types";
import { validatorModules } from "./validators";

/** Everything under schemas/generated, as it should be now; file name to text. */
export async function generatedModules(): Promise<Record<string, string>> {
  const sources = readSchemaSources();
  return {
    ...(await typeModules(sources)),
    ...tableModules(sources),
    ...validatorModules(sources),
    ...generatedWords(),
    ...catalogueModule(readCatalogue(limitsOf(sources))),
  };
}

/** The module of words alone; file name to text. */
export const generatedWords = (): Record<string, string> => wordsModule(readCatalogue(limitsOf(readSchemaSources())));

/** The generated pages of docs, as they should be now; path below docs to text. */
export function generatedPages(): Promise<Record<string, string>> {
  const sources = readSchemaSources();
  return referencePages(sources, readCatalogue(limitsOf(sources)));
}
