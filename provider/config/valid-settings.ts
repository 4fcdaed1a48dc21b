import { validateConnection } from "../../schemas/generated/configuration-validator";
import { asShown, ForeseenError, message, plain, quoted, sentence, type Message } from "../messages";
import { problemsOf, type Problem } from "../rules";
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
  requireNone(problemsOf(validateConnection, texts, nameOf));
  if (found.endpoint === undefined) return;
  const told = endpointProblem(placeOf(found, "endpoint"), found.endpoint.text);
  if (told !== undefined) throw new ForeseenError(told);
}

/** @throws ForeseenError SMS4002 for one problem, as it tells itself, or for several */
export function requireNone(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const values = { problem: plain(first.what), count: plain(problems.length) };
  if (problems.length > 1) {
    const facts = { wrong: problems.map((problem) => plain(sentence(problem))) };
    throw new ForeseenError(message("SMS4002", { what: "several", values, facts, do: ["several"] }));
  }
  const { why, facts, do: steps } = first;
  const told = message("SMS4002", { what: "one", values, do: steps.length === 0 ? ["one"] : [] });
  throw new ForeseenError({ ...told, facts, ...(why === undefined ? {} : { why }), ...(steps.length === 0 ? {} : { do: steps }) });
}

/** What the schema's pattern cannot tell of an address. */
function endpointProblem(place: string, endpoint: string): Message | undefined {
  const facts = { [place]: asShown(quoted(endpoint)) };
  if (!URL.canParse(endpoint)) return message("SMS4002", { what: "notAddress", facts, do: ["address"] });
  if (isSafe(new URL(endpoint))) return undefined;
  return message("SMS4002", { what: "plainHttp", why: "plainHttp", facts, do: ["https"] });
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
