export { pathText } from "./wording";

/** One broken rule of a schema, in words, with the place in the document. */
export interface Problem {
  /** Property names and list positions from the root of the checked document. */
  path: (string | number)[];
  /** What the place in the document means: an unknown or forbidden key, a bad value, or a key that is missing under `path`. */
  target: "key" | "value" | "missing";
  /** Stable code of the kind of rule. */
  code: ProblemCode;
  /** What is wrong, with the value (never a secret's) and the allowed set. No path, no period. */
  message: string;
  /** What to do; no period. */
  nextStep: string;
  /** Where the rule comes from. */
  source?: string;
  /** The key that is absent, or that an unknown key was probably meant to be: a slip in a key makes both problems. */
  absent?: string;
}

/** SMS1001 unknown key, 1002 missing, 1003 wrong type, 1004 value not allowed, 1005 does not exist here, 1006 needs another setting. */
export type ProblemCode = "SMS1001" | "SMS1002" | "SMS1003" | "SMS1004" | "SMS1005" | "SMS1006";
