/**
 * Makes a value safe for the engine's protobuf struct. An `undefined`, a BigInt, a function or half a surrogate pair in an answer
 * fails after the application was made, and the state would never hear of it (ENGINE-7).
 * What has no JSON meaning is left out; nothing throws.
 */
export function wireSafe(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((item) => wireSafe(item) ?? null);
  if (value === null || typeof value !== "object") return typeof value === "boolean" || value === null ? value : undefined;
  const entries = Object.entries(value).map(([key, part]) => [key.toWellFormed(), wireSafe(part)] as const);
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined));
}

/** `wireSafe` for a set of properties. */
export function wireSafeProperties(properties: object): Record<string, unknown> {
  return wireSafe(properties) as Record<string, unknown>;
}
