import { asShown, listed, message, plain, quoted, typeName } from "../../messages";
import type { Problem } from "../../rules";
import { manifestHead } from "./right-lines";

/** Keys of which every manifest has at least one. */
export const manifestKeys = ["apiVersion", "kind", "applications"];

/**
 * Finds out a document of another program by its `kind` and `apiVersion`, so that it gets one problem and not one for
 * each of its keys. A manifest of ours with a slip in either of them is left to the schema.
 */
export function otherKind(value: unknown): Problem | undefined {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    const type = asShown(typeOf(value));
    return {
      ...message("SMS1109", { what: "root", values: { type }, facts: { right: manifestHead }, do: ["begin"] }),
      path: [],
      target: "value",
    };
  }
  const { apiVersion, kind } = value as Record<string, unknown>;
  if (!manifestKeys.some((key) => Object.hasOwn(value, key))) return noManifest();
  const isOurs = apiVersion === "msgsms/v1" || kind === "SmsApplications" || Object.hasOwn(value, "applications");
  if (isOurs || typeof kind !== "string") return undefined;
  const values = { kind: asShown(quoted(kind)) };
  return { ...message("SMS1109", { what: "kind", values, do: ["path", "begin"] }), path: ["kind"], target: "value" };
}

/** That a document has none of the keys of a manifest. */
export const noManifest = (): Problem => ({
  ...message("SMS1109", { what: "keys", values: { keys: listed(manifestKeys.map(plain)) }, do: ["begin"] }),
  path: [],
  target: "key",
});

/** Whether a text that is no YAML was meant as a manifest. Another one may hold anything, also the keys of an account. */
export const meansManifest = (text: string): boolean => /msgsms\/v1|SmsApplications|^[ \t{]*["']?applications["']?[ \t]*:/m.test(text);

/** The type alone: such a document may be anything, a file with a secret too. */
const typeOf = (value: unknown) => (value === null ? "null" : typeName(Array.isArray(value) ? "array" : typeof value));
