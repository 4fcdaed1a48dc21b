import { connectionSettings } from "../../schemas/generated/settings";
import { validateConnection } from "../../schemas/generated/configuration-validator";
import { asShown, ForeseenError, listed, message, pathText, plain, quoted, shown, type Message, type Shown } from "../messages";
import { problemsOf } from "../rules";
import type { AccountSources, SettingsSource } from "./account-sources";
import { profilePath } from "./setting-place";
import { UnsuitableAccountError } from "./unsuitable-account";
import { rounded, undressed } from "./undressed";
import { requireNone, withoutValue } from "./valid-settings";

/**
 * The sources with just what they say of one profile. A profile may be in the stack's configuration, in the configuration file, or in
 * both. Where none of them has any profile, the one that a user names on the command line stands for flags and environment.
 *
 * @throws ForeseenError SMS4002 for an unknown key or a bad value in the profile, SMS4003 for an unknown profile,
 * SMS4004 when `msgsms:profiles` is not a JSON object
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

/** The names of all profiles. @throws ForeseenError SMS4004 when `msgsms:profiles` is not a JSON object */
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
  const nameOf = (path: readonly (string | number)[]) => {
    const setting = pathText(path);
    return `msgsms:${profilePath(name)}${setting === "" || setting.startsWith("[") ? "" : "."}${setting}`;
  };
  const isHidden = stack.hides?.("profiles") === true;
  const { odd, others } = oddIn(connection, nameOf);
  const broken = problemsOf(validateConnection, others, nameOf);
  // The names of keys are no values.
  const shown = broken.map((problem) => (isHidden && problem.target === "value" ? withoutValue(problem, nameOf(problem.path)) : problem));
  requireNone([...odd, ...shown]);
  const settings = textsOf(others);
  return settings === undefined ? undefined : { ...settings, hides: () => isHidden };
}

/** The settings that hold no value but something in its place, and the rest. */
function oddIn(connection: unknown, nameOf: (path: readonly string[]) => string): { odd: Message[]; others: unknown } {
  if (connection === null || typeof connection !== "object" || Array.isArray(connection)) return { odd: [], others: connection };
  const entries = Object.entries(connection as Record<string, unknown>).map(([key, value]) => ({
    entry: [key, value] as const,
    problem: Object.hasOwn(connectionSettings, key) ? problemOf(asShown(nameOf([key])), value) : undefined,
  }));
  return {
    odd: entries.flatMap(({ problem }) => problem ?? []),
    others: Object.fromEntries(entries.filter(({ problem }) => problem === undefined).map(({ entry }) => entry)),
  };
}

function problemOf(name: Shown, value: unknown): Message | undefined {
  // Whole numbers and booleans have become texts by now.
  if (typeof value === "number") return rounded(name);
  return typeof value === "string" ? undressed(name, value) : undefined;
}

function profilesIn(settings: SettingsSource): Record<string, unknown> {
  const text = settings.get("profiles");
  if (text === undefined) return {};
  const value = parsed(text);
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
  throw notAnObject("notObject", typeof value === "object" ? asShown(shown(value)) : plain(`a ${typeof value}`));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's message would repeat the text, and with it a secret.
    if (error instanceof SyntaxError) throw notAnObject("notJson");
    throw error;
  }
}

/** `pulumi config set --path` stores 1234 and true as a number and a boolean; nothing of them is lost. */
function withTexts(profile: unknown): unknown {
  if (profile === null || typeof profile !== "object" || Array.isArray(profile)) return profile;
  const isPlain = (value: unknown) => typeof value === "boolean" || Number.isSafeInteger(value);
  return Object.fromEntries(Object.entries(profile).map(([key, value]) => [key, isPlain(value) ? String(value) : (value as unknown)]));
}

function unknownProfile(name: string, known: readonly string[], { stack, file }: AccountSources): UnsuitableAccountError {
  const places = [...(stack === undefined ? [] : ["msgsms:profiles"]), ...(file === undefined ? [] : [`account.profiles in ${file.name}`])];
  const inFile = file === undefined ? [] : (["file"] as const);
  const told = message("SMS4003", {
    what: "unknown",
    facts: {
      profiles: listed(known.map((one) => asShown(quoted(one)))),
      "looked in": places.length === 0 ? undefined : plain(places.join(" and ")),
    },
    values: {
      profile: asShown(quoted(name)),
      name: plain(name),
      command: plain(`pulumi config set --path 'msgsms:${profilePath(name)}.projectId' <id>`),
      inFile: plain(`account.${profilePath(name)} in ${file?.name ?? ""}`),
    },
    do:
      stack !== undefined
        ? [...(known.length === 0 ? [] : (["correct"] as const)), "add", ...inFile]
        : [known.length === 0 ? "only" : "correct", "stack", ...inFile],
  });
  return new UnsuitableAccountError(told);
}

/** @param value what it is instead; never its text, which may hold a secret */
function notAnObject(what: "notJson" | "notObject", value?: Shown): ForeseenError {
  return new ForeseenError(message("SMS4004", { what, facts: { it: value }, do: ["parts"] }));
}
