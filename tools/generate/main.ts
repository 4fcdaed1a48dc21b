import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedModules, generatedPages, generatedWords } from "./modules";
import { schemaFolder } from "./schemas";

/** `npm run generate`: rewrites schemas/generated and docs/reference from the hand-kept schemas. */
async function main(): Promise<void> {
  const generated = join(schemaFolder, "generated");
  // First: a scenario prints a new message only when its words are there, and the catalogue shows what it printed.
  write(generated, generatedWords());
  write(generated, await generatedModules());
  write(join(schemaFolder, "..", "docs"), await generatedPages());
}

function write(folder: string, files: Record<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

void main();
