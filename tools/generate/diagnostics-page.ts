import { shownIn, type Catalogue, type CatalogueEntry } from "./catalogue";
import { capital, wayText } from "./errors-page";

/** docs/reference/diagnostics.md: every code with its whole story and an example. */
export function diagnosticsPage({ groups, codes }: Catalogue): string {
  return [
    "# Every code",
    "What each code means, why it is so, every way out, and how it looks. Problems of manifests (SMS1xxx) are the same in `msgsms validate`, in `pulumi preview` and in the editor; `msgsms drift` adds those of SMS21xx. Each wrong example gives exactly the one problem that it stands for; each right one gives none. What stands in `<angle brackets>` differs from case to case. Sources are cited by their keys: see [sources](../sources.md).",
    ...Object.entries(groups).flatMap(([group, { title, text }]) => [
      `## ${title}`,
      ...(text === undefined ? [] : [fromReference(text)]),
      ...Object.entries(codes)
        .filter(([code]) => code.startsWith(group))
        .flatMap(([code, entry]) => section(code, entry).map(fromReference)),
    ]),
    "",
  ].join("\n\n");
}

/** Links of the catalogue count from docs/, and this page is a folder deeper. */
const fromReference = (text: string) =>
  text.replaceAll(/\]\((reference\/)?(?=[\w-]+\.md)/g, (_, here?: string) => (here === undefined ? "](../" : "]("));

function section(code: string, entry: CatalogueEntry): string[] {
  const { title, severity, canBeSwitchedOff, meaning, source } = entry;
  const kind = canBeSwitchedOff === true ? `${severity} that can be [switched off](manifest.md#switching-a-warning-off)` : severity;
  return [
    `### ${code}`,
    `**${capital(title)}** (${kind}).${meaning === undefined ? "" : ` ${meaning}`}`,
    ...paragraphOrList("Why", whysOf(entry)),
    ...paragraphOrList("What to do", Object.values(entry.do).map(wayText)),
    ...(source === undefined ? [] : [`Source: ${source}.`]),
    ...examples(code, entry),
  ];
}

const whysOf = ({ why }: CatalogueEntry) => (typeof why === "string" ? [why] : Object.values(why ?? {})).map(withoutPeriod);

const withoutPeriod = (text: string) => text.replace(/\.$/, "");

function paragraphOrList(label: string, texts: readonly string[]): string[] {
  const [first, ...others] = texts;
  if (first === undefined) return [];
  return others.length === 0 ? [`${label}: ${first}.`] : [`${label}:`, texts.map((text) => `- ${text}`).join("\n")];
}

function examples(code: string, { wrong, right, example, noExample }: CatalogueEntry): string[] {
  if (wrong !== undefined && right !== undefined) return ["Wrong:", fenced(wrong, "yaml wrong"), "Right:", fenced(right, "yaml")];
  if (example !== undefined) return ["It looks like this:", fenced(shownIn(example, code), "text")];
  return noExample === undefined ? [] : [`There is no example: ${noExample}.`];
}

const fenced = (text: string, language: string) => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
