import { validateConnection } from "../../schemas/generated/configuration-validator";
import { ForeseenError, quoted, sentence } from "../messages";
import { problemsOf } from "../rules";
import type { FoundSettings } from "./credentials";
import { placeText, type ConnectionSetting } from "./setting-place";

/**
 * Checks found settings against the schema, and refuses to send a signature in plain text over a network.
 *
 * @throws ForeseenError SMS4002 that names the place of each bad value; a secret's value is never shown
 */
export function requireValid(found: FoundSettings): void {
  const texts = Object.fromEntries(Object.entries(found).map(([setting, { text }]) => [setting, text]));
  const nameOf = ([setting]: readonly unknown[]) => placeOf(found, setting as ConnectionSetting);
  const lines = problemsOf(validateConnection, texts, nameOf).map((problem) => `${sentence(problem)}.`);
  if (lines.length === 0 && found.endpoint !== undefined) lines.push(...endpointProblems(found, found.endpoint.text));
  if (lines.length > 0) throw new ForeseenError("SMS4002", lines.join("\n"));
}

/** What the schema's pattern cannot tell of an address. */
function endpointProblems(found: FoundSettings, endpoint: string): string[] {
  const place = placeOf(found, "endpoint");
  if (!URL.canParse(endpoint)) return [`${place} is not an address: ${quoted(endpoint)}; write https://, a host and, if needed, a port.`];
  if (isSafe(new URL(endpoint))) return [];
  const reason = "is plain http to another machine, which would show credentials to the network";
  return [`${place} ${reason}: ${quoted(endpoint)}; use https, or an address of this machine (127.0.0.1).`];
}

/** The place, and the setting's name where the place alone does not tell it. */
function placeOf(found: FoundSettings, setting: ConnectionSetting): string {
  const place = found[setting]?.place;
  if (place === undefined) return setting;
  return place.kind === "configuration" || place.kind === "file" ? placeText(place) : `${setting} (${placeText(place)})`;
}

function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
