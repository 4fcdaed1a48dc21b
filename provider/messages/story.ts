import type { Code } from "../../schemas/generated/words";
import type { Step } from "./message";
import { catalogueTable, wordsTable } from "./tables";
import { withoutLinks } from "./wording";

/** Everything that the catalogue says of a code; texts may hold code in backticks. */
interface Story {
  title: string;
  severity: "error" | "warning";
  meaning?: string;
  /** Sentences without a period, each with its own reason. */
  whys: readonly string[];
  /** All ways out, most likely first. */
  ways: readonly Step[];
  source?: string;
  /** A manifest that has the problem, and one that has not. */
  wrong?: string;
  right?: string;
  /** The message as it is printed. */
  shown?: string;
  /** Why there is no example. */
  noExample?: string;
}

interface Words {
  severity: Story["severity"];
  why: string | Readonly<Record<string, string>>;
  do: Readonly<Record<string, string | { label: string; text: string }>>;
}

/** The codes of the catalogue, in order. */
export const allCodes = (): Code[] => Object.keys(wordsTable()) as Code[];

/** What a code stands for; no period. */
export const titleOf = (code: Code): string => withoutLinks(catalogueTable()[code].title);

/** Where the rule behind a code comes from: keys of docs/sources.md. */
export const sourceOf = (code: Code): string | undefined => catalogueTable()[code].source;

/** What the catalogue says of a code, with placeholders as `<name>`. */
export function storyOf(code: Code): Story {
  const { severity, do: ways, why }: Words = wordsTable()[code];
  const { meaning, ...rest } = catalogueTable()[code];
  return {
    ...rest,
    title: titleOf(code),
    severity,
    ...(meaning === undefined ? {} : { meaning: withoutLinks(meaning) }),
    whys: (typeof why === "string" ? [why] : Object.values(why)).map(generic),
    ways: Object.values(ways).map((way) =>
      typeof way === "string" ? { text: generic(way) } : { label: way.label, text: generic(way.text) },
    ),
  };
}

const generic = (text: string) => withoutLinks(text).replaceAll(/\{(\w+)\}/g, "<$1>");
