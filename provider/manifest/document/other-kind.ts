import { quoted, shown } from "../../messages";
import type { Problem } from "../../rules";

/** Keys of which every manifest has at least one. */
export const manifestKeys = ["apiVersion", "kind", "applications"];

/**
 * Tells a document of another program by its `kind` and `apiVersion`, so that it gets one problem and not one for
 * each of its keys. A manifest of ours with a slip in either of them is left to the schema.
 */
export function otherKind(value: unknown): Problem | undefined {
  const nextStep = "a manifest begins with apiVersion: msgsms/v1 and kind: SmsApplications";
  const no = (path: string[], message: string): Problem => ({ path, target: "value", code: "SMS1109", message, nextStep });
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return no([], `is not a manifest of SMS applications: the document must be a mapping and is ${shownRoot(value)}`);
  }
  const { apiVersion, kind } = value as Record<string, unknown>;
  if (!manifestKeys.some((key) => Object.hasOwn(value, key))) {
    return { ...no([], `is not a manifest of SMS applications: it has none of ${manifestKeys.join(", ")}`), target: "key" };
  }
  const isOurs = apiVersion === "msgsms/v1" || kind === "SmsApplications" || Object.hasOwn(value, "applications");
  if (isOurs || typeof kind !== "string") return undefined;
  return no(["kind"], `is not a manifest of SMS applications: the document is of kind ${quoted(kind)}`);
}

const shownRoot = (value: unknown) => (typeof value === "string" ? "a text" : shown(value, false));
