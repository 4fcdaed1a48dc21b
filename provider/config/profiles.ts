import { validateConnection } from "../../schemas/generated/configuration-validator";
import { ForeseenError } from "../errors/foreseen-error";
import { pathText } from "../rules/problem";
import { problemsOf } from "../rules/problems-of";
import { quoted, shown } from "../rules/wording";
import { profilePath, type SettingsSource } from "./setting-place";

/**
 * The settings of one profile out of `msgsms:profiles`.
 *
 * @throws ForeseenError SMS4002 for an unknown key or a bad value in the profile, SMS4003 for an unknown profile,
 * SMS4004 when `msgsms:profiles` is no JSON object
 */
export function profileSettings(name: string, settings: SettingsSource): SettingsSource {
  const profiles = profilesIn(settings);
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile === undefined) throw unknownProfile(name, Object.keys(profiles));
  const connection = withTexts(profile);
  const problems = problemsOf(validateConnection, connection);
  if (problems.length > 0) {
    const lines = problems.map(({ path, message, nextStep }) => {
      const setting = pathText(path);
      return `msgsms:${profilePath(name)}${setting === "" || setting.startsWith("[") ? "" : "."}${setting} ${message}; ${nextStep}`;
    });
    throw new ForeseenError("SMS4002", `${lines.join(".\n")}.`);
  }
  const texts = connection as Record<string, string>;
  return { get: (key) => (Object.hasOwn(texts, key) ? texts[key] : undefined) };
}

/** The names of all profiles. @throws ForeseenError SMS4004 when `msgsms:profiles` is no JSON object */
export const profileNames = (settings: SettingsSource): string[] => Object.keys(profilesIn(settings));

function profilesIn(settings: SettingsSource): Record<string, unknown> {
  const text = settings.get("profiles");
  if (text === undefined) return {};
  const value = parsed(text);
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
  throw notAnObject(typeof value === "object" ? shown(value, false) : `a ${typeof value}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's message would repeat the text, and with it a secret.
    if (error instanceof SyntaxError) throw notAnObject("no JSON");
    throw error;
  }
}

/** `pulumi config set --path` stores 1234 and true as a number and a truth value; nothing of them is lost. */
function withTexts(profile: unknown): unknown {
  if (profile === null || typeof profile !== "object" || Array.isArray(profile)) return profile;
  const isPlain = (value: unknown) => typeof value === "boolean" || Number.isSafeInteger(value);
  return Object.fromEntries(Object.entries(profile).map(([key, value]) => [key, isPlain(value) ? String(value) : (value as unknown)]));
}

function unknownProfile(name: string, known: string[]): ForeseenError {
  const list = known.length === 0 ? "msgsms:profiles has none" : `msgsms:profiles has ${known.map(quoted).join(", ")}`;
  const command = `pulumi config set --path 'msgsms:${profilePath(name)}.projectId' <id>`;
  return new ForeseenError("SMS4003", `there is no profile ${quoted(name)}: ${list}. Correct the profile, or add it: ${command}.`);
}

function notAnObject(found: string): ForeseenError {
  const example = "pulumi config set --path 'msgsms:profiles.<name>.projectId' <id>";
  return new ForeseenError(
    "SMS4004",
    `msgsms:profiles must be a JSON object from profile names to settings, and is ${found}. Set its parts one by one: ${example}.`,
  );
}
