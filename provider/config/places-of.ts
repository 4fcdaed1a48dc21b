import { connectionSettings } from "../../schemas/generated/settings";
import type { ConnectionSetting, Environment, SettingPlace, SettingsSource } from "./setting-place";

/** One place with what it holds; `text` is undefined when it holds nothing. */
export interface LookedUp {
  place: SettingPlace;
  text: string | undefined;
}

/** The families of places in their order: the stack's configuration, then the SDK's environment, then the older one. */
const families = ["configuration", "HUAWEICLOUD_SDK_", "HW_"] as const;
export type Family = (typeof families)[number];
export const placeFamilies: readonly Family[] = families;

/** Looks settings up for one profile, or for none. A profile has no part in the settings at the top level. */
export class Places {
  constructor(
    private readonly profile: string | undefined,
    private readonly settings: SettingsSource,
    private readonly environment: Environment,
  ) {}

  /**
   * All places of a setting in their order.
   *
   * @param cloudRegion names the endpoint's environment variable
   */
  of(setting: ConnectionSetting, cloudRegion?: string): LookedUp[] {
    return families.flatMap((family) => this.in(family, setting, cloudRegion));
  }

  /** The places of a setting within one family: at most one, or none when the family has no name for it. */
  in(family: Family, setting: ConnectionSetting, cloudRegion?: string): LookedUp[] {
    if (family === "configuration") {
      return [{ place: { kind: "configuration", profile: this.profile, setting }, text: this.settings.get(setting) }];
    }
    const names: readonly string[] = connectionSettings[setting].environment;
    return names
      .filter((name) => name.startsWith(family) && (cloudRegion !== undefined || !name.includes("{REGION}")))
      .map((name) => name.replace("{REGION}", (cloudRegion ?? "").toUpperCase().replaceAll("-", "_")))
      .map((variable) => ({ place: { kind: "environment", variable }, text: this.environmentText(setting, variable) }));
  }

  /** An empty variable counts as absent, as shells leave them. The SDK takes the first endpoint of a comma list (SDK-go core/region). */
  private environmentText(setting: ConnectionSetting, variable: string): string | undefined {
    const text = this.environment[variable];
    const value = setting === "endpoint" ? text?.split(",")[0]?.trim() : text;
    return value === "" ? undefined : value;
  }
}

/** The first place that holds something. */
export const firstFound = (places: readonly LookedUp[]): { place: SettingPlace; text: string } | undefined => {
  const found = places.find(({ text }) => text !== undefined);
  return found?.text === undefined ? undefined : { place: found.place, text: found.text };
};
