import { validateConnection } from "../../schemas/generated/configuration-validator";
import { ForeseenError, pathText, quoted, sentence, shown } from "../messages";
import { problemsOf } from "../rules";
import type { AccountSources, SettingsSource } from "./account-sources";
import { profilePath } from "./setting-place";

/**
 * The sources with just what they say of one profile. A profile may be in the stack's configuration, in the configuration file, or in
 * both. Where none of them has any profile, the one that a user names on the command line stands for flags and environment.
 *
 * @throws ForeseenError SMS4002 for an unknown key or a bad value in the profile, SMS4003 for an unknown profile,
 * SMS4004 when `msgsms:profiles` is no JSON object
 */
export function sourcesOfProfile(name: string, sources: AccountSources): AccountSources {
  const { stack, file, ...others } = sources;
  const inStack = stack === undefined ? undefined : profileInStack(name, stack);
  const inFile = file === undefined ? undefined : textsOf(own(profilesIn(file), name));
  const known = profileNames(sources);
  if (inStack === undefined && inFile === undefined && !(known.length === 0 && sources.flags?.profile === name)) {
    throw unknownProfile(name, known, sources);
  }
  return {
    ...others,
    ...(stack === undefined ? {} : { stack: inStack ?? nothing }),
    ...(file === undefined ? {} : { file: { ...file, ...(inFile ?? nothing) } }),
  };
}

/** The names of all profiles. @throws ForeseenError SMS4004 when `msgsms:profiles` is no JSON object */
export const profileNames = ({ stack, file }: AccountSources): string[] => [
  ...new Set([stack, file].flatMap((source) => (source === undefined ? [] : Object.keys(profilesIn(source))))),
];

const nothing: SettingsSource = { get: () => undefined };

const own = (profiles: Record<string, unknown>, name: string) => (Object.hasOwn(profiles, name) ? profiles[name] : undefined);

const textsOf = (connection: unknown): SettingsSource | undefined =>
  connection === undefined ? undefined : { get: (key) => own(connection as Record<string, string>, key) as string | undefined };

function profileInStack(name: string, stack: SettingsSource): SettingsSource | undefined {
  const connection = withTexts(own(profilesIn(stack), name));
  if (connection === undefined) return undefined;
  const problems = problemsOf(validateConnection, connection, (path) => {
    const setting = pathText(path);
    return `msgsms:${profilePath(name)}${setting === "" || setting.startsWith("[") ? "" : "."}${setting}`;
  });
  if (problems.length === 0) return textsOf(connection);
  throw new ForeseenError("SMS4002", `${problems.map(sentence).join(".\n")}.`);
}

function profilesIn(settings: SettingsSource): Record<string, unknown> {
  const text = settings.get("profiles");
  if (text === undefined) return {};
  const value = parsed(text);
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
  throw notAnObject(typeof value === "object" ? shown(value) : `a ${typeof value}`);
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

function unknownProfile(name: string, known: readonly string[], { stack, file }: AccountSources): ForeseenError {
  const places = [...(stack === undefined ? [] : ["msgsms:profiles"]), ...(file === undefined ? [] : [`account.profiles in ${file.name}`])];
  const where = places.length === 0 ? "no place has profiles" : `${places.join(" or ")} has ${known.map(quoted).join(", ") || "none"}`;
  const command = `pulumi config set --path 'msgsms:${profilePath(name)}.projectId' <id>`;
  const inFile = `write account.${profilePath(name)} into ${file?.name ?? ""}`;
  const only =
    known.length === 0 ? `, or give --profile ${name} when flags and environment variables are of this profile, and nothing else` : "";
  const steps =
    stack === undefined
      ? `Take the stack's with --stack, ${inFile}${only}.`
      : `Correct the profile, or add it: ${command}${file === undefined ? "" : `; or ${inFile}`}.`;
  return new ForeseenError("SMS4003", `there is no profile ${quoted(name)}: ${where}. ${steps}`);
}

function notAnObject(found: string): ForeseenError {
  const example = "pulumi config set --path 'msgsms:profiles.<name>.projectId' <id>";
  return new ForeseenError(
    "SMS4004",
    `msgsms:profiles must be a JSON object from profile names to settings, and is ${found}. Set its parts one by one: ${example}.`,
  );
}
