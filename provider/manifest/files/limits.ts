/** Largest manifest, in bytes of UTF-8. */
const maxBytes = 1024 * 1024;
/** Most levels that brackets and indentation may open inside each other; a manifest of ours needs five. */
export const maxDepth = 64;
/** Most YAML documents in one file. */
export const maxDocuments = 1000;
/** Most values in one document that come from its aliases. */
export const maxAliasValues = 10_000;
/** Most applications in one run. */
export const maxApplications = 1000;

/** A limit that is exceeded, with the index of the text where it happens. */
export interface Excess {
  offset: number;
  message: string;
  nextStep: string;
}

/** The size limit. It holds before anything else looks at the text. */
export function excessiveSize(bytes: number): Excess | undefined {
  if (bytes <= maxBytes) return undefined;
  const message = `has ${bytes} bytes, and a manifest has at most ${maxBytes}`;
  return { offset: 0, message, nextStep: "split it into several files" };
}

/** Whether comments may switch warnings off; where this word is absent, no comment has a meaning. */
export const mayHoldDirectives = (text: string): boolean => text.includes("msgsms-disable");
