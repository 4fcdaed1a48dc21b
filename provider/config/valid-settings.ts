import { validateConnection } from "../../schemas/generated/configuration-validator";
import { isThisMachine } from "../api";
import { asShown, ForeseenError, message, plain, quoted, starred, typeName, type Message } from "../messages";
import { problemsOf, type Problem } from "../rules";
import type { Found } from "./account-sources";
import type { FoundSettings } from "./credentials";
import { placeText, type ConnectionSetting } from "./setting-place";
import { undressed } from "./undressed";

/**
 * Checks found settings against the schema, and refuses to send a signature in plain text over a network.
 *
 * @throws ForeseenError SMS4002 that names the place of each bad value; a secret's value is never shown
 */
export function requireValid(found: FoundSettings): void {
  const settings = Object.entries(found) as [ConnectionSetting, Found][];
  const odd = settings.flatMap(([setting, { text }]) => {
    const problem = undressed(asShown(placeOf(found, setting)), text);
    return problem === undefined ? [] : [[setting, problem] as const];
  });
  const oddSettings = new Set<unknown>(odd.map(([setting]) => setting));
  const texts = Object.fromEntries(settings.filter(([setting]) => !oddSettings.has(setting)).map(([setting, { text }]) => [setting, text]));
  const nameOf = ([setting]: readonly unknown[]) => placeOf(found, setting as ConnectionSetting);
  const broken = problemsOf(validateConnection, texts, nameOf).map((problem) =>
    found[problem.path[0] as ConnectionSetting]?.isHidden === true ? withoutValue(problem, nameOf(problem.path)) : problem,
  );
  requireNone([...odd.map(([, problem]) => problem), ...broken]);
  if (found.endpoint === undefined) return;
  const told = endpointProblem(placeOf(found, "endpoint"), found.endpoint);
  if (told !== undefined) throw new ForeseenError(told);
}

/** @throws ForeseenError SMS4002 for one problem, as it tells itself, or for several */
export function requireNone(problems: readonly Message[]): void {
  const [first] = problems;
  if (first === undefined) return;
  if (problems.length > 1)
    throw new ForeseenError(message("SMS4002", { what: "several", values: { count: plain(problems.length) }, problems, do: ["several"] }));
  if (first.code === "SMS4002") throw new ForeseenError(first);
  const { why, facts, do: steps } = first;
  const told = message("SMS4002", { what: "one", values: { problem: plain(first.what) }, do: steps.length === 0 ? ["one"] : [] });
  throw new ForeseenError({ ...told, facts, ...(why === undefined ? {} : { why }), ...(steps.length === 0 ? {} : { do: steps }) });
}

/**
 * The same problem, with the rule and the place alone: a stack's configuration marks the value as secret, or does not tell whether it does.
 *
 * @param name as messages name the place
 */
export function withoutValue({ code, rule = "", why, path, target }: Problem, name: string): Problem {
  const setting = asShown(name);
  const told =
    code === "SMS1003"
      ? message("SMS1003", { what: "secret", values: { setting, type: asShown(typeName(rule)) }, do: ["type"] })
      : message("SMS1004", { what: "bare", values: { setting, rule: asShown(rule) }, do: ["correct"] });
  return { ...told, ...(why === undefined ? {} : { why }), path, target, rule };
}

/** What the schema's pattern cannot tell of an address. */
function endpointProblem(place: string, { text: endpoint, isHidden }: Found): Message | undefined {
  const facts = { [place]: isHidden === true ? starred : asShown(quoted(endpoint)) };
  if (!URL.canParse(endpoint)) return message("SMS4002", { what: "notAddress", facts, do: ["address"] });
  const { protocol, hostname } = new URL(endpoint);
  if (protocol === "https:" || isThisMachine(hostname)) return undefined;
  return message("SMS4002", { what: "plainHttp", why: "plainHttp", facts, do: ["https"] });
}

/** The place, and the setting's name where the place alone does not tell it. */
function placeOf(found: FoundSettings, setting: ConnectionSetting): string {
  const place = found[setting]?.place;
  if (place === undefined) return setting;
  return place.kind === "configuration" || place.kind === "file" ? placeText(place) : `${setting} (${placeText(place)})`;
}
