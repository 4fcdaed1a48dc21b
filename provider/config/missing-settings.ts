import type { words } from "../../schemas/generated/words";
import { asShown, ForeseenError, listed, message, plain, quoted, type Message } from "../messages";
import type { AccountSources } from "./account-sources";
import type { Credentials } from "./credentials";
import { profileNames } from "./profiles";
import { argumentOf, commandFor, placeText, type ConnectionSetting, type SettingPlace } from "./setting-place";

type Missing = Credentials["missing"][number];
type Words = (typeof words)["SMS4001"];

/** Settings of an account that are nowhere (SMS4001). */
export class MissingSettingsError extends ForeseenError {
  override readonly name = "MissingSettingsError";

  constructor(
    told: Message,
    readonly settings: readonly ConnectionSetting[],
  ) {
    super(told);
  }
}

/** The error that names each missing setting, all places where it was looked for, and how to set it. */
export function missingSettings(profile: string | undefined, missing: readonly Missing[], sources: AccountSources): MissingSettingsError {
  const settings = missing.map(({ setting }) => setting);
  const half = missing.find(({ rest }) => rest !== undefined)?.rest ?? [];
  // Without cloud region and project at the top level, the settings are most likely those of profiles.
  const isTopLevelEmpty = profile === undefined && (settings.includes("cloudRegion") || settings.includes("projectId"));
  const known = isTopLevelEmpty && sources.flags !== undefined ? profileNames(sources) : [];
  const given = givenBy(profile, missing, sources);
  const told = message("SMS4001", {
    what: whatOf(profile, settings),
    ...(half.length === 0 ? {} : { why: "half" as const }),
    facts: {
      ...Object.fromEntries(missing.map(({ setting, looked }) => [setting, plain(`not in ${looked.map(shortName).join(", ")}`)])),
      profiles: known.map((name) => asShown(quoted(name))),
    },
    values: {
      settings: listed(settings.map(plain)),
      profile: asShown(quoted(profile ?? "")),
      rest: plain(`${half.map(placeText).join(" and ")} ${half.length === 1 ? "is" : "are"}`),
      commands: plain(given.commands.join(" && ")),
      flags: plain(given.flags.join(" ")),
      variables: plain(given.variables.join(" and ")),
      credentials: plain((["accessKey", "secretKey"] as const).map((setting) => commandFor(profile, setting)).join(" && ")),
      known: plain(known[0] ?? ""),
    },
    do: [...(known.length === 0 ? [] : (["profile"] as const)), ...stepsOf(given, sources)],
  });
  return new MissingSettingsError(told, settings);
}

function whatOf(profile: string | undefined, { length }: readonly ConnectionSetting[]): keyof Words["what"] {
  if (profile === undefined) return length === 1 ? "one" : "several";
  return length === 1 ? "oneOfProfile" : "severalOfProfile";
}

interface Given {
  commands: string[];
  flags: string[];
  variables: string[];
}

/** By what each setting can be given. */
function givenBy(profile: string | undefined, missing: readonly Missing[], { stack, flags }: AccountSources): Given {
  const given: Given = { commands: [], flags: [], variables: [] };
  for (const { setting, looked, rest } of missing) {
    const flag = flags?.names[setting];
    const [variable = ""] = looked.flatMap(({ place }) => (place.kind === "environment" ? [place.variable] : []));
    // The rest of a pair in the environment belongs there too: a lone key in the configuration would be half a pair again.
    const isHalfInEnvironment = rest !== undefined && looked.every(({ place }) => place.kind === "environment");
    if (stack !== undefined && !isHalfInEnvironment) given.commands.push(commandFor(profile, setting));
    else if (flag === undefined) given.variables.push(variable);
    else given.flags.push(`${flag} <${argumentOf(setting)}>`);
  }
  return given;
}

/** What is needed together is one step. */
function stepsOf({ commands, flags, variables }: Given, { stack }: AccountSources): (keyof Words["do"])[] {
  const isWithVariables = variables.length > 0;
  if (commands.length > 0) return [isWithVariables ? "commandsAndVariables" : "commands"];
  if (flags.length > 0) return [isWithVariables ? "flagsAndVariables" : "flags", "stack"];
  return ["variables", stack === undefined ? "stack" : "credentials"];
}

/** A variable by its name alone: several stand in one line. */
const shortName = ({ place }: { place: SettingPlace }) => (place.kind === "environment" ? place.variable : placeText(place));
