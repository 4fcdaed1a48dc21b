import type { Catalogue, CatalogueEntry } from "./catalogue";
import { waysOf } from "./errors-page";

/** docs/reference/diagnostics.md: every code with its whole story and an example. */
export function diagnosticsPage({ codes }: Catalogue): string {
  return [
    "# Diagnostics",
    "Problems of manifests (SMS1xxx) are the same in `msgsms validate`, in `pulumi preview` and in the editor; `msgsms drift` adds those of SMS21xx. Each wrong example gives exactly the one problem that it stands for; each right one gives none. Sources are cited by their keys: see [sources](../sources.md).",
    ...Object.entries(codes).flatMap(([code, entry]) => section(code, entry).map(fromReference)),
    "",
  ].join("\n\n");
}

/** Links of the catalogue count from docs/, and this page is a folder deeper. */
const fromReference = (text: string) =>
  text.replaceAll(/\]\((reference\/)?(?=[\w-]+\.md)/g, (_, here?: string) => (here === undefined ? "](../" : "]("));

function section(code: string, entry: CatalogueEntry): string[] {
  const { title, severity, meaning, why, source } = entry;
  const whys = typeof why === "string" ? [why] : Object.values(why ?? {});
  return [
    `## ${code}`,
    `**${capital(title)}** (${severity}). ${meaning ?? ""}`,
    ...whys.map((text) => `Why: ${text}.`.replace(/\.\.$/, ".")),
    `What to do: ${waysOf(entry)}.`,
    ...(source === undefined ? [] : [`Source: ${source}.`]),
    ...examples(entry),
  ];
}

function examples({ wrong, right, noExample }: CatalogueEntry): string[] {
  if (wrong !== undefined && right !== undefined) return ["Wrong:", fenced(wrong, "yaml wrong"), "Right:", fenced(right, "yaml")];
  return noExample === undefined ? [] : [`There is no example: ${noExample}.`];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const fenced = (text: string, language: string) => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
