import { ForeseenError, quoted } from "../messages";
import type { AccountSources } from "./account-sources";
import type { Credentials } from "./credentials";
import { profileNames } from "./profiles";
import { commandFor, placeText, type ConnectionSetting } from "./setting-place";

type Missing = Credentials["missing"][number];

/** The error (SMS4001) that names each missing setting, all places where it was looked for, and how to set it. */
export function missingSettings(profile: string | undefined, missing: readonly Missing[], sources: AccountSources): ForeseenError {
  const whose = profile === undefined ? "" : ` of profile ${JSON.stringify(profile)}`;
  const lines = missing.map((one) => {
    const places = one.looked.map(({ place }) => placeText(place)).join(", ");
    return `- ${one.setting}: looked at ${places}${one.why === undefined ? "" : ` (${one.why})`}. ${nextStep(profile, one, sources)}`;
  });
  const names = missing.map(({ setting }) => setting).join(", ");
  // Without cloud region and project at the top level, the settings are most likely those of profiles.
  const isTopLevelEmpty = profile === undefined && missing.some(({ setting }) => setting === "cloudRegion" || setting === "projectId");
  const known = isTopLevelEmpty && sources.flags !== undefined ? profileNames(sources) : [];
  const hint = known.length === 0 ? "" : `\nThere are profiles: ${known.map(quoted).join(", ")}. Name one with --profile.`;
  return new ForeseenError(
    "SMS4001",
    `missing ${missing.length === 1 ? "setting" : "settings"}${whose}: ${names}.\n${lines.join("\n")}${hint}`,
  );
}

function nextStep(profile: string | undefined, { setting, looked, why }: Missing, { stack, flags }: AccountSources): string {
  const places = looked.map(({ place }) => placeText(place)).join(", ");
  if (stack === undefined) return stepOfCommand(setting, why === undefined ? undefined : places, flags?.names[setting]);
  // The rest of a pair in the environment belongs there too: a lone key in the configuration would be half a pair again.
  const isHalf = why !== undefined && looked.every(({ place }) => place.kind === "environment");
  return isHalf ? `Set ${places}, or give all credentials in the configuration` : `Set it: ${commandFor(profile, setting)}`;
}

/** @param rest where the rest of a pair belongs */
function stepOfCommand(setting: ConnectionSetting, rest: string | undefined, flag: string | undefined): string {
  if (rest !== undefined) return `Set ${rest}, or take all credentials from a stack with --stack`;
  if (flag === undefined) return "Set the first of them, or take the credentials of a stack with --stack";
  return `Give ${flag} <${setting === "projectId" ? "id" : "cloud-region"}>, or take the setting of a stack with --stack`;
}
