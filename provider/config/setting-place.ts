import { connectionSettings } from "../../schemas/generated/settings";

/** A setting of a connection: cloudRegion, projectId, accessKey, secretKey, securityToken, endpoint. */
export type ConnectionSetting = keyof typeof connectionSettings;

/** Where a setting can come from. */
export type SettingPlace =
  | { kind: "flag"; flag: string }
  | { kind: "configuration"; profile: string | undefined; setting: ConnectionSetting }
  | { kind: "environment"; variable: string }
  | { kind: "file"; file: string; path: string }
  | { kind: "cloud region"; cloudRegion: string };

/**
 * The place as messages name it: `flag --project-id`, `msgsms:projectId`, `msgsms:profiles.europe.projectId`,
 * `environment variable HW_PROJECT_ID`, `account.projectId in msgsms.config.yaml`.
 */
export function placeText(place: SettingPlace): string {
  switch (place.kind) {
    case "flag":
      return `flag ${place.flag}`;
    case "configuration":
      return place.profile === undefined ? `msgsms:${place.setting}` : `msgsms:${profilePath(place.profile)}.${place.setting}`;
    case "environment":
      return `environment variable ${place.variable}`;
    case "file":
      return `${place.path} in ${place.file}`;
    case "cloud region":
      return `table of cloud regions (${place.cloudRegion})`;
  }
}

/** The path of a profile as `pulumi config --path` reads it: a name with a dot is quoted. */
export const profilePath = (profile: string): string =>
  /^[\w-]+$/.test(profile) ? `profiles.${profile}` : `profiles[${JSON.stringify(profile)}]`;

/** The command that sets a setting in the stack's configuration; a secret is read from the terminal and not put on the line. */
export function commandFor(profile: string | undefined, setting: ConnectionSetting): string {
  const { secret } = connectionSettings[setting];
  const key = placeText({ kind: "configuration", profile, setting });
  const options = `${profile === undefined ? "" : "--path "}${secret ? "--secret " : ""}`;
  return `pulumi config set ${options}${profile === undefined ? key : `'${key}'`}${secret ? "" : ` <${argumentOf(setting)}>`}`;
}

/** What stands for a value that the user gives. */
export const argumentOf = (setting: ConnectionSetting) => argumentNames[setting] ?? setting;

const argumentNames: Partial<Record<ConnectionSetting, string>> = { projectId: "id", cloudRegion: "cloud-region", accessKey: "access-key" };
