/** The text that stands for a string that is not known yet in a preview; the others are for other types (sdk/go/common/resource/plugin/rpc.go). */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const unknownValues: ReadonlySet<unknown> = new Set([
  unknownValue,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Whether a value, or a part of it, is not known yet. */
export function holdsUnknown(value: unknown): boolean {
  if (value !== null && typeof value === "object") return Object.values(value).some(holdsUnknown);
  return unknownValues.has(value);
}
