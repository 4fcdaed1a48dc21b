import { connectionSettings } from "../../schemas/generated/settings";
import type { AccountSources, Found } from "./account-sources";
import { profilePath, type ConnectionSetting, type SettingPlace } from "./setting-place";

/** One place with what it holds; `text` is undefined when it holds nothing. */
export interface LookedUp {
  place: SettingPlace;
  text: string | undefined;
  isHidden?: boolean;
}

/** The families of places in their order: flags, the stack's configuration, the SDK's environment, the older one, the configuration file. */
const families = ["flag", "configuration", "HUAWEICLOUD_SDK_", "HW_", "file"] as const;
export type Family = (typeof families)[number];
export const placeFamilies: readonly Family[] = families;

/** What the configuration file of the command may say of an account (schemas/command.schema.json). */
const inFile: readonly ConnectionSetting[] = ["cloudRegion", "projectId", "endpoint"];

/** Looks settings up for one profile, or for none. A profile has no part in the settings at the top level. */
export class Places {
  /** @param sources stack and file are those of the profile alone */
  constructor(
    private readonly profile: string | undefined,
    private readonly sources: AccountSources,
  ) {}

  /**
   * All places of a setting in their order.
   *
   * @param cloudRegion names the endpoint's environment variable
   */
  of(setting: ConnectionSetting, cloudRegion?: string): LookedUp[] {
    return families.flatMap((family) => this.in(family, setting, cloudRegion));
  }

  /** The places of a setting within one family; none when the family has no name for it. */
  in(family: Family, setting: ConnectionSetting, cloudRegion?: string): LookedUp[] {
    switch (family) {
      case "flag":
        return this.inFlags(setting);
      case "configuration":
        return this.inStack(setting);
      case "file":
        return this.inFile(setting);
      default:
        return this.inEnvironment(family, setting, cloudRegion);
    }
  }

  private inFlags(setting: ConnectionSetting): LookedUp[] {
    const flag = this.sources.flags?.names[setting];
    if (flag === undefined) return [];
    return [this.sources.flags?.get(setting) ?? { place: { kind: "flag", flag }, text: undefined }];
  }

  private inStack(setting: ConnectionSetting): LookedUp[] {
    const { stack } = this.sources;
    if (stack === undefined) return [];
    const isHidden = stack.hides?.(setting) === true;
    return [{ place: { kind: "configuration", profile: this.profile, setting }, text: stack.get(setting), isHidden }];
  }

  private inFile(setting: ConnectionSetting): LookedUp[] {
    const { file } = this.sources;
    if (file === undefined || !inFile.includes(setting)) return [];
    const path = `account.${this.profile === undefined ? "" : `${profilePath(this.profile)}.`}${setting}`;
    const ofCommand = file.ofCommand?.(setting);
    return [...(ofCommand === undefined ? [] : [ofCommand]), { place: { kind: "file", file: file.name, path }, text: file.get(setting) }];
  }

  private inEnvironment(family: Family, setting: ConnectionSetting, cloudRegion: string | undefined): LookedUp[] {
    const names: readonly string[] = connectionSettings[setting].environment;
    return names
      .filter((name) => name.startsWith(family) && (cloudRegion !== undefined || !name.includes("{REGION}")))
      .map((name) => name.replace("{REGION}", (cloudRegion ?? "").toUpperCase().replaceAll("-", "_")))
      .map((variable) => ({ place: { kind: "environment", variable }, text: this.environmentText(setting, variable) }));
  }

  /** An empty variable counts as absent, as shells leave them. The SDK takes the first endpoint of a comma list (SDK-GO core/region). */
  private environmentText(setting: ConnectionSetting, variable: string): string | undefined {
    const text = this.sources.environment[variable];
    const value = setting === "endpoint" ? text?.split(",")[0]?.trim() : text;
    return value === "" ? undefined : value;
  }
}

/** The first place that holds something. */
export const firstFound = (places: readonly LookedUp[]): Found | undefined => {
  const found = places.find(({ text }) => text !== undefined);
  return found?.text === undefined ? undefined : { ...found, text: found.text };
};
