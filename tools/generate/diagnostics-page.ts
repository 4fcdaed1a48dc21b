import type { Catalogue, CatalogueEntry } from "./catalogue";

/** docs/reference/diagnostics.md: each problem that has a place in a manifest, with a wrong and a right one. */
export function diagnosticsPage({ codes }: Catalogue): string {
  const sections = Object.entries(codes).flatMap(([code, entry]) => (entry.severity === undefined ? [] : section(code, entry)));
  return [
    "# Diagnostics",
    "Problems of manifests (SMS1xxx) are the same in `msgsms validate`, in `pulumi preview` and in the editor; `msgsms drift` adds those of SMS21xx. Each wrong example gives exactly the one problem that it stands for; each right one gives none.",
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
