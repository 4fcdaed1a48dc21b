import type { DiagnosticCode } from "../messages";

/** One broken rule of a schema, in words, with the place in the document. */
export interface Problem {
  /** Property names and list positions from the root of the checked document. */
  path: (string | number)[];
  /** What the place in the document means: an unknown or forbidden key, a bad value, or a key that is missing under `path`. */
  target: "key" | "value" | "missing";
  /** Stable code of the kind of rule. */
  code: DiagnosticCode;
  /** What is wrong, with the value (never a secret's) and the allowed set. No path, no period. */
  message: string;
  /** What to do; no period. */
  nextStep: string;
  /** Where the rule comes from. */
  source?: string;
  /** The text to write in place of what `target` means. */
  suggestion?: string;
  /** The value is meant as a text: as it is written, in quotes. */
  quoting?: true;
  /** Other places that have a part in it. */
  related?: { path: (string | number)[]; message: string }[];
  /** The key that is absent, or that an unknown key was probably meant to be: a slip in a key makes both problems. */
  absent?: string;
}
