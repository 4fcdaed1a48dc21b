import { type Declaration, outputNames, settingNames, type Sibling, siblingsKey } from "../application";
import { wireSafeProperties } from "./wire-safe";

/** The texts that stand for a value that is not known yet in a preview (sdk/go/common/resource/plugin/rpc.go). */
const unknownValues: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Properties of the engine without nulls: `engineOutputs` writes null for what is absent, and a null input is one that is not given. */
export function withoutNulls(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== undefined));
}

/** A declaration from the inputs of the engine: what is not known yet is set apart, whole lists and mappings with it. */
export function declarationFrom(news: Readonly<Record<string, unknown>>): Declaration {
  const present = Object.entries(withoutNulls(news)).filter(([key]) => key !== "__provider" && key !== siblingsKey);
  const unknown = new Set(present.filter(([, value]) => holdsUnknown(value)).map(([key]) => key));
  return { inputs: Object.fromEntries(present.filter(([key]) => !unknown.has(key))), unknown, ...siblingsIn(news[siblingsKey]) };
}

function siblingsIn(text: unknown): Pick<Declaration, "siblings"> {
  return typeof text === "string" && text.startsWith("[") ? { siblings: JSON.parse(text) as Sibling[] } : {};
}

/** The inputs that the state is to keep: what a manifest says of its other applications serves the check alone. */
export function recordedInputs(news: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { [siblingsKey]: _, ...inputs } = withoutNulls(news);
  return inputs;
}

function holdsUnknown(value: unknown): boolean {
  if (value !== null && typeof value === "object") return Object.values(value).some(holdsUnknown);
  return unknownValues.has(value);
}

// The wire form of a secret (sdk/nodejs/runtime/rpc.ts). Repeated here because the SDK's runtime takes half a second to load.
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

const secretOutputs: ReadonlySet<string> = new Set(["appKey", "appSecret"]);

const nothing = Object.fromEntries([...settingNames, ...outputNames].map((name) => [name, null]));

/**
 * Outputs for the engine, whole: a property that is left out would be shown as unknown in every later preview.
 * The secret ones are in the form that keeps them encrypted in the state.
 */
export function engineOutputs(outputs: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...nothing, ...wireSafeProperties(outputs) }).map(([key, value]) => [
      key,
      secretOutputs.has(key) ? { [signatureKey]: secretSignature, value } : value,
    ]),
  );
}
