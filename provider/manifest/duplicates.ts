import type { Diagnostic } from "./diagnostic";
import type { DeclaredName } from "./documents";

/**
 * A logical name is the identity of an application in Pulumi, so it stands once in all documents and files together.
 * Gives a diagnostic at each further place, with the first one in its words.
 */
export function duplicateNames(declared: readonly DeclaredName[]): Diagnostic[] {
  const first = new Map<string, DeclaredName>();
  return declared.flatMap((name) => {
    const earlier = first.get(name.logicalName);
    if (earlier !== undefined) return [duplicate(name, earlier)];
    first.set(name.logicalName, name);
    return [];
  });
}

function duplicate({ logicalName, place, range }: DeclaredName, { place: { file, line, column } }: DeclaredName): Diagnostic {
  return {
    code: "SMS1110",
    severity: "error",
    message: `the logical name is declared twice, first at ${file}:${line}:${column}`,
    file: place.file,
    range,
    path: ["applications", logicalName],
    nextStep: "give one of the two another logical name, or remove it",
    source: "pulumi-msgsms design section 7",
  };
}
