import type { DiagnosticCode, Message } from "../messages";

/** One broken rule, as a message with the place in the document. */
export interface Problem extends Message<DiagnosticCode> {
  /** Property names and list positions from the root of the checked document. */
  path: (string | number)[];
  /** What the place in the document means: an unknown or forbidden key, a bad value, or a key that is missing under `path`. */
  target: "key" | "value" | "missing";
  /** Which rule it is, where one code stands for several: the schema's words for it. */
  rule?: string;
  /** Where the rule comes from. */
  source?: string;
  /** The text to write in place of what `target` means. */
  suggestion?: string;
  /** The value is meant as a string: as it is written, in quotes. */
  quoting?: true;
  /** Other places that have a part in it. */
  related?: { path: (string | number)[]; what: string }[];
  /** The key that is absent, or that an unknown key was probably meant to be: a slip in a key makes both problems. */
  absent?: string;
}
