import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedModules } from "./modules";
import { schemaFolder } from "./schemas";

/** `npm run generate`: rewrites schemas/generated from the hand-kept schemas. */
async function main(): Promise<void> {
  const folder = join(schemaFolder, "generated");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(await generatedModules())) writeFileSync(join(folder, name), text);
}

void main();
