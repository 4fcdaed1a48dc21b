import type { Catalogue, CatalogueEntry } from "./catalogue";

/** docs/reference/diagnostics.md: each problem that a manifest can have, with a wrong and a right manifest. */
export function diagnosticsPage({ codes }: Catalogue): string {
  const sections = Object.entries(codes).flatMap(([code, entry]) => (entry.severity === undefined ? [] : section(code, entry)));
  return [
    "# Diagnostics of manifests",
    "`msgsms validate`, `pulumi preview` and the editor show the same problems. Each wrong example gives exactly the one problem that it stands for; each right one gives none.",
    ...sections,
    "",
  ].join("\n\n");
}

function section(code: string, { title, severity, meaning, why, source, remedy, wrong, right, noExample }: CatalogueEntry): string[] {
  const examples =
    wrong === undefined || right === undefined
      ? [`There is no example: ${noExample ?? ""}.`]
      : ["Wrong:", fenced(wrong, "yaml wrong"), "Right:", fenced(right, "yaml")];
  return [
    `## ${code}`,
    `**${capital(title)}** (${severity ?? ""}). ${meaning ?? ""}`,
    `Why: ${why ?? ""}`,
    `What to do: ${remedy}.`,
    `Source: ${source ?? ""}.`,
    ...examples,
  ];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const fenced = (text: string, language: string) => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
