import { referencePages } from "./reference";
import { readSchemaSources } from "./schemas";
import { tableModules } from "./tables";
import { typeModules } from "./types";
import { validatorModules } from "./validators";

/** Everything under schemas/generated, as it should be now; file name to text. */
export async function generatedModules(): Promise<Record<string, string>> {
  const sources = readSchemaSources();
  return { ...(await typeModules(sources)), ...tableModules(sources), ...validatorModules(sources) };
}

/** Everything under docs/reference, as it should be now; file name to text. */
export function generatedPages(): Promise<Record<string, string>> {
  return referencePages(readSchemaSources());
}
